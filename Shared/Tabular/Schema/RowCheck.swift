/// A schema's checks of a record, once its columns are known.
///
/// A class, so that going from cell to cell copies nothing.
final class RowCheck {
  /// Is told a fault, the field's name and the cell.
  typealias Report = (CellFault, String, UnsafeRawBufferPointer) throws -> Void

  let fields: [FieldCheck]
  /// For each field its column.
  let columns: [Int?]
  private let columnCount: Int
  /// Whether an empty cell stands for nothing, and the other texts that do.
  private let isEmptyMissing: Bool
  private let missing: [[UInt8]]
  private let key: [Int]

  init(
    _ fields: [FieldCheck], columns: [Int?], columnCount: Int, missing: [String], key: [Int]
  ) {
    self.fields = fields
    self.columns = columns
    self.columnCount = columnCount
    isEmptyMissing = missing.contains("")
    self.missing = missing.filter { !$0.isEmpty }.map { Array($0.utf8) }
    self.key = key
  }

  /// Whether a cell stands for nothing.
  func isMissing(_ cell: UnsafeRawBufferPointer) -> Bool {
    if cell.isEmpty { return isEmptyMissing }
    return !missing.isEmpty && missing.contains(where: cell.elementsEqual)
  }

  /// Whether a record has nothing in any cell.
  func isBlank(_ record: CSVReader.Record) -> Bool {
    (0..<record.count).allSatisfy { isMissing(record[$0]) }
  }

  /// Looks at a record's cells, in the order of the fields.
  func check(_ record: CSVReader.Record, _ report: Report) rethrows {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    if isBlank(record) {
      return try report(.blankRow, "", nothing)
    }
    for (field, column) in columns.enumerated() {
      guard let column else { continue }
      let check = fields[field]
      guard column < record.count else {
        try report(.missingCell, check.name, nothing)
        continue
      }
      let cell = record[column]
      try check.check(cell, isMissing: isMissing(cell)) { try report($0, check.name, cell) }
    }
    if record.count > columnCount {
      for column in columnCount..<record.count { try report(.extraCell, "", record[column]) }
    }
  }

  /// The hashes of the cells that no other row may have, with their fields.
  func uniqueHashes(_ record: CSVReader.Record) -> [(field: Int, hash: UInt64)] {
    columns.enumerated().compactMap { field, column in
      guard fields[field].isUnique, let column, column < record.count, !isMissing(record[column])
      else { return nil }
      return (field, Self.hash([record[column]]))
    }
  }

  /// The hash of the primary key's cells; nil where one is not there.
  func keyHash(_ record: CSVReader.Record) -> UInt64? {
    let cells = key.compactMap { columns[$0] }.filter { $0 < record.count }.map { record[$0] }
    return key.isEmpty || cells.count < key.count ? nil : Self.hash(cells)
  }

  /// The name of the primary key's first field, and its cell.
  func keyCell(_ record: CSVReader.Record) -> (name: String, cell: UnsafeRawBufferPointer) {
    (fields[key[0]].name, record[columns[key[0]] ?? 0])
  }

  /// Two different cells have the same by chance in one of 37 million files of a million rows (2³⁹ pairs, 2⁶⁴ values).
  private static func hash(_ cells: [UnsafeRawBufferPointer]) -> UInt64 {
    var hasher = Hasher()
    for cell in cells {
      hasher.combine(bytes: cell)
      hasher.combine(cell.count)
    }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
