public import Values

/// Reads delimited text by a schema: a pass over the file that tells everything that is the matter with it.
///
/// Columns are found by their labels, in any order. One that is missing is told once, and the others are checked.
/// Memory is bounded by a record, and by 16 bytes a row for each field or key that must be unique.
public struct SchemaReader {
  /// How columns go to fields.
  public struct Header: Sendable {
    /// For each column of the file its field; nil for a column that is passed over.
    public var fields: [Int?]
    /// The labels as they were read.
    public var labels: [String]
  }

  /// The schema.
  public let schema: TableSchema
  /// The file's name, which findings tell.
  public let file: String
  /// Which column is which field.
  public private(set) var header = Header(fields: [], labels: [])
  /// What the header has to be told.
  public private(set) var headerFindings: [Finding] = []
  /// How many rows were read, the header not counted, and how many of them have a fault.
  public private(set) var rowCount = 0, faultyCount = 0

  private var reader: CSVReader
  private let checks: [FieldCheck]
  private let missing: [[UInt8]]
  private let key: [Int]
  private var seen: [Set<UInt64>]
  private var seenKeys: Set<UInt64> = []
  /// For each field its column.
  private var columns: [Int?] = []

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - schema: the schema.
  ///   - reader: the text.
  ///   - file: the file's name.
  ///   - mapping: label of a column → name of a field, where they differ.
  /// - Throws: ``TableSchemaError``; ``CSVError``; what the source throws.
  public init(
    _ schema: TableSchema, _ reader: CSVReader, file: String, mapping: [String: String] = [:]
  ) throws {
    self.schema = schema
    self.reader = reader
    self.file = file
    checks = try schema.fields.map(FieldCheck.init)
    missing = (schema.missingValues ?? [""]).map { Array($0.utf8) }
    let names = schema.fields.map(\.name)
    key = try (schema.primaryKey ?? []).map { name in
      guard let index = names.firstIndex(of: name) else {
        throw TableSchemaError(field: name, reason: "the primary key names no field")
      }
      return index
    }
    seen = Array(repeating: [], count: schema.fields.count)
    try readHeader(names, mapping)
  }

  private mutating func readHeader(_ names: [String], _ mapping: [String: String]) throws {
    let labels = try reader.next() ?? []
    columns = Array(repeating: nil, count: names.count)
    header = Header(fields: Array(repeating: nil, count: labels.count), labels: labels)
    if labels.allSatisfy(\.isEmpty) {
      headerFindings.append(finding(1, "", "", .blankHeader))
    }
    for (column, label) in labels.enumerated() {
      let name = mapping[label] ?? label
      if label.isEmpty {
        headerFindings.append(finding(1, "", "", .blankLabel))
      } else if let field = names.firstIndex(of: name) {
        if columns[field] != nil {
          headerFindings.append(finding(1, name, label, .duplicateLabel))
        } else {
          columns[field] = column
          header.fields[column] = field
        }
      } else {
        headerFindings.append(finding(1, label, "", .extraLabel))
      }
    }
    for (field, name) in names.enumerated() where columns[field] == nil {
      headerFindings.append(finding(1, name, "", .missingLabel))
    }
  }

  private func finding(_ row: Int, _ column: String, _ value: String, _ fault: CellFault) -> Finding
  {
    Finding(file: file, row: row, column: column, value: value, code: fault.rawValue)
  }

  /// The record's number of the row read last, the header being 1.
  public var row: Int { reader.row }

  /// How many bytes of the text have been read.
  public var byteCount: Int { reader.byteCount }

  /// Checks the next row; nil at the end.
  ///
  /// - Parameter report: is told each finding, in the order of the fields.
  /// - Returns: whether the row has no fault.
  /// - Throws: ``CSVError``; what the source or `report` throws.
  public mutating func next(_ report: (Finding) throws -> Void) throws -> Bool? {
    guard try reader.advance() else { return nil }
    rowCount += 1
    var isRight = true
    func tell(_ fault: CellFault, _ name: String, _ cell: UnsafeRawBufferPointer) throws {
      isRight = false
      try report(finding(reader.row, name, String(decoding: cell, as: UTF8.self), fault))
    }
    var hashes: [(field: Int, hash: UInt64)] = []
    var keyHash: UInt64?
    try reader.withRecord { record in
      let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
      if (0..<record.count).allSatisfy({ isMissing(record[$0]) }) {
        return try tell(.blankRow, "", nothing)
      }
      for (field, column) in columns.enumerated() {
        guard let column else { continue }
        let check = checks[field]
        guard column < record.count else {
          try tell(.missingCell, check.name, nothing)
          continue
        }
        let cell = record[column]
        let isMissing = isMissing(cell)
        try check.check(cell, isMissing: isMissing) { try tell($0, check.name, cell) }
        if check.isUnique, !isMissing { hashes.append((field, Self.hash(cell))) }
      }
      for column in header.labels.count..<max(record.count, header.labels.count) {
        try tell(.extraCell, "", record[column])
      }
      keyHash = hash(ofKey: record)
    }
    for (field, hash) in hashes where !seen[field].insert(hash).inserted {
      try reader.withRecord { try tell(.notUnique, checks[field].name, $0[columns[field] ?? 0]) }
    }
    if let keyHash, !seenKeys.insert(keyHash).inserted {
      try reader.withRecord {
        try tell(.duplicateRow, checks[key[0]].name, $0[columns[key[0]] ?? 0])
      }
    }
    if !isRight { faultyCount += 1 }
    return isRight
  }

  /// The cells of the row read last as texts: field → cell; those that stand for nothing are left out.
  public var cells: [String: String] {
    reader.withRecord { record in
      var cells: [String: String] = [:]
      for (field, column) in columns.enumerated() {
        guard let column, column < record.count, !isMissing(record[column]) else { continue }
        cells[checks[field].name] = String(decoding: record[column], as: UTF8.self)
      }
      return cells
    }
  }

  /// All cells of the row read last, as they stand, for a file of what was refused.
  public var record: [String] {
    reader.withRecord { record in
      (0..<record.count).map { String(decoding: record[$0], as: UTF8.self) }
    }
  }

  private func isMissing(_ cell: UnsafeRawBufferPointer) -> Bool {
    if cell.isEmpty { return missing.contains([]) }
    return missing.contains { !$0.isEmpty && cell.elementsEqual($0) }
  }

  private func hash(ofKey record: CSVReader.Record) -> UInt64? {
    guard !key.isEmpty else { return nil }
    var hasher = Hasher()
    for field in key {
      guard let column = columns[field], column < record.count else { return nil }
      hasher.combine(bytes: record[column])
      hasher.combine(record[column].count)
    }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// Two different cells have the same by chance in one of 37 million files of a million rows (2³⁹ pairs, 2⁶⁴ values).
  private static func hash(_ cell: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: cell)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
