import CentreNetwork
import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// The methods of the senacs service.
struct SenacsHandlers: Sendable {
  let host: ServiceHost
  let reader = NetworkReader()

  func register(in router: inout Router) {
    router.handle(OpenCampaign.self, writing: host.writes, openCampaign)
    router.handle(GetParticipation.self, reading: host.database, getParticipation)
    router.handle(
      GetCommuneParticipation.self, reading: host.database, getCommuneParticipation)
    FigureHandlers(host, reading: { try SenacsFigureFacts($0, in: $1) }).register(in: &router)
    router.handle(ListExpected.self, reading: host.database, listExpected)
    router.handle(ListReminders.self, reading: host.database, listReminders)
    router.handle(GetTrajectory.self, reading: host.database, getTrajectory)
    router.handle(SetCodebook.self, setCodebook)
    router.handle(GetCodebook.self, reading: host.database, getCodebook)
    router.handle(stream: PrepareForms.self, reading: host.database, prepareForms)
    router.handle(GetAnswer.self, reading: host.database, getAnswer)
    router.handle(GetFeedbackSheet.self, getFeedbackSheet)
    router.handle(GetObservedUse.self, reading: host.database, getObservedUse)
    router.handle(ListAnswers.self, reading: host.database, listAnswers)
    router.handle(ListDeclaredFunding.self, reading: host.database, listDeclaredFunding)
    router.handle(ListOwnCampaigns.self, reading: host.database, listOwnCampaigns)
    router.handle(SendAnswer.self, writing: host.writes, sendAnswer)
    router.handle(SetCollection.self, writing: host.writes, setCollection)
  }

  private func listExpected(
    _ request: ListExpected, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListExpected.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let network = try reader.network(in: transaction)
    let frozen = try SenacsStore.frozenReasons(campaign.code, in: transaction)
    let expectation = Expectation(campaign, in: network)
    let states =
      expectation.expected.map { ($0, "") }
      + expectation.excluded.map { ($0.structure, $0.reason.rawValue) }
    func word(_ reason: String) -> String { reason.isEmpty ? "EXPECTED" : reason }
    return ListExpected.Reply(
      entries: states.sorted { $0.0.code < $1.0.code }.map { structure, reason in
        let approvals = network.approvals(of: structure)
        let covering = approvals.first { $0.period.contains(campaign.referenceDate) }
        return .init(
          code: structure.code, name: structure.name, kind: structure.kind.rawValue,
          state: word(reason), frozen: frozen?[structure.code].map(word),
          firstApproval: approvals.first?.period.from,
          approvedFrom: covering?.period.from, approvedTo: covering?.period.to)
      }, referenceDate: campaign.referenceDate, opensOn: campaign.opensOn,
      closesOn: campaign.closesOn,
      collectionEndedOn: try SenacsStore.collectionEnd(of: campaign.code, in: transaction),
      isFrozen: frozen != nil, fictitious: try reader.isFictitious(in: transaction))
  }

  private func listReminders(
    _ request: ListReminders, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListReminders.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let earlier = try SenacsStore.allCampaigns(in: transaction).filter {
      $0.opensOn < campaign.opensOn
    }
    let since = request.since ?? earlier.last?.opensOn ?? campaign.opensOn.adding(months: -12)
    let network = try reader.network(in: transaction)
    let followUp = FollowUp(
      try SenacsStore.participation(in: campaign, network, asOf: request.asOf, transaction),
      in: network, mandates: try reader.mandates(of: network, in: transaction), since: since,
      on: request.asOf)
    let answered = try earlier.map { one in
      (
        one.code,
        try SenacsStore.participation(in: one, network, asOf: request.asOf, transaction)
      )
    }
    return ListReminders.Reply(
      reminders: followUp.reminders.map { one in
        let commune = network.commune(of: one.structure, on: campaign.referenceDate)
        return .init(
          code: one.structure.code, name: one.structure.name,
          kind: one.structure.kind.rawValue,
          commune: network.communes.name(of: commune, on: campaign.referenceDate) ?? commune,
          reason: one.reason,
          lastAnswered: answered.last { $0.1.counts(one.structure) }?.0,
          hasNewDirector: one.hasNewDirector, isVacant: one.isVacant,
          person: one.contact?.personCode, function: one.contact?.function.rawValue,
          from: one.contact?.period.from)
      }, since: since, closesOn: campaign.closesOn,
      collectionEndedOn: try SenacsStore.collectionEnd(of: campaign.code, in: transaction),
      referenceDate: campaign.referenceDate,
      fictitious: try reader.isFictitious(in: transaction))
  }

  private func getTrajectory(
    _ request: GetTrajectory, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetTrajectory.Reply {
    let network = try reader.network(in: transaction)
    let successions = try SenacsStore.successions(in: transaction)
    let rows = try SenacsStore.allCampaigns(in: transaction).flatMap { campaign in
      let restatement = Restatement(
        try SenacsStore.participation(in: campaign, network, asOf: request.asOf, transaction),
        successions)
      return try parts(by: request.by, campaign, network, transaction).map { name, isMeant in
        let rates = ScopedRates(restatement, where: isMeant)
        return GetTrajectory.Row(
          campaign: campaign.code, dataYear: campaign.dataYear,
          collectionYear: campaign.opensOn.year, scope: name,
          expected: rates.frozen.expected, answered: rates.frozen.answered,
          onTime: rates.onTime, restatedExpected: rates.restated.expected,
          restatedAnswered: rates.restated.answered)
      }
    }
    return GetTrajectory.Reply(rows: rows, fictitious: try reader.isFictitious(in: transaction))
  }

  /// The parts that a trait divides the network into: each one's name, and who belongs to it.
  private func parts(
    by trait: String?, _ campaign: Campaign, _ network: Network, _ transaction: ReadTransaction
  ) throws -> [(String, (Structure) -> Bool)] {
    if trait == "size" {
      let sizes = try SenacsStore.sizes(on: campaign, in: transaction)
      return (sizes.bands + ["unknown"]).map { band in
        ("size:\(band)", { (sizes.byStructure[$0.code] ?? "unknown") == band })
      }
    }
    guard let scopes = trait.map(Scope.parts) ?? Scope.reported else {
      throw RPCError.badField("by", "by is federation, zone, qpv or size")
    }
    return scopes.map { scope in
      (scope.name, { network.scope(scope, contains: $0, on: campaign.referenceDate) })
    }
  }

  private func openCampaign(
    _ request: OpenCampaign, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> OpenCampaign.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let before = try SenacsStore.frozen(campaign.code, in: transaction)
    if before == nil {
      let expectation = Expectation(campaign, in: try reader.network(in: transaction))
      try SenacsStore.freeze(expectation, of: campaign.code, in: transaction)
    }
    let frozen = try before ?? SenacsStore.frozen(campaign.code, in: transaction)
    return OpenCampaign.Reply(
      expected: frozen?.expected.count ?? 0, excluded: frozen?.excluded ?? [:],
      wasOpen: before != nil, closesOn: campaign.closesOn,
      fictitious: try reader.isFictitious(in: transaction))
  }

  private func getParticipation(
    _ request: GetParticipation, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetParticipation.Reply {
    let bound = request.knownBefore(of: "senacs")
    let networkBound = request.knownBefore(of: NetworkProjection.source)
    let campaign = try SenacsStore.campaign(
      request.campaign, opening: request.year, knownBefore: bound, in: transaction)
    let network = try reader.network(knownBefore: networkBound, in: transaction)
    let participation = try SenacsStore.participation(
      in: campaign, network, asOf: request.asOf, knownBefore: bound, transaction)
    let frozen = try SenacsStore.frozen(campaign.code, in: transaction)?.expected
    let restatement = Restatement(
      participation, try SenacsStore.successions(knownBefore: bound, in: transaction))
    let day = campaign.referenceDate
    let expected = participation.expectation.expected
    let codes = Set(expected.map(\.code))
    return GetParticipation.Reply(
      rows: ScopedRates.byScope(restatement).map { scope, rates in
        .init(
          scope: scope.name, expected: rates.frozen.expected, answered: rates.frozen.answered,
          onTime: rates.onTime, restatedExpected: rates.restated.expected,
          restatedAnswered: rates.restated.answered)
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
      left: frozen.map { $0.subtracting(codes).sorted() } ?? [],
      fictitious: try reader.isFictitious(in: transaction))
  }

  private func getCommuneParticipation(
    _ request: GetCommuneParticipation, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetCommuneParticipation.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let participation = try SenacsStore.participation(
      in: campaign, try reader.network(in: transaction), asOf: request.asOf, transaction)
    let page = CommuneRates.rows(participation, within: context.access.territories)
      .page(after: request.after, request.limit, by: \.commune)
    return GetCommuneParticipation.Reply(
      rows: page.rows, hasMore: page.hasMore, year: Year(clamping: campaign.opensOn.year),
      referenceDate: campaign.referenceDate, fictitious: try reader.isFictitious(in: transaction))
  }
}
