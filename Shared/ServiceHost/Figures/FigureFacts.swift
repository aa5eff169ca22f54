public import CentreNetwork
public import Contracts

/// What a service's figures rest on, and the figures that follow from it. Source: acceptance/indicators.md.
public protocol FigureFacts: Sendable {
  /// The network as it was known.
  var network: Network { get }
  /// The figures that the service owns, in the five scopes.
  func figures(_ query: FigureQuery, _ rules: RuleBook) -> [Figure]
  /// Whom a figure counts and whom it does not, in one scope. Where a structure is named, the members of others may be left out: whoever
  /// asks looks at that structure's alone. Nil for a code that the service does not own, or that cannot be had.
  func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook,
    in structure: String?
  ) -> [FigureMember]?
}
