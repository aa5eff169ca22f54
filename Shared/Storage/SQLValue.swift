import Foundation
import GRDB

/// A value that SQL takes or gives.
public enum SQLValue: Sendable, Hashable {
  /// NULL.
  case null
  /// A whole number.
  case integer(Int64)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// A whole number.
  public static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

  /// A text, or NULL for nil.
  public static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }

  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .blob(let value): Data(value).databaseValue
    }
  }
}

/// A row of a result, read by column name; asking for a column that is absent stops the program.
public struct SQLRow {
  let row: Row

  /// A text that cannot be NULL.
  public func text(_ column: String) -> String { row[column] }
  /// A text or nil.
  public func optionalText(_ column: String) -> String? { row[column] }
  /// A number that cannot be NULL.
  public func integer(_ column: String) -> Int { row[column] }
  /// A number or nil.
  public func optionalInteger(_ column: String) -> Int? { row[column] }
  /// Bytes that cannot be NULL.
  public func blob(_ column: String) -> [UInt8] {
    let data: Data = row[column]
    return Array(data)
  }
}
