public import Values

/// A value that SQL takes or gives.
public enum SQLValue: Sendable, Hashable {
  /// NULL.
  case null
  /// A whole number.
  case integer(Int64)
  /// A text.
  case text(String)
  /// A text as its bytes, which must be UTF-8.
  case utf8([UInt8])
  /// Bytes.
  case blob([UInt8])

  /// A whole number.
  public static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

  /// An instant, as microseconds.
  public static func instant(_ value: Instant) -> SQLValue { .integer(value.microseconds) }

  /// A text, or NULL for nil.
  public static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
}

/// A row of a result, read by column name; asking for a column that is absent stops the program.
public struct SQLRow {
  let cells: any SQLCells
  let index: Int

  /// A text that cannot be NULL.
  public func text(_ column: String) -> String { needed(optionalText(column), column) }
  /// A text or nil.
  public func optionalText(_ column: String) -> String? { cells.text(column, of: index) }
  /// A text that cannot be NULL; nil where it is empty, as facts keep a cell that says nothing.
  public func filledText(_ column: String) -> String? {
    let text = text(column)
    return text.isEmpty ? nil : text
  }
  /// A number that cannot be NULL.
  public func integer(_ column: String) -> Int { needed(optionalInteger(column), column) }
  /// A number or nil.
  public func optionalInteger(_ column: String) -> Int? { cells.integer(column, of: index) }
  /// An instant that cannot be NULL, kept as microseconds.
  public func instant(_ column: String) -> Instant {
    Instant(microseconds: Int64(integer(column)))
  }
  /// An instant or nil.
  public func optionalInstant(_ column: String) -> Instant? {
    optionalInteger(column).map { Instant(microseconds: Int64($0)) }
  }
  /// Bytes that cannot be NULL.
  public func blob(_ column: String) -> [UInt8] { needed(cells.blob(column, of: index), column) }

  private func needed<T>(_ cell: T?, _ column: String) -> T {
    guard let cell else { preconditionFailure("\(column) is NULL") }
    return cell
  }
}
