import CentreNetwork
import Contracts
import ServiceHost
import Storage
import TrainingDomain

/// What training's figures rest on, as it was known at the instants that a query names.
struct TrainingFigureFacts: FigureFacts {
  private let facts: TrainingFacts

  init(_ query: FigureQuery, in transaction: ReadTransaction) throws {
    facts = try TrainingStore.facts(query, in: transaction)
  }

  var network: Network { facts.network }

  func figures(_ query: FigureQuery, _ rules: RuleBook) -> [Figure] {
    TrainingFigures.compute(query, rules: rules, facts: facts)
  }

  func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook,
    in structure: String?
  ) -> [FigureMember]? {
    TrainingFigures.members(of: code, scope, query, rules: rules, facts: facts, in: structure)
  }
}
