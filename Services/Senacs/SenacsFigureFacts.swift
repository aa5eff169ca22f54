import CentreNetwork
import Contracts
import SenacsDomain
import ServiceHost
import Storage

/// What the figures of senacs rest on, as it was known at the instants that a query names.
struct SenacsFigureFacts: FigureFacts {
  private let restatement: Restatement

  init(_ query: FigureQuery, in transaction: ReadTransaction) throws {
    let bound = query.knownBefore(of: "senacs")
    let campaign = try SenacsStore.campaign(
      query.campaign, opening: query.year, knownBefore: bound, in: transaction)
    let network = try NetworkReader().network(
      knownBefore: query.knownBefore(of: NetworkProjection.source), in: transaction)
    restatement = Restatement(
      try SenacsStore.participation(
        in: campaign, network, asOf: query.asOf, knownBefore: bound, transaction),
      try SenacsStore.successions(knownBefore: bound, in: transaction))
  }

  var network: Network { restatement.participation.network }

  func figures(_ query: FigureQuery, _ rules: RuleBook) -> [Figure] {
    SenacsFigures.compute(restatement)
  }

  func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook,
    in structure: String?
  ) -> [FigureMember]? {
    SenacsFigures.members(of: code, scope, restatement)
  }
}
