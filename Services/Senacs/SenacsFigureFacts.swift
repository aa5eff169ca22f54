import Contracts
import Network
import SenacsDomain
import ServiceHost
import Storage

/// What the figures of senacs rest on, as it was known at the instants that a query names.
struct SenacsFigureFacts: FigureFacts {
  let network: Network
  private let campaign: Campaign
  private let submissions: ByStructure<Submission>
  private let successions: [Succession]

  init(_ query: FigureQuery, in transaction: ReadTransaction) throws {
    let bound = query.knownBefore(of: "senacs")
    campaign = try SenacsStore.campaign(
      query.campaign, opening: query.year, knownBefore: bound, in: transaction)
    network = try NetworkReader().network(
      knownBefore: query.knownBefore(of: NetworkProjection.source), in: transaction)
    submissions = try SenacsStore.submissions(
      to: campaign.code, of: network, knownBefore: bound, in: transaction)
    successions = try SenacsStore.successions(knownBefore: bound, in: transaction)
  }

  func figures(_ query: FigureQuery, _ rules: RuleBook) -> [Figure] {
    SenacsFigures.compute(
      query, network: network, campaign: campaign, submissions: submissions,
      successions: successions)
  }

  func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook,
    in structure: String?
  ) -> [FigureMember]? {
    SenacsFigures.members(
      of: code, scope, query, network: network, campaign: campaign, submissions: submissions,
      successions: successions)
  }
}
