/// A named step of a store's schema; steps run in order, each in a transaction, once.
public struct Migration: Sendable {
  /// The name, unique in its store.
  public let name: String
  /// The statements, in SQLite's types: another engine's own words come from its dialect.
  public let statements: [String]

  /// Declares a step.
  public init(_ name: String, _ statements: [String]) {
    self.name = name
    self.statements = statements
  }
}
