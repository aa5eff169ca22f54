import Values

/// The values that foreign keys within a table refer to. They are gathered before the rows are checked, since a row may refer to a
/// later one.
public struct ForeignKeys {
  /// For each foreign key of the schema that refers to the table itself: its fields, those referred to, and their values.
  private var keys: [(fields: [String], referred: [String], values: HashedKeys)] = []

  /// Reads a table and gathers them; nil where no foreign key of the schema refers to the table itself.
  ///
  /// - Parameters:
  ///   - schema: the schema.
  ///   - reader: the text.
  ///   - mapping: label of a column → name of a field, where they differ.
  /// - Throws: ``TableSchemaError``; ``CSVError``; what the source throws.
  public init?(
    of schema: TableSchema, _ reader: @autoclosure () throws -> CSVReader,
    mapping: [String: String]
  ) throws {
    let own = (schema.foreignKeys ?? []).filter(\.resource.isEmpty)
    guard !own.isEmpty else { return nil }
    var table = try SchemaReader(schema, reader(), file: "", mapping: mapping)
    keys = own.map { ($0.fields, $0.referred, HashedKeys()) }
    let places = try keys.map { try table.check.fields.places(of: $0.referred, "a foreign key") }
    while try table.next({ _, _ in }) != nil {
      for index in keys.indices {
        if let hash = table.hash(of: places[index]) { _ = keys[index].values.insert(hash) }
      }
    }
  }

  /// The checks to apply to each row.
  func checks(_ check: RowCheck) throws -> [ForeignKeyCheck] {
    try keys.map { key in
      ForeignKeyCheck(
        name: key.fields.first ?? "", check: check,
        fields: try check.fields.places(of: key.fields, "a foreign key"), values: key.values)
    }
  }
}

/// The check that a row's foreign key refers to a known value.
struct ForeignKeyCheck {
  /// The first of the fields.
  let name: String
  let check: RowCheck
  let fields: [Int]
  let values: HashedKeys

  func holds(_ record: CSVReader.Record) -> Bool {
    check.hash(of: fields, record).map(values.contains) ?? true
  }

  /// What stands in the first of the fields.
  func cell(_ record: CSVReader.Record) -> UnsafeRawBufferPointer {
    let column = fields.first.flatMap { check.columns[$0] }
    guard let column, column < record.count else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return record[column]
  }
}

extension [FieldCheck] {
  /// The places of the fields that a key names.
  func places(of names: [String], _ key: String) throws -> [Int] {
    try names.map { name in
      guard let place = firstIndex(where: { $0.name == name }) else {
        throw TableSchemaError(fault: DocumentFault("SCHEMA_KEY", name, key))
      }
      return place
    }
  }
}

extension SchemaReader {
  /// The hash of a key of the row read last.
  func hash(of fields: [Int]) -> UInt64? {
    reader.strayQuote == nil ? reader.withRecord { check.hash(of: fields, $0) } : nil
  }
}
