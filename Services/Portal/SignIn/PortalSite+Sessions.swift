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
          "Les appareils sur lesquels votre nom est entré.",
          "The devices on which your name has come in."),
        "sinceHead": visit.pick("Depuis", "Since"),
        "seenHead": visit.pick("Dernière activité", "Last active"),
        "untilHead": visit.pick("Jusqu'à", "Until"),
        "deviceHead": visit.pick("Appareil", "Device"), "wayHead": visit.pick("Comme", "As"),
        "this": visit.pick("cette session", "this session"),
        "region": visit.pick("Sessions ouvertes", "Open sessions"),
        "button": visit.pick("Mettre fin à toutes", "End all of them"),
        "buttonHelp": visit.pick(
          "Celle-ci aussi. Il faut ensuite un nouveau lien.",
          "This one too. A new link is needed then."),
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

  /// A day and a time, such as `04/06/2026 10 h 42`; the day alone of what came in a file, which tells no time.
  func moment(_ instant: Instant, _ visit: Visit) -> String {
    let day = visit.language.day(instant.parisDay.iso)
    guard instant != Instant.parisMidnight(instant.parisDay) else { return day }
    return day + " " + clock(instant, visit)
  }

  /// A time of a day, such as `10 h 42`.
  func clock(_ instant: Instant, _ visit: Visit) -> String {
    let midnight = Instant.parisMidnight(instant.parisDay)
    let minutes = (instant.microseconds - midnight.microseconds) / 60_000_000
    let (hour, minute) = (minutes / 60, minutes % 60)
    let rest = minute < 10 ? "0\(minute)" : "\(minute)"
    return visit.pick("\(hour) h \(rest)", "\(hour):\(rest)")
  }
}
