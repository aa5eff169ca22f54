import Texts

extension OutputFormat.List {
  /// Returns a list's rows in the order in which they are written: in text by name, as French sorts names; in CSV and JSON as they came,
  /// since programs read these.
  func ordered<Row>(_ rows: [Row], by name: (Row) -> String) -> [Row] {
    self == .text ? FrenchOrder.sorted(rows, by: name) : rows
  }
}
