/// Recognises a header that is repeated among the rows, as where two files were put one behind the other.
struct RepeatedHeader {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let labels: [[UInt8]]

  /// Takes the labels as they were read.
  init(_ labels: [String]) {
    let plain = labels.map { Self.plain(Array($0.utf8)[...]) }
    self.labels = plain.allSatisfy(\.isEmpty) ? [] : plain
  }

  /// Whether a record consists of the labels. Byte order marks before them, and quotes and white space around them, are ignored. In
  /// a file of one column a byte order mark must stand before the label, since a value may equal the column's name.
  func matches(_ record: CSVReader.Record) -> Bool {
    guard !labels.isEmpty, record.count == labels.count,
      labels.count > 1 || record[0].starts(with: Self.mark)
    else { return false }
    return labels.indices.allSatisfy { place in
      // A different last byte rules out most cells at once. A quote or a space at the end needs the whole comparison.
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
    return Array(cell.trimming { $0 == 32 || $0 == 9 || $0 == 34 })
  }
}

extension String {
  /// Without byte order marks at either end, which are never part of a name.
  var withoutMarks: String {
    String(Substring(self).unicodeScalars.trimming { $0.value == 0xFEFF })
  }
}
