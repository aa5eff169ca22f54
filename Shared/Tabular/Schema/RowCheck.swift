/// A schema's checks of a record, once its columns are known.
///
/// A class, so that going from cell to cell copies nothing.
final class RowCheck {
  /// Receives a fault, the field's name and the cell.
  typealias Report = (CellFault, String, UnsafeRawBufferPointer) throws -> Void

  let fields: [FieldCheck]
  /// The objects of ``fields``, which keeps them alive. Read through this array, they are neither retained nor released: for each cell
  /// that took a quarter of the time of a check.
  private let unowned: [Unmanaged<FieldCheck>]
  /// For each field its column; nil where the file has none.
  let columns: [Int?]
  private let columnCount: Int
  private let isOfFacts: Bool
  /// Whether an empty cell counts as missing, and the other texts that do.
  private let isEmptyMissing: Bool
  private let missing: [[UInt8]]
  /// For fact files the cells of the record checked last, by field; nil for a field that has no column.
  private(set) var facts: [FactCell?] = []

  init(_ fields: [FieldCheck], columns: [Int?], columnCount: Int, missing: [String]) {
    self.fields = fields
    unowned = fields.map { .passUnretained($0) }
    isOfFacts = fields.contains(where: \.isOfFacts)
    self.columns = columns
    self.columnCount = columnCount
    isEmptyMissing = missing.contains("")
    self.missing = missing.filter { !$0.isEmpty }.map { Array($0.utf8) }
  }

  /// Whether a cell is one of the schema's missing values.
  func isMissing(_ cell: UnsafeRawBufferPointer) -> Bool {
    if cell.isEmpty { return isEmptyMissing }
    return !missing.isEmpty && missing.contains(where: cell.elementsEqual)
  }

  /// Whether all cells of a record are missing values.
  func isBlank(_ record: CSVReader.Record) -> Bool {
    (0..<record.count).allSatisfy { isMissing(record[$0]) }
  }

  /// Checks a record's cells, in the order of the fields.
  func check(_ record: CSVReader.Record, _ report: Report) rethrows {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    if isOfFacts { facts = columns.map { $0.flatMap { _ in FactCell.empty } } }
    if isBlank(record) {
      return try report(.blankRow, "", nothing)
    }
    for field in columns.indices {
      guard let column = columns[field] else { continue }
      try unowned[field]._withUnsafeGuaranteedRef { try check(record, column, field, $0, report) }
    }
    if record.count > columnCount {
      for column in columnCount..<record.count { try report(.extraCell, "", record[column]) }
    }
  }

  private func check(
    _ record: CSVReader.Record, _ column: Int, _ field: Int, _ check: FieldCheck, _ report: Report
  ) rethrows {
    guard column < record.count else {
      return try report(.missingCell, check.name, UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let cell = record[column]
    if isOfFacts, let fact = check.fact(cell) {
      facts[field] = fact
      try check.check(fact) { try report($0, check.name, cell) }
    } else {
      try check.check(cell, isMissing: isMissing(cell)) { try report($0, check.name, cell) }
    }
  }

  /// Appends a field's cell in its canonical form; nothing for a missing value.
  ///
  /// - Returns: whether there is a value.
  @discardableResult
  func appendCanonical(
    _ field: Int, of record: CSVReader.Record, to bytes: inout [UInt8]
  ) -> Bool {
    guard let column = columns[field], column < record.count, !isMissing(record[column]) else {
      return false
    }
    unowned[field]._withUnsafeGuaranteedRef { $0.appendCanonical(record[column], to: &bytes) }
    return true
  }

  /// The hash of fields' cells as they stand; nil where the record lacks one of them, or where one is a missing value and those do
  /// not count.
  ///
  /// By chance two different keys have the same hash in one of 37 million files of a million rows (2³⁹ pairs, 2⁶⁴ values).
  func hash(
    asWritten fields: [Int], _ record: CSVReader.Record, missingCounts: Bool
  ) -> UInt64? {
    var hasher = Hasher()
    for field in fields {
      guard let column = columns[field], column < record.count,
        missingCounts || !isMissing(record[column])
      else { return nil }
      Self.combine(record[column], into: &hasher)
    }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// The hash of a key's values in canonical form; nil where all its cells are missing values.
  func hash(of fields: [Int], _ record: CSVReader.Record) -> UInt64? {
    var (hasher, bytes, isNothing) = (Hasher(), [UInt8](), true)
    for field in fields {
      bytes.removeAll(keepingCapacity: true)
      if appendCanonical(field, of: record, to: &bytes) { isNothing = false }
      bytes.withUnsafeBytes { Self.combine($0, into: &hasher) }
    }
    return isNothing ? nil : UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private static func combine(_ cell: UnsafeRawBufferPointer, into hasher: inout Hasher) {
    hasher.combine(bytes: cell)
    hasher.combine(cell.count)
  }
}
