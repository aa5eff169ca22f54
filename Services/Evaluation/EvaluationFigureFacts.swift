import CentreNetwork
import Contracts
import EvaluationDomain
import ServiceHost
import Storage
import Values

/// What the evaluation's figures rest on, as it was known at the instants that a query names.
struct EvaluationFigureFacts: FigureFacts {
  let facts: EvaluationFacts
  /// Who is expected to answer; nil where senacs did not say.
  let expected: ExpectedStructures?

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
