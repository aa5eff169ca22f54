import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The campaign as the officer sees it: who has answered, and whom to call first.
extension PortalSite {
  /// What is known of a campaign.
  struct CampaignFacts {
    let campaign: String
    let expected: ListExpected.Reply
    let standing: CampaignStanding
    /// Whether the caller may be told whose director is new.
    let knowsDirectors: Bool
    /// The structures whose answer an officer has read: a mark, which changes no rate.
    let read: Set<String>
    let missing: [String]
    /// How many answered, by kind and circonscription, as `vigie senacs participation --cross kind,ctcd` counts them; nil where the registry
    /// does not answer.
    let cross: CrossTable?
  }

  /// The campaign of this year, or of the year before where this one has none.
  func presentCampaign(_ visit: Visit) async throws -> WebResponse {
    for year in [today.year, today.year - 1] {
      do {
        return try await campaign(String(year), visit)
      } catch let error as RPCError where error.isNoPage {
        continue
      }
    }
    return text(
      visit, visit.pick("Campagne SENACS", "SENACS campaign"),
      [
        visit.pick(
          "Aucune campagne n'est enregistrée pour cette année ni pour la précédente.",
          "No campaign is recorded for this year or the one before.")
      ])
  }

  func campaign(_ visit: Visit) async throws -> WebResponse {
    guard let year = year(visit) else { return notFound(visit) }
    do {
      return try await campaign(year.description, visit)
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
  }

  private func campaign(_ campaign: String, _ visit: Visit) async throws -> WebResponse {
    let title = visit.pick("Campagne SENACS \(campaign)", "SENACS campaign \(campaign)")
    guard let services = services(visit) else { return notFound(visit) }
    let known: CampaignFacts
    do {
      known = try await facts(campaign, services)
    } catch let error as RPCError where error.isMissing {
      return page(visit, title: title, missingNote(["senacs"], visit))
    }
    let text = CampaignText(facts: known, today: today, visit: visit)
    let filter = CampaignFilter(visit.request.query)
    let rows = known.standing.chosen(by: filter)
    let paging = Paging(count: rows.count, asked: visit.request.query["page"])
    var body = missingNote(known.missing, visit) + text.overview + text.crossed
    body += text.collection(isOfficer: isOfficer(services.session), on: today)
    if isOfficer(services.session) {
      body.append(
        .links([
          .init(
            text: visit.pick("Charger un classeur reçu", "Load a workbook that came"),
            href: PageAddress.path(["campagne", campaign, "classeur"]))
        ]))
    }
    body += text.list(filter, count: rows.count, isOfficer: isOfficer(services.session))
    if rows.isEmpty {
      body.append(.plain(text.nobody(filter)))
      if !filter.isDefault {
        body.append(
          .links([
            .init(
              text: visit.pick("Effacer les filtres", "Clear the filters"),
              href: text.path + "#liste")
          ]))
      }
    } else {
      body.append(.soft(shownRange(paging, visit) + text.order))
      body.append(.table(text.table(Array(rows[paging.range]))))
      body += pages(paging, visit) { text.address(filter, page: $0) }
    }
    return page(visit, title: title, body)
  }

  /// Whether somebody may change what the officer changes; an auditor reads.
  func isOfficer(_ session: Session) -> Bool { session.way.role == Role.operator.rawValue }

  /// Asks for what a campaign's page shows.
  ///
  /// - Throws: `RPCError` where SENACS does not answer, or knows no such campaign.
  func facts(_ campaign: String, _ services: SessionCalls) async throws -> CampaignFacts {
    let today = today
    let expected = try await services.call("senacs", ListExpected(campaign: campaign))
    let now = try await services.call(
      "senacs", GetParticipation(campaign: campaign, asOf: today))
    var atClose: GetParticipation.Reply?
    if let closesOn = expected.closesOn, closesOn < today {
      atClose = try await services.call(
        "senacs", GetParticipation(campaign: campaign, asOf: closesOn))
    }
    var missing: [String] = []
    let structures = try await part("registry", &missing) {
      try await services.structures(on: expected.referenceDate)
    }
    // Who directs a structure is told to the officer alone; an auditor's page has no such column.
    let reminders = try await part("senacs", &missing) {
      try await services.call("senacs", ListReminders(campaign: campaign, asOf: today))
    }
    let (drafts, opened, read) = try await host.database.read { transaction in
      (
        try DraftStates.begun(in: campaign, transaction),
        try DraftStates.opened(in: campaign, transaction),
        try AnswerReadStore.structures(in: campaign, transaction)
      )
    }
    let standing = CampaignStanding(
      now, atClose: atClose, entries: expected.entries, structures: structures ?? [],
      reminders: reminders?.reminders, drafts: drafts, opened: opened)
    let cross = structures.map { known in
      let byCode = Dictionary(known.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
      return ParticipationParts.table([.kind, .ctcd], ParticipationParts(now).members) {
        byCode[$0]
      }
    }
    return CampaignFacts(
      campaign: campaign, expected: expected, standing: standing,
      knowsDirectors: reminders != nil, read: read, missing: missing, cross: cross)
  }
}
