import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The first page of the officer and the auditor: what presses in the campaign, then what ends soon, and which structures are fragile.
extension PortalSite {
  /// Within how many months an end is soon.
  private static let soonMonths = 6
  /// The most lines of each list; the heading tells how many there are.
  private static let mostLines = 40

  func officerHome(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let today = today
    let end = today.adding(months: Self.soonMonths)
    var missing: [String] = []
    let first = try await pressing(services, &missing, visit)
    let approvals = try await part("registry", &missing) {
      try await services.call("registry", ListApprovals(asOf: today, endingBy: end))
    }
    let agreements = try await part("registry", &missing) {
      try await services.call(
        "registry", ListAgreements(asOf: today, endingBy: end, limit: .most))
    }
    let fragile = try await part("training", &missing) {
      try await Fragile.read(services, on: today)
    }
    var body = missingNote(missing, visit) + first
    body += try await failedMailsNote(visit)
    if let approvals { body += ending(approvals.rows, by: end, visit) }
    if let agreements { body += ending(agreements.rows, by: end, visit) }
    if let fragile { body += told(fragile.rows, visit) }
    return page(
      visit, title: visit.pick("Ce qui vous attend", "What waits for you"),
      top: [.soft(visit.language.prose(today))], body)
  }

  /// The campaign, whom to call, what to read, and the conversations that wait for the Caf.
  private func pressing(
    _ services: SessionCalls, _ missing: inout [String], _ visit: Visit
  ) async throws -> [PagePart] {
    let asked = try await host.database.read {
      try ConversationStore.chosen(by: ConversationFilter(), { _ in 0..<0 }, in: $0)
        .count
    }
    var links: [PagePart.Link] = []
    if asked > 0 {
      links.append(
        PagePart.Link(
          text: visit.pick("Échanges à traiter : \(asked)", "Conversations that wait: \(asked)"),
          href: "/questions"))
    }
    guard let known = try await presentFacts(services, &missing) else {
      return links.isEmpty ? [] : [.links(links)]
    }
    let text = CampaignText(facts: known, today: today, visit: visit)
    links = text.waiting + links
    var parts = text.standing
    if !links.isEmpty { parts.append(.links(links)) }
    return parts + text.reminders(isOfficer: isOfficer(services.session))
  }

  /// This year's campaign once it is open, or that of the year before; nil where none is known, or SENACS does not answer.
  private func presentFacts(
    _ services: SessionCalls, _ missing: inout [String]
  ) async throws -> CampaignFacts? {
    for year in [today.year, today.year - 1] {
      do {
        let known = try await facts(String(year), services)
        guard known.expected.opensOn <= today else { continue }
        for service in known.missing where !missing.contains(service) { missing.append(service) }
        return known
      } catch let error as RPCError where error.isNoPage {
        continue
      } catch let error as RPCError where error.isMissing {
        if !missing.contains("senacs") { missing.append("senacs") }
        return nil
      }
    }
    return nil
  }

  private func heading(_ french: String, _ english: String, _ count: Int, _ visit: Visit)
    -> PagePart
  {
    let name = visit.pick(french, english)
    return .heading(count == 0 ? name : "\(name)\(visit.language.colon) \(count)")
  }

  private func ending(
    _ rows: [ListApprovals.Row], by end: CivilDate, _ visit: Visit
  ) -> [PagePart] {
    let name = visit.pick("Agréments qui se terminent", "Approvals that end")
    let head = heading("Agréments qui se terminent", "Approvals that end", rows.count, visit)
    guard !rows.isEmpty else {
      return [
        head,
        .plain(
          visit.pick(
            "Aucun agrément ne se termine d'ici au \(day(end, visit)).",
            "No approval ends until \(day(end, visit)).")),
      ]
    }
    let lines = rows.sorted { ($0.endsOn, $0.structure) < ($1.endsOn, $1.structure) }
      .prefix(Self.mostLines).map { row in
        PageTable.Row(cells: [
          PageTable.Cell(
            text: row.name, href: PageAddress.path(["structures", row.structure]),
            more: "\(row.structure) · \(row.commune)"),
          .number(day(row.endsOn, visit)), .number(String(row.days)),
        ])
      }
    let parts: [PagePart] = [
      head,
      PagePart.table(
        PageTable(
          name,
          [
            .init(text: visit.pick("Structure", "Structure")),
            .init(text: visit.pick("Dernier jour", "Last day"), isNumber: true),
            .init(text: visit.pick("Jours restants", "Days left"), isNumber: true),
          ], Array(lines))),
    ]
    return parts + PagePart.cut(Self.mostLines, of: rows.count, visit.language)
  }

  private func ending(
    _ rows: [ListAgreements.Row], by end: CivilDate, _ visit: Visit
  ) -> [PagePart] {
    let name = visit.pick("Conventions qui se terminent", "Agreements that end")
    let head = heading("Conventions qui se terminent", "Agreements that end", rows.count, visit)
    guard !rows.isEmpty else {
      return [
        head,
        .plain(
          visit.pick(
            "Aucune convention ne se termine d'ici au \(day(end, visit)).",
            "No agreement ends until \(day(end, visit)).")),
      ]
    }
    func last(_ row: ListAgreements.Row) -> CivilDate {
      [row.to, row.endedOn].compactMap(\.self).min() ?? .latest
    }
    let lines = rows.sorted { (last($0), $0.code) < (last($1), $1.code) }
      .prefix(Self.mostLines).map { row in
        PageTable.Row(cells: [
          PageTable.Cell(text: row.title, more: row.code),
          PageTable.Cell(text: (row.partyNames ?? row.parties).joined(separator: ", ")),
          .number(day(last(row), visit)),
        ])
      }
    let parts: [PagePart] = [
      head,
      PagePart.table(
        PageTable(
          name,
          [
            .init(text: visit.pick("Convention", "Agreement")),
            .init(text: visit.pick("Signataires", "Parties")),
            .init(text: visit.pick("Dernier jour", "Last day"), isNumber: true),
          ], Array(lines))),
    ]
    return parts + PagePart.cut(Self.mostLines, of: rows.count, visit.language)
  }

  /// Source: acceptance/year.md, “Fragile”.
  private func told(_ rows: [Fragile.Row], _ visit: Visit) -> [PagePart] {
    let head = heading("Structures fragiles", "Fragile structures", rows.count, visit)
    guard !rows.isEmpty else {
      return [head, .plain(visit.pick("Aucune structure fragile.", "No fragile structure."))]
    }
    let lines = rows.prefix(Self.mostLines).map { row in
      let reasons = row.reasons.map { reason in
        let code =
          reason == "NEW_DIRECTOR" ? row.structure.directorReason ?? reason : reason
        return Catalogue.reason(code, visit.language)
      }
      return PageTable.Row(cells: [
        PageTable.Cell(
          text: row.structure.name ?? row.structure.structure,
          href: PageAddress.path(["structures", row.structure.structure]),
          more: row.structure.structure),
        PageTable.Cell(text: reasons.joined(separator: visit.pick(" ; ", "; "))),
      ])
    }
    let parts: [PagePart] = [
      head,
      PagePart.table(
        PageTable(
          visit.pick("Structures fragiles", "Fragile structures"),
          [
            visit.pick("Structure", "Structure"), visit.pick("Motifs", "Reasons"),
          ].map { PageTable.Head(text: $0) }, Array(lines))),
    ]
    return parts + PagePart.cut(Self.mostLines, of: rows.count, visit.language)
  }
}
