import Contracts
import Network
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// The methods of the senacs service.
struct SenacsHandlers: Sendable {
  let host: ServiceHost
  private let reader = NetworkReader()

  init(host: ServiceHost) { self.host = host }

  func register(in router: inout Router) {
    router.handle(OpenCampaign.self, openCampaign)
    router.handle(GetParticipation.self, getParticipation)
    router.handle(ComputeSenacsFigures.self, computeFigures)
  }

  private func openCampaign(
    _ request: OpenCampaign, _ context: ServerContext
  ) async throws -> OpenCampaign.Reply {
    try await host.writes.run(request, context) { [reader] transaction in
      let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
      if let frozen = try SenacsStore.frozen(campaign.code, in: transaction) {
        return OpenCampaign.Reply(
          expected: frozen.expected.count, excluded: frozen.excluded, wasOpen: true,
          fictitious: try reader.isFictitious(in: transaction))
      }
      let network = try reader.network(in: transaction)
      let expectation = Expectation(campaign, in: network)
      try SenacsStore.freeze(expectation, of: campaign.code, in: transaction)
      return OpenCampaign.Reply(
        expected: expectation.expected.count,
        excluded: Dictionary(
          expectation.excluded.map { ($0.reason.rawValue, 1) }, uniquingKeysWith: +),
        wasOpen: false, fictitious: try reader.isFictitious(in: transaction))
    }
  }

  private func getParticipation(
    _ request: GetParticipation, _ context: ServerContext
  ) async throws -> GetParticipation.Reply {
    let bound = request.knownOn.map { Instant.parisMidnight($0.adding(days: 1)) }
    return try await host.database.read { [reader] transaction in
      let campaign = try SenacsStore.campaign(
        request.campaign, knownBefore: bound, in: transaction)
      let network = try reader.network(knownBefore: bound, in: transaction)
      let participation = Participation(
        campaign, in: network,
        submissions: try SenacsStore.submissions(
          to: campaign.code, knownBefore: bound, in: transaction), asOf: request.asOf)
      let frozen = try SenacsStore.frozen(campaign.code, in: transaction)?.expected
      return Self.reply(
        campaign, network, participation, frozen,
        fictitious: try reader.isFictitious(in: transaction))
    }
  }

  private static func reply(
    _ campaign: Campaign, _ network: Network, _ participation: Participation,
    _ frozen: Set<String>?, fictitious: Bool?
  ) -> GetParticipation.Reply {
    let day = campaign.referenceDate
    let expected = participation.expectation.expected
    let codes = Set(expected.map(\.code))
    return GetParticipation.Reply(
      rows: Scope.reported.map { scope in
        let members = expected.filter { network.scope(scope, contains: $0, on: day) }
        return .init(
          scope: scope.name, expected: members.count,
          answered: members.count { participation.counting.contains($0.code) },
          onTime: members.count { participation.onTime.contains($0.code) })
      },
      missing: expected.compactMap { structure in
        let commune = network.commune(of: structure, on: day)
        return participation.absence(of: structure).map { reason in
          .init(
            code: structure.code, name: structure.name, kind: structure.kind.rawValue,
            commune: network.communes.name(of: commune, on: day) ?? commune, reason: reason)
        }
      },
      expected: expected.map(\.code), referenceDate: day, frozen: frozen?.count,
      joined: frozen.map { codes.subtracting($0).sorted() } ?? [],
      left: frozen.map { $0.subtracting(codes).sorted() } ?? [], fictitious: fictitious)
  }

  private func computeFigures(
    _ request: ComputeSenacsFigures, _ context: ServerContext
  ) async throws -> FiguresReply {
    let query = request.query
    return try await host.database.read { [host, reader] transaction in
      let bound = query.knownBefore
      let campaign = try SenacsStore.campaign(
        query.campaign, knownBefore: bound, in: transaction)
      return FiguresReply(
        figures: SenacsFigures.compute(
          query, network: try reader.network(knownBefore: bound, in: transaction),
          campaign: campaign,
          submissions: try SenacsStore.submissions(
            to: campaign.code, knownBefore: bound, in: transaction)),
        positions: try host.positions(in: transaction),
        fictitious: try reader.isFictitious(in: transaction))
    }
  }
}
