import Composition
import Contracts
import PortalDomain
import RPCContract
import Texts
import Values

/// The first page of the officer and the auditor: what ends soon, and which structures are fragile.
extension PortalSite {
  /// Within how many months an end is soon.
  private static let soonMonths = 6
  /// The most lines of each list; the heading tells how many there are.
  private static let mostLines = 15

  func officerHome(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let today = today
    let end = today.adding(months: Self.soonMonths)
    var missing: [String] = []
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
    var body = missingNote(missing, visit)
    body += try await failedMailsNote(visit)
    body.append(.links(doors(visit)))
    if let approvals { body += ending(approvals.rows, by: end, visit) }
    if let agreements { body += ending(agreements.rows, by: end, visit) }
    if let fragile { body += told(fragile.rows, visit) }
    return page(
      visit, title: visit.pick("Ce qui vous attend", "What waits for you"),
      top: [.soft(visit.language.prose(today))], body)
  }

  private func doors(_ visit: Visit) -> [PagePart.Link] {
    let all: [PagePart.Link] = [
      .init(text: visit.pick("La campagne SENACS", "The SENACS campaign"), href: "/campagne"),
      .init(
        text: visit.pick("Les questions à traiter", "Questions that wait"), href: "/questions"),
      .init(
        text: visit.pick("Les indicateurs de l'année", "The year's figures"), href: "/indicateurs"),
      .init(text: visit.pick("Les rapports figés", "Frozen reports"), href: "/rapports"),
      .init(text: visit.pick("Vos sessions", "Your sessions"), href: "/sessions"),
    ]
    return all + fileDoor(visit)
  }

  /// The page that takes files, for whoever may bring them.
  private func fileDoor(_ visit: Visit) -> [PagePart.Link] {
    guard PortalRoute.officer.includes(visit.session) else { return [] }
    return [
      .init(text: visit.pick("Apporter un fichier", "Bring a file"), href: "/fichiers")
    ]
  }

  private func heading(_ french: String, _ english: String, _ count: Int, _ visit: Visit)
    -> PagePart
  {
    .heading(visit.pick("\(french) : \(count)", "\(english): \(count)"))
  }

  private func ending(
    _ rows: [ListApprovals.Row], by end: CivilDate, _ visit: Visit
  ) -> [PagePart] {
    let name = visit.pick("Agréments qui s'arrêtent", "Approvals that end")
    let head = heading("Agréments qui s'arrêtent", "Approvals that end", rows.count, visit)
    guard !rows.isEmpty else { return [head, nothing(by: end, visit)] }
    let lines = rows.sorted { ($0.endsOn, $0.structure) < ($1.endsOn, $1.structure) }
      .prefix(Self.mostLines).map { row in
        PageTable.Row(cells: [
          PageTable.Cell(
            text: row.name, href: PageAddress.path(["structures", row.structure]),
            more: "\(row.structure) · \(row.commune)"),
          .number(day(row.endsOn, visit)), .number(String(row.days)),
        ])
      }
    return [
      head,
      .table(
        PageTable(
          name,
          [
            .init(text: visit.pick("Structure", "Structure")),
            .init(text: visit.pick("Dernier jour", "Last day"), isNumber: true),
            .init(text: visit.pick("Dans (jours)", "In (days)"), isNumber: true),
          ], Array(lines))),
    ]
  }

  private func ending(
    _ rows: [ListAgreements.Row], by end: CivilDate, _ visit: Visit
  ) -> [PagePart] {
    let name = visit.pick("Conventions qui s'arrêtent", "Agreements that end")
    let head = heading("Conventions qui s'arrêtent", "Agreements that end", rows.count, visit)
    guard !rows.isEmpty else { return [head, nothing(by: end, visit)] }
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
    return [
      head,
      .table(
        PageTable(
          name,
          [
            .init(text: visit.pick("Convention", "Agreement")),
            .init(text: visit.pick("Avec", "With")),
            .init(text: visit.pick("Dernier jour", "Last day"), isNumber: true),
          ], Array(lines))),
    ]
  }

  private func nothing(by end: CivilDate, _ visit: Visit) -> PagePart {
    .plain(visit.pick("Rien jusqu'au \(day(end, visit)).", "Nothing until \(day(end, visit))."))
  }

  /// Source: acceptance/year.md, “Fragile”.
  private func told(_ rows: [Fragile.Row], _ visit: Visit) -> [PagePart] {
    let head = heading("Structures fragiles", "Fragile structures", rows.count, visit)
    guard !rows.isEmpty else {
      return [head, .plain(visit.pick("Aucune aujourd'hui.", "None today."))]
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
        PageTable.Cell(text: reasons.joined(separator: " ; ")),
      ])
    }
    return [
      head,
      .table(
        PageTable(
          visit.pick("Structures fragiles", "Fragile structures"),
          [
            visit.pick("Structure", "Structure"), visit.pick("Motifs", "Reasons"),
          ].map { PageTable.Head(text: $0) }, Array(lines))),
    ]
  }
}
