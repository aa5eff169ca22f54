import Composition
import Pages
import RPCContract
import Texts

/// A column of a listing: a member of each JSON object, and a column of every table. Source: acceptance/year.md, “Listings”.
///
/// A column is made by the kind of its values (`.text`, `.number`, …), so that what its cells are is known before there is a row.
struct ListingColumn<Row> {
  /// The member's name; nil for a column that JSON has not.
  let member: String?
  /// The table's heading in French and in English.
  let french, english: String
  /// What the member is in JSON.
  let schema: JSONSchema
  /// What a row has there.
  let cell: (Row) -> ListingCell

  /// Makes a column; its English heading says in the schema what the member means.
  init(
    _ member: String?, _ french: String, _ english: String, _ schema: JSONSchema,
    _ cell: @escaping (Row) -> ListingCell
  ) {
    self.member = member
    self.french = french
    self.english = english
    self.cell = cell
    var schema = schema
    schema.description = english
    self.schema = schema
  }

  /// The same column of rows that hold such a row.
  func of<Outer>(_ row: @escaping (Outer) -> Row) -> ListingColumn<Outer> {
    ListingColumn<Outer>(member, french, english, schema) { cell(row($0)) }
  }

  /// The column's name in the open profile, the same in both languages.
  var name: String { member ?? english.replacing(" ", with: "_") }

  /// The column's heading in the language of the run.
  var heading: String { words(french, english) }

  /// The records of a listing in the open profile, the names first.
  static func open(_ rows: [Row], _ columns: [ListingColumn<Row>]) -> [[String]] {
    [columns.map(\.name)] + rows.map { row in columns.map { $0.cell(row).open } }
  }

  /// The records of a listing for a spreadsheet set to French, the headings first.
  static func excel(_ rows: [Row], _ columns: [ListingColumn<Row>]) -> [[String]] {
    [columns.map(\.heading)] + rows.map { row in columns.map { $0.cell(row).excel } }
  }
}

extension ListingColumn {
  /// A listing's table for people.
  static func table(_ rows: [Row], _ columns: [ListingColumn<Row>]) -> Table {
    Table(
      header: columns.map(\.heading), rows: rows.map { row in columns.map { $0.cell(row).text } })
  }
}

extension Output {
  /// Writes a listing's table for people.
  static func table<Row>(
    _ rows: [Row], _ columns: [ListingColumn<Row>], isFictitious: Bool? = nil
  ) {
    let table = ListingColumn.table(rows, columns)
    Output.table(table.header, table.rows, isFictitious: isFictitious)
  }
}

extension OutputFormat.List {
  /// Writes a listing: in JSON an array of objects that have all members, else its table. Text and pages also have a title and notes around
  /// the table and say what is invented; pages have a map where there is one.
  func write<Row>(
    _ rows: [Row], _ columns: [ListingColumn<Row>], isFictitious: Bool?, title: String? = nil,
    notes: [String] = [], map: TileMap? = nil
  ) throws {
    let objects: [[String: ListingCell]] = rows.map { row in
      columns.reduce(into: [:]) { object, column in
        if let member = column.member { object[member] = column.cell(row) }
      }
    }
    try write(
      objects, rows, columns, isFictitious: isFictitious, title: title, notes: notes, map: map)
  }

  /// Writes a listing whose JSON is another value than its rows.
  func write<Row>(
    _ value: some Encodable, _ rows: [Row], _ columns: [ListingColumn<Row>],
    isFictitious: Bool? = nil, title: String? = nil, notes: [String] = [], map: TileMap? = nil
  ) throws {
    try write(
      json: OutputFormat.json(value), rows, columns, isFictitious: isFictitious, title: title,
      notes: notes, map: map
    ) {
      if let title { Output.line(title) }
      Output.table(rows, columns)
      notes.forEach(Output.line)
    }
  }

  /// Writes a listing whose text is another one than its table.
  func write<Row>(
    _ value: some Encodable, _ rows: [Row], _ columns: [ListingColumn<Row>], isFictitious: Bool?,
    show: () -> Void
  ) throws {
    try write(
      json: OutputFormat.json(value), rows, columns, isFictitious: isFictitious, show: show)
  }

  /// Writes a listing whose JSON and text are written apart; title, notes and map are those of its page.
  func write<Row>(
    json: @autoclosure () throws -> String, _ rows: [Row], _ columns: [ListingColumn<Row>],
    isFictitious: Bool?, title: String? = nil, notes: [String] = [], map: TileMap? = nil,
    show: () -> Void
  ) throws {
    switch self {
    case .json: Output.data(try json())
    case .csv: Output.data(OutputFormat.open(ListingColumn.open(rows, columns)))
    case .excel: Output.sheet(ListingColumn.excel(rows, columns))
    case .html:
      var page = Output.page(ListingColumn.table(rows, columns), isFictitious: isFictitious)
      (page.subject, page.notes, page.map) = (title, notes, map)
      Output.data(page.html)
    case .text:
      if isFictitious == true { Output.line(Words.fictitious(language)) }
      show()
    }
  }
}
