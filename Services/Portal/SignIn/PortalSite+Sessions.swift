import Composition
import Contracts
import PortalDomain
import ServiceHost
import Storage
import Texts
import Values

/// The end of a session, and the list of a person's sessions.
extension PortalSite {
  func leave(_ visit: Visit) async throws -> WebResponse {
    let browser = visit.browser
    // Whoever has no session writes nothing: a flood of such forms must not hold up the others' changes.
    let isThere = try await host.database.read { try PortalStore.session(browser, in: $0) != nil }
    if isThere { try await host.database.write { try PortalStore.end(browser, in: $0) } }
    return signedOut()
  }

  func sessions(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else { return notFound(visit) }
    let now = host.database.now
    let found = try await host.database.read {
      try PortalStore.sessions(of: session.person, in: $0)
    }
    let rows = found.filter { !$0.session.isOver(at: now) }.map { row in
      [
        "since": moment(row.session.startedAt, visit), "seen": moment(row.session.seenAt, visit),
        "until": moment(row.session.endsAt, visit), "device": row.session.device,
        "way": [visit.words(row.session.way), row.session.way.structureName]
          .compactMap(\.self).joined(separator: ", "),
        "isThis": row.hash == visit.browser.hash,
      ] as PageTemplates.Values
    }
    return page(
      visit, title: visit.pick("Vos sessions", "Your sessions"), "sessions",
      [
        "rows": rows,
        "lead": visit.pick(
          "Les appareils d'où quelqu'un est entré dans Vigie à votre nom. Si l'un d'eux n'est pas le vôtre, mettez fin à toutes les sessions.",
          "The devices from which somebody has come in under your name. If one of them is not yours, end all sessions."
        ),
        "sinceHead": visit.pick("Depuis", "Since"),
        "seenHead": visit.pick("Dernière activité", "Last active"),
        "untilHead": visit.pick("Jusqu'à", "Until"),
        "deviceHead": visit.pick("Appareil", "Device"), "wayHead": visit.pick("En tant que", "As"),
        "this": visit.pick("cette session", "this session"),
        "region": visit.pick("Sessions ouvertes", "Open sessions"),
        "button": visit.pick("Mettre fin à toutes les sessions", "End all sessions"),
        "buttonHelp": visit.pick(
          "Celle-ci comprise : il vous faudra ensuite un nouveau lien.",
          "This one too: you need a new link then."),
      ])
  }

  func endSessions(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else { return notFound(visit) }
    let host = host
    try await host.database.write { transaction in
      try PortalStore.endAll(of: session.person, in: transaction)
      try host.audit(
        "end sessions", by: session.representedName, as: [session.way.role],
        about: [session.person], in: transaction)
    }
    return signedOut()
  }

  /// Sends to the way in, and takes the browser's secret back.
  private func signedOut() -> WebResponse {
    var response = WebResponse.redirect(to: "/entrer")
    response.headers.append(("Set-Cookie", cookie(SecretToken(), lasts: 0)))
    return response
  }

  /// A day and a time, such as `04/06/2026 à 10 h 42`; the day alone of what came in a file, which tells no time.
  func moment(_ instant: Instant, _ visit: Visit) -> String {
    instant == Instant.parisMidnight(instant.parisDay)
      ? day(instant.parisDay, visit) : visit.language.moment(instant)
  }
}
