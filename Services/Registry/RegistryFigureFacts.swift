import CentreNetwork
import Contracts
import RegistryDomain
import ServiceHost
import Storage

/// What the registry's figures rest on, as it was known at the instants that a query names.
struct RegistryFigureFacts: FigureFacts {
  let network: Network
  let mandates: Mandates

  init(_ query: FigureQuery, in transaction: ReadTransaction) throws {
    let bound = query.knownBefore(of: "registry")
    network = try RegistryStore.reader.network(knownBefore: bound, in: transaction)
    mandates = try RegistryStore.reader.mandates(
      of: network, knownBefore: bound, in: transaction)
  }

  func figures(_ query: FigureQuery, _ rules: RuleBook) -> [Figure] {
    RegistryFigures.compute(query, network: network, mandates: mandates)
  }

  func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook,
    in structure: String?
  ) -> [FigureMember]? {
    RegistryFigures.members(of: code, scope, query, network: network, mandates: mandates)
  }
}
