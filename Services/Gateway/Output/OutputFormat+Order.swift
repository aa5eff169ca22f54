import Texts

extension OutputFormat.List {
  /// Returns a list's rows in the order in which they are written: for people, in text, on a page and in a spreadsheet, by name, as
  /// French sorts names; for programs, in CSV and JSON, as they came.
  func ordered<Row>(_ rows: [Row], by name: (Row) -> String) -> [Row] {
    switch self {
    case .text, .excel, .html: FrenchOrder.sorted(rows, by: name)
    case .csv, .json: rows
    }
  }
}
