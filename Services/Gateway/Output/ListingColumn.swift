import Texts

/// A column of a listing: a member of each JSON object, and a column of the table. Source: acceptance/year.md, “Listings”.
struct ListingColumn<Row> {
  /// The member's name; nil for a column that tables have and JSON has not.
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
}

extension OutputFormat.List {
  /// Writes a listing: in JSON an array of objects that have all members, else its table.
  func write<Row>(
    _ rows: [Row], _ columns: [ListingColumn<Row>], isFictitious: Bool?, notes: [String] = []
  ) throws {
    let objects: [[String: ListingCell]] = rows.map { row in
      columns.reduce(into: [:]) { object, column in
        if let member = column.member { object[member] = column.cell(row) }
      }
    }
    let header = columns.map { words($0.french, $0.english) }
    let cells = rows.map { row in columns.map { $0.cell(row).text } }
    try write(objects, header, cells, isFictitious: isFictitious, notes: notes)
  }
}
