import Composition
import Contracts
import FactKinds
import PortalDomain
import RPCContract
import Texts
import Values

/// Social watch as the session's structure sees it: the meetings of its bodies, and what it declares of them.
extension PortalSite {
  /// How many years back bodies are known that invited the structure: as far as the evaluation service takes declarations about them.
  private static let bodyYears = 4
  /// The most declarations of a year that are asked for.
  private static let mostDeclared = PageSize.most

  /// `/veille?annee=2025`: the meetings of a year.
  func watch(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit), let structure = services.session.way.structure else {
      return notFound(visit)
    }
    let title = visit.pick("Veille sociale", "Social watch")
    let today = today
    let year = Int(visit.request.query["annee"] ?? "") ?? today.year
    let years = today.year - Self.bodyYears...today.year + 1
    guard years.contains(year), let asked = Year(year) else { return notFound(visit) }
    var missing: [String] = []
    let known = try await knownBodies(services, structure, years)
    let declared = try await part("evaluation", &missing) {
      try await services.call(
        "evaluation",
        ListDeclaredMeetings(year: asked, structure: structure, limit: Self.mostDeclared))
    }
    guard let known, let declared else {
      return page(visit, title: title, missingNote(["evaluation"], visit))
    }
    let text = WatchPage(
      lines: WatchLine.lines(
        known.meetings.filter { $0.heldOn.year == year }, declared.rows, names: known.names),
      year: year, years: years, today: today, hasBodies: !known.names.isEmpty, visit: visit)
    let paging = Paging(count: text.lines.count, asked: visit.request.query["page"])
    var body = recordedNote(visit) + text.head + text.table(paging)
    body += pages(paging, visit) {
      PageAddress.path(
        ["veille"],
        query: [(name: "annee", value: String(year)), (name: "page", value: String($0))])
    }
    return page(visit, title: title, body + text.otherYears)
  }

  /// The year whose list has a meeting of a day; empty where that is the list which is shown unasked, or none is.
  func watchYear(_ day: String) -> String {
    let today = today
    guard let year = Int(day.prefix(4)), year != today.year,
      (today.year - Self.bodyYears...today.year + 1).contains(year)
    else { return "" }
    return String(year)
  }

  /// `/veille/ajouter?instance=B03&jour=2025-05-15`: what the structure declares of a meeting.
  func addToWatch(_ visit: Visit) async throws -> WebResponse {
    let title = visit.pick(
      "Déclarer votre présence à une réunion", "Say whether you were at a meeting")
    return try await fact(visit) { session in
      var options: [OwnFact.Option] = []
      if let session, let structure = session.way.structure {
        let services = SessionCalls(calls: calls, session: session)
        let years = today.year - Self.bodyYears...today.year
        let names = try await knownBodies(services, structure, years)?.names ?? [:]
        options = names.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(200)
          .map { OwnFact.Option(code: $0.key, label: "\($0.value) (\($0.key))") }
      }
      return OwnFact(
        form: FactForm(
          .declarations, asks: ["body_code", "held_on", "response"],
          fixed: ["structure_code": session?.way.structure ?? ""]),
        isNew: true, title: title, crumbs: watchCrumbs(visit, title), path: ["veille", "ajouter"],
        about: visit.pick(
          "Votre déclaration doit être confirmée par l'instance ou par la Caf. Elle compte ensuite dans les indicateurs.",
          "What you say is to be confirmed by the body, or by the Caf. Then it counts in the figures."
        ),
        start: [
          "body_code": visit.request.query["instance"] ?? "",
          "held_on": visit.request.query["jour"] ?? "",
        ], options: ["body_code": options], leads: { _ in ["veille"] })
    }
  }

  /// `/veille/B03/2025-05-15`: what the structure declares, to be changed.
  func changeDeclaration(_ visit: Visit) async throws -> WebResponse {
    let (body, day) = (visit.parameters["body"] ?? "", visit.parameters["day"] ?? "")
    return try await fact(visit) { session in
      OwnFact(
        form: FactForm(
          .declarations, asks: ["response"],
          fixed: [
            "structure_code": session?.way.structure ?? "", "body_code": body, "held_on": day,
          ]),
        isNew: false, title: declarationTitle(visit),
        crumbs: watchCrumbs(visit, declarationTitle(visit)), path: ["veille", body, day],
        about: visit.pick(
          "Pour retirer cette déclaration, annulez votre changement dans son historique.",
          "To take this declaration back, undo your change in its history."),
        leads: { _ in ["veille", body, day, "histoire"] })
    }
  }

  /// `/veille/B03/2025-05-15/histoire`.
  func declarationHistory(_ visit: Visit) async throws -> WebResponse {
    guard let structure = visit.session?.way.structure else { return notFound(visit) }
    let (body, day) = (visit.parameters["body"] ?? "", visit.parameters["day"] ?? "")
    let title = declarationTitle(visit)
    return try await factHistory(
      visit,
      [
        OwnRecord(
          kind: .declarations, key: [structure, body, day], title: title,
          crumbs: watchCrumbs(visit, title), path: ["veille", body, day, "histoire"],
          list: ["veille"])
      ])
  }

  private func declarationTitle(_ visit: Visit) -> String {
    let (body, text) = (visit.parameters["body"] ?? "", visit.parameters["day"] ?? "")
    let on = CivilDate(text).map { day($0, visit) } ?? text
    return visit.pick("Réunion de \(body) le \(on)", "Meeting of \(body) on \(on)")
  }

  private func watchCrumbs(_ visit: Visit, _ here: String) -> [PagePart.Link] {
    [
      PagePart.Link(text: visit.pick("Veille sociale", "Social watch"), href: "/veille"),
      PagePart.Link(text: here),
    ]
  }

  /// What is known of the bodies of a structure: their meetings in some years, and their names; nil where the service does not answer.
  private func knownBodies(
    _ services: SessionCalls, _ structure: String, _ years: ClosedRange<Int>
  ) async throws -> (meetings: [ListMeetings.Meeting], names: [String: String])? {
    let (from, to) = (
      CivilDate.firstDay(of: years.lowerBound), CivilDate.lastDay(of: years.upperBound)
    )
    var missing: [String] = []
    let items = try await part("evaluation", &missing) {
      try await services.calls.items(
        "evaluation", ListMeetings(structure: structure, from: from, to: to),
        for: services.session, most: 1)
    }
    guard let items else { return nil }
    let meetings = items.flatMap(\.meetings)
    var names = Dictionary(
      meetings.map { ($0.body, $0.bodyName) }, uniquingKeysWith: { first, _ in first })
    for item in items { names.merge(item.bodies) { _, new in new } }
    return (meetings, names)
  }
}
