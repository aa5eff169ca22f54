import Contracts
import EvaluationDomain
import Network
import ServiceHost
import Storage
import Values

/// What the evaluation's figures rest on, as it was known at the instants that a query names.
struct EvaluationFigureFacts: FigureFacts {
  private let facts: EvaluationFacts
  /// Who is expected to answer; nil where senacs did not say.
  private let expected: ExpectedStructures?

  init(_ query: FigureQuery, _ expected: ExpectedStructures?, in transaction: ReadTransaction)
    throws
  {
    let network = try NetworkReader().network(
      knownBefore: query.knownBefore(of: NetworkProjection.source), in: transaction)
    facts = try EvaluationStore.facts(
      of: network, years: query.year.value...query.year.value,
      knownBefore: query.knownBefore(of: "evaluation"), in: transaction)
    self.expected = expected
  }

  var network: Network { facts.network }

  func figures(_ query: FigureQuery, _ rules: RuleBook) -> [Figure] {
    EvaluationFigures.compute(query, facts: facts, expected: expected)
  }

  func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook,
    in structure: String?
  ) -> [FigureMember]? {
    EvaluationFigures.members(of: code, scope, query, facts: facts, expected: expected)
  }
}
