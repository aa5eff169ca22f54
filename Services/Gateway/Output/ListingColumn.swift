import Composition
import Pages
import Tabular
import Texts

/// A column of a listing: a member of each JSON object, and a column of every table. Source: acceptance/year.md, “Listings”.
struct ListingColumn<Row> {
  /// The member's name; nil for a column that JSON has not.
  let member: String?
  /// The table's heading in French and in English.
  let french, english: String
  /// What a row has there.
  let cell: (Row) -> ListingCell

  init(
    _ member: String?, _ french: String, _ english: String, _ cell: @escaping (Row) -> ListingCell
  ) {
    self.member = member
    self.french = french
    self.english = english
    self.cell = cell
  }

  /// The column's name in the open profile, the same in both languages.
  var name: String { member ?? english.replacing(" ", with: "_") }
}

extension OutputFormat.List {
  /// Writes a listing: in JSON an array of objects that have all members, else its table.
  func write<Row>(
    _ rows: [Row], _ columns: [ListingColumn<Row>], isFictitious: Bool?, title: String? = nil,
    notes: [String] = []
  ) throws {
    let objects: [[String: ListingCell]] = rows.map { row in
      columns.reduce(into: [:]) { object, column in
        if let member = column.member { object[member] = column.cell(row) }
      }
    }
    try write(
      objects, rows, columns, isFictitious: isFictitious, title: title, notes: notes)
  }

  /// Writes a listing whose JSON is another value than its rows. Only text says what is invented, and has a title and notes around the
  /// table.
  func write<Row>(
    _ value: some Encodable, _ rows: [Row], _ columns: [ListingColumn<Row>],
    isFictitious: Bool? = nil, title: String? = nil, notes: [String] = []
  ) throws {
    try write(value, rows, columns, isFictitious: isFictitious) {
      if let title { Output.line(title) }
      Output.table(
        columns.map { words($0.french, $0.english) },
        rows.map { row in columns.map { $0.cell(row).text } })
      notes.forEach(Output.line)
    }
  }

  /// Writes a listing whose text is another one than its table.
  func write<Row>(
    _ value: some Encodable, _ rows: [Row], _ columns: [ListingColumn<Row>], isFictitious: Bool?,
    show: () -> Void
  ) throws {
    switch self {
    case .json: Output.data(try OutputFormat.json(value))
    case .csv:
      Output.data(
        OutputFormat.open(
          [columns.map(\.name)] + rows.map { row in columns.map { $0.cell(row).open } }))
    case .excel:
      Output.sheet(
        [columns.map { words($0.french, $0.english) }]
          + rows.map { row in columns.map { $0.cell(row).excel } })
    case .text:
      if isFictitious == true { Output.line(Words.fictitious(language)) }
      show()
    }
  }
}
