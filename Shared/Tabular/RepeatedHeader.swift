/// Tells a header that comes again, as where two files were put one behind the other, from a row.
struct RepeatedHeader {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let labels: [[UInt8]]

  /// Takes the labels as they were read.
  init(_ labels: [String]) {
    let plain = labels.map { Self.plain(Array($0.utf8)[...]) }
    self.labels = plain.allSatisfy(\.isEmpty) ? [] : plain
  }

  /// Whether a record has the labels and nothing else; where there is one column, a mark must stand before it, since a value may
  /// be called like its column; marks before them, quotes and spaces around them are passed over.
  func matches(_ record: CSVReader.Record) -> Bool {
    guard !labels.isEmpty, record.count == labels.count,
      labels.count > 1 || record[0].starts(with: Self.mark)
    else { return false }
    return labels.indices.allSatisfy { place in
      // Most cells are no label, which their last byte tells already, but for a quote or a space.
      let cell = record[place]
      if let last = cell.last, let own = labels[place].last, last != own, last != 34, last != 32 {
        return false
      }
      return Self.plain(Array(cell)[...]) == labels[place]
    }
  }

  private static func plain(_ cell: ArraySlice<UInt8>) -> [UInt8] {
    var cell = cell
    while cell.starts(with: mark) { cell = cell.dropFirst(3) }
    func isLayout(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 34 }
    while let first = cell.first, isLayout(first) { cell = cell.dropFirst() }
    while let last = cell.last, isLayout(last) { cell = cell.dropLast() }
    return Array(cell)
  }
}

extension String {
  /// Without byte order marks at either end, which are never part of a name.
  var withoutMarks: String {
    var scalars = Substring(self).unicodeScalars
    while scalars.first?.value == 0xFEFF { scalars.removeFirst() }
    while scalars.last?.value == 0xFEFF { scalars.removeLast() }
    return String(scalars)
  }
}
