import Foundation
public import Values

/// Reads delimited text by a schema: a pass over the file that tells everything that is the matter with it.
///
/// Columns are found by their labels, in any order. One that is missing is told once, and the others are checked.
/// Memory is bounded by a record, and by some 12 bytes a row for each field or key that must be unique (``HashedKeys``).
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

  private(set) var reader: CSVReader
  private let rowsBefore: Int
  let check: RowCheck
  /// For each field its cells, where no two may be the same.
  private var seen: [HashedKeys?]
  private var seenKeys = HashedKeys()
  private let repeated: RepeatedHeader
  /// The keys that fields refer to in this file, and what those fields are.
  private let references: [ForeignKeyCheck]
  /// The cells of ``canonicalCells()``, whose memory goes from row to row.
  private var canonical = RowCells()

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - schema: the schema.
  ///   - reader: the text.
  ///   - file: the file's name.
  ///   - mapping: label of a column → name of a field, where they differ.
  ///   - rowsBefore: how many rows of the file lie before the header; rows are numbered with them.
  ///   - isFact: whether rows become facts, whose days and texts have bounds beside those of the schema.
  ///   - keys: what fields refer to within the file, ``keys(of:_:mapping:)``; without it such fields are told as unchecked.
  /// - Throws: ``TableSchemaError``; ``CSVError``; what the source throws.
  public init(
    _ schema: TableSchema, _ reader: CSVReader, file: String, mapping: [String: String] = [:],
    rowsBefore: Int = 0, isFact: Bool = false, keys: ForeignKeys? = nil
  ) throws {
    self.schema = schema
    self.file = file
    self.rowsBefore = rowsBefore
    let fields = try schema.fields.map { try FieldCheck($0, isFact: isFact) }
    let names = schema.fields.map(\.name)
    let key = try (schema.primaryKey ?? []).map { name in
      guard let index = names.firstIndex(of: name) else {
        throw TableSchemaError(field: name, reason: "the primary key names no field")
      }
      return index
    }
    var reader = reader
    let labels = try reader.header()
    self.reader = reader
    repeated = RepeatedHeader(labels)
    header = Header(
      fields: labels.map { label in
        let name = mapping[label] ?? label
        return names.firstIndex(of: name)
          ?? names.firstIndex(of: name.trimmingCharacters(in: .whitespaces))
      }, labels: labels)
    var columns: [Int?] = Array(repeating: nil, count: names.count)
    for (column, field) in header.fields.enumerated() {
      guard let field else { continue }
      if columns[field] == nil { columns[field] = column } else { header.fields[column] = nil }
    }
    check = RowCheck(
      fields, columns: columns, columnCount: labels.count,
      missing: schema.missingValues ?? [""], key: key)
    seen = fields.map { $0.isUnique ? HashedKeys() : nil }
    references = try keys?.checks(check) ?? []
    tellHeader(names, mapping)
    for key in schema.foreignKeys ?? [] where keys == nil || !key.resource.isEmpty {
      headerFindings.append(
        finding(key.fields.joined(separator: ", "), key.resource, .uncheckedKey))
    }
  }

  private mutating func tellHeader(_ names: [String], _ mapping: [String: String]) {
    if header.labels.allSatisfy(\.isEmpty) {
      headerFindings.append(finding("", "", .blankHeader))
    }
    for (column, label) in header.labels.enumerated() where header.fields[column] == nil {
      let name = (mapping[label] ?? label).trimmingCharacters(in: .whitespaces)
      if label.isEmpty {
        headerFindings.append(finding("", "", .blankLabel))
      } else if names.contains(name) {
        headerFindings.append(finding(name, label, .duplicateLabel))
      } else {
        headerFindings.append(finding(label, "", .extraLabel))
      }
    }
    for (field, name) in names.enumerated() where check.columns[field] == nil {
      headerFindings.append(finding(name, "", .missingLabel))
    }
  }

  /// A finding of the row read last, which at first is the header.
  private func finding(_ column: String, _ value: String, _ fault: CellFault) -> Finding {
    Finding(file: file, row: max(row, 1), column: column, value: value, code: fault.code)
  }

  /// The number of the row read last; the header's is 1 where nothing lies before it.
  public var row: Int { rowsBefore + reader.row }

  /// How many bytes of the text have been read.
  public var byteCount: Int { reader.byteCount }

  /// Checks the next row; nil at the end.
  ///
  /// - Parameter report: is told each finding and its fault, in the order of the fields.
  /// - Returns: whether the row has no fault.
  /// - Throws: ``CSVError``; what the source or `report` throws.
  public mutating func next(_ report: (Finding, CellFault) throws -> Void) throws -> Bool? {
    guard try reader.advance() else { return nil }
    rowCount += 1
    let (row, file) = (row, file)
    var isRight = true
    func tell(_ fault: CellFault, _ name: String, _ cell: UnsafeRawBufferPointer) throws {
      isRight = false
      let value = String(decoding: cell, as: UTF8.self)
      var finding = Finding(
        file: file, row: row, column: name, value: value, code: fault.code)
      finding.beside = check.fields.first { $0.name == name }?.beside(fault, cell)
      try report(finding, fault)
    }
    let isHeader = reader.withRecord(repeated.matches)
    if let cell = reader.strayQuote {
      let label = cell < header.labels.count ? header.labels[cell] : ""
      try reader.withRecord { try tell(.strayQuote, label, $0[cell]) }
    } else if isHeader {
      try reader.withRecord { try tell(.repeatedHeader, header.labels[0], $0[0]) }
    } else {
      try reader.withRecord { [check] in try check.check($0, tell) }
    }
    // A row without anything is like no other, and one that is no row of the table has no values.
    let isBlank = !isRight && reader.withRecord(check.isBlank)
    if !isBlank, !isHeader, reader.strayQuote == nil {
      for reference in references {
        try reader.withRecord {
          if !reference.holds($0) { try tell(.foreignKey, reference.name, reference.cell($0)) }
        }
      }
      for field in check.uniqueFields {
        guard let hash = reader.withRecord({ check.uniqueHash(field, $0) }),
          !(seen[field]?.insert(hash) ?? true)
        else { continue }
        try reader.withRecord {
          try tell(.notUnique, check.fields[field].name, $0[check.columns[field] ?? 0])
        }
      }
      if let first = check.key.first, let hash = reader.withRecord(check.keyHash),
        !seenKeys.insert(hash)
      {
        try reader.withRecord {
          try tell(.duplicateRow, check.fields[first].name, $0[check.columns[first] ?? 0])
        }
      }
    }
    if !isRight { faultyCount += 1 }
    return isRight
  }

  /// The cells of the row read last, in the order of the schema's fields and each in the one way that is kept: numbers with a
  /// point, days as YYYY-MM-DD, `true` and `false`; empty for what stands for nothing or has no column.
  ///
  /// For a row without a fault; of others a cell may stand as it was read.
  public mutating func canonicalCells() -> RowCells {
    canonical.removeAll()
    reader.withRecord { record in
      for (field, column) in check.columns.enumerated() {
        canonical.add { bytes in
          guard let column, column < record.count, !check.isMissing(record[column]) else { return }
          check.fields[field].appendCanonical(record[column], to: &bytes)
        }
      }
    }
    return canonical
  }

  /// The cells of the row read last as facts, by field; nil for a field that has no column.
  var facts: [FactCell?] { check.facts }

  /// What stands in a field of the row read last.
  func cell(_ field: Int) -> String {
    reader.withRecord { record in
      guard let column = check.columns[field], column < record.count else { return "" }
      return String(decoding: record[column], as: UTF8.self)
    }
  }

  /// All cells of the row read last, as they stand, for a file of what was refused.
  public var record: [String] {
    reader.withRecord { record in
      (0..<record.count).map { String(decoding: record[$0], as: UTF8.self) }
    }
  }
}
