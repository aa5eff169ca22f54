/// A named step of a store's schema. Each step runs once, in order, in a transaction: SQLite has one for each step, PostgreSQL one for all
/// steps that are missing.
public struct Migration: Sendable {
  /// The name, unique in its store.
  public let name: String
  /// The statements, with SQLite's types, which ``Dialect`` translates for PostgreSQL.
  public let statements: [String]

  /// Declares a step.
  public init(_ name: String, _ statements: [String]) {
    self.name = name
    self.statements = statements
  }
}
