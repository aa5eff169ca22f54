/// The table that a cell refers to, and the code of the refusal where the table does not have the value.
public struct Reference: Hashable, Sendable {
  /// The table, such as `structures`.
  public let table: String
  /// The refusal's code, such as `UNKNOWN_STRUCTURE`.
  public let code: String
  /// The column with the date at which the value must be known; nil where the date does not matter.
  public let asOf: String?

  /// Makes a reference.
  public init(_ table: String, code: String, asOf: String? = nil) {
    self.table = table
    self.code = code
    self.asOf = asOf
  }
}
