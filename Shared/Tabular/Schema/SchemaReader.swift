import Foundation
public import Values

/// Reads delimited text by a schema, and reports every fault of the file in one pass.
///
/// Columns are found by their labels, in any order. A missing column is reported once, and the others are checked. Memory is
/// bounded by one record, and by some 12 bytes a row for each field or key that must be unique (``HashedKeys``).
public struct SchemaReader {
  /// Which field each column is.
  public struct Header: Sendable {
    /// For each column of the file its field; nil for a column that is ignored.
    public var fields: [Int?]
    /// The labels as they were read.
    public var labels: [String]
  }

  /// The schema.
  public let schema: TableSchema
  /// The file's name, which findings carry.
  public let file: String
  /// Which column is which field.
  public private(set) var header = Header(fields: [], labels: [])
  /// The findings about the header.
  public private(set) var headerFindings: [Finding] = []
  /// How many rows were read, the header not counted, and how many of them have a fault.
  public private(set) var rowCount = 0, faultyCount = 0

  private(set) var reader: CSVReader
  private let rowsBefore: Int
  let check: RowCheck
  /// Fields whose values together may not repeat from row to row, the fault where they do, and the hashes so far: each unique field,
  /// then the primary key.
  private var distinct: [(fields: [Int], fault: CellFault, seen: HashedKeys)]
  private let repeated: RepeatedHeader
  /// The checks of the foreign keys that refer to this same file.
  private let references: [ForeignKeyCheck]
  /// The cells of ``canonicalCells()``, whose memory is reused from row to row.
  private var canonical = RowCells()

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - schema: the schema.
  ///   - reader: the text.
  ///   - file: the file's name.
  ///   - mapping: label of a column → name of a field, where they differ.
  ///   - rowsBefore: how many rows of the file lie before the header; they count in the numbers of rows.
  ///   - isFact: whether rows become facts, whose days and texts have bounds besides those of the schema.
  ///   - keys: the values that foreign keys within the file refer to; without them such keys are reported as unchecked.
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
    let key = try fields.places(of: schema.primaryKey ?? [], "the primary key")
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
      fields, columns: columns, columnCount: labels.count, missing: schema.missingValues ?? [""])
    distinct = fields.indices.filter { fields[$0].isUnique }.map {
      (fields: [$0], fault: CellFault.notUnique, seen: HashedKeys())
    }
    if !key.isEmpty { distinct.append((fields: key, fault: .duplicateRow, seen: HashedKeys())) }
    references = try keys?.checks(check) ?? []
    reportHeader(names, mapping)
    for key in schema.foreignKeys ?? [] where keys == nil || !key.resource.isEmpty {
      headerFindings.append(
        finding(key.fields.joined(separator: ", "), key.resource, .uncheckedKey))
    }
  }

  private mutating func reportHeader(_ names: [String], _ mapping: [String: String]) {
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

  /// A finding about the row read last, which is the header at first.
  private func finding(_ column: String, _ value: String, _ fault: CellFault) -> Finding {
    Finding(file: file, row: max(row, 1), column: column, value: value, code: fault.code)
  }

  /// The number of the row read last; the header's is 1 where nothing lies before it.
  public var row: Int { rowsBefore + reader.row }

  /// How many bytes of the text have been read.
  public var byteCount: Int { reader.byteCount }

  /// Checks the next row; nil at the end.
  ///
  /// - Parameter report: receives each finding and its fault, in the order of the fields.
  /// - Returns: whether the row has no fault.
  /// - Throws: ``CSVError``; what the source or `report` throws.
  public mutating func next(_ report: (Finding, CellFault) throws -> Void) throws -> Bool? {
    guard try reader.advance() else { return nil }
    rowCount += 1
    let (row, file, check) = (row, file, check)
    var isRight = true
    func note(_ fault: CellFault, _ name: String, _ cell: UnsafeRawBufferPointer) throws {
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
      try reader.withRecord { try note(.strayQuote, label, $0[cell]) }
    } else if isHeader {
      try reader.withRecord { try note(.repeatedHeader, header.labels[0], $0[0]) }
    } else {
      try reader.withRecord { try check.check($0, note) }
    }
    // A blank row repeats no other. A repeated header and a row with a stray quote have no values to compare.
    let isBlank = !isRight && reader.withRecord(check.isBlank)
    if !isBlank, !isHeader, reader.strayQuote == nil {
      for reference in references {
        try reader.withRecord {
          if !reference.holds($0) { try note(.foreignKey, reference.name, reference.cell($0)) }
        }
      }
      for index in distinct.indices {
        // Not the whole element, since a second reference to the hashes would make the insertion copy them.
        let (fields, fault) = (distinct[index].fields, distinct[index].fault)
        let hash = reader.withRecord {
          check.hash(asWritten: fields, $0, missingCounts: fault == .duplicateRow)
        }
        guard let hash, !distinct[index].seen.insert(hash) else { continue }
        try reader.withRecord {
          try note(fault, check.fields[fields[0]].name, $0[check.columns[fields[0]] ?? 0])
        }
      }
    }
    if !isRight { faultyCount += 1 }
    return isRight
  }

  /// Returns the cells of the row read last, in the order of the schema's fields and in canonical form: numbers with a point, days
  /// as YYYY-MM-DD, flags as `true` and `false`. A missing value and a field without a column give an empty cell.
  ///
  /// This holds for a row without a fault; in another row a cell may stand as it was read.
  public mutating func canonicalCells() -> RowCells {
    canonical.removeAll()
    // A copy, so that the object is not retained again for each cell.
    let check = check
    reader.withRecord { record in
      for field in check.columns.indices {
        canonical.add { check.appendCanonical(field, of: record, to: &$0) }
      }
    }
    return canonical
  }

  /// The cells of the row read last as facts, by field; nil for a field that has no column.
  var facts: [FactCell?] { check.facts }

  /// The cell of a field in the row read last, as it was read.
  func cell(_ field: Int) -> String {
    reader.withRecord { record in
      guard let column = check.columns[field], column < record.count else { return "" }
      return String(decoding: record[column], as: UTF8.self)
    }
  }

  /// All cells of the row read last, as they were read, for a file of the refused rows.
  public var record: [String] {
    reader.withRecord { $0.texts }
  }
}
