public import Values

/// A checked row of a fact file: each cell has the form of its column.
///
/// Asking for a column that the form lacks is a programming error and stops the program. So does asking ``date(_:)`` or
/// ``integer(_:)`` for a value that is not there.
public struct FactRow: Sendable {
  /// The record's number, the header being 1.
  public let row: Int
  /// The cells in the order of the form's columns, each in the form in which it is stored.
  let cells: [String]
  /// Column → its place.
  let places: [String: Int]

  /// The cell; empty for none.
  public func text(_ column: String) -> String {
    guard let place = places[column] else { preconditionFailure("no column \(column)") }
    return cells[place]
  }

  /// The cell, or nil for an empty one.
  public func optional(_ column: String) -> String? {
    let cell = text(column)
    return cell.isEmpty ? nil : cell
  }

  /// A date; nil for an empty cell.
  public func optionalDate(_ column: String) -> CivilDate? {
    CivilDate(text(column))
  }

  /// A date that cannot be empty.
  public func date(_ column: String) -> CivilDate {
    guard let date = optionalDate(column) else { preconditionFailure("\(column) is no date") }
    return date
  }

  /// A number; nil for an empty cell.
  public func optionalInteger(_ column: String) -> Int? {
    Int(text(column))
  }

  /// A number that cannot be empty.
  public func integer(_ column: String) -> Int {
    guard let number = optionalInteger(column) else {
      preconditionFailure("\(column) is no number")
    }
    return number
  }

  /// A flag; false for an empty cell.
  public func flag(_ column: String) -> Bool {
    text(column) == "true"
  }

  /// The codes of a list; none for an empty cell.
  public func list(_ column: String) -> [String] {
    text(column).split(separator: " ").map(String.init)
  }

  /// The values of a key.
  public func values(_ columns: [String]) -> [String] {
    columns.map(text)
  }
}
