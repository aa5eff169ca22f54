public import Contracts
public import Tabular

extension SeriesDescription {
  /// The Table Schema of the series' file. Its fields have the names of the file's own columns.
  public var schema: TableSchema {
    func field(_ label: String?, _ type: TableSchema.Field.Kind = .string) -> TableSchema.Field? {
      label.map { TableSchema.Field($0, type) }
    }
    let needed = TableSchema.Constraints(required: true)
    var fields = [TableSchema.Field(columns.territory, constraints: needed)]
    fields += columns.period.map { [TableSchema.Field($0, constraints: needed)] } ?? []
    fields += [field(columns.value, .number), field(columns.publishedOn, .date)].compactMap(\.self)
    fields += Self.sorted(columns.values).map { TableSchema.Field($0, .number) }
    let weights = [columns.weight].compactMap(\.self) + Self.sorted(columns.weights)
    fields += weights.map { TableSchema.Field($0, .number, constraints: .init(minimum: "0")) }
    for index in fields.indices where fields[index].type == .number {
      fields[index].groupChar = groupChar
    }
    var schema = TableSchema(
      fields, primaryKey: [columns.territory] + [columns.period].compactMap(\.self))
    schema.missingValues = [""] + (missing ?? [])
    return schema
  }

  private static func sorted(_ map: [String: String]?) -> [String] {
    (map ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }
}
