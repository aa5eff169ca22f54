import Composition
import Contracts
import Pages
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The reminders of a campaign: each mail is shown before it goes, and goes at most once a day.
extension PortalSite {
  /// How many mails a page shows and sends; each has a kilobyte or two.
  private static let mailsOfPage = 15

  /// A campaign's reminders as mails, and what was sent of them.
  private struct Reminders {
    let campaign: String
    let mails: [(person: String, message: MailMessage)]
    let unaddressed: Int
    let sent: [String: Instant]
  }

  func reminders(_ visit: Visit) async throws -> WebResponse {
    try await reminders(visit, told: nil)
  }

  /// Sends the mails that the form shows, but those whose answer came in the meantime, and those that went already.
  func sendReminders(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, let year = year(visit) else { return notFound(visit) }
    let campaign = year.description
    let found: Reminders
    do {
      found = try await reminders(of: campaign, visit)
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    }
    let (host, sender) = (host, MailSender(configuration.mail))
    var (gone, failed) = (0, 0)
    for (person, message) in found.mails where visit.request.form["personne-\(person)"] != nil {
      let mayGo = try await host.database.write {
        try ReminderStore.take(person, of: campaign, in: $0)
      }
      guard mayGo else { continue }
      do {
        let now = host.database.now
        try await sender.send(at: now) { address in
          MailMessage(
            to: message.name, at: message.address, subject: message.subject, body: message.body,
            date: now, sender: address)
        }
        gone += 1
      } catch {
        failed += 1
        try await host.database.write {
          try ReminderStore.giveBack(person, of: campaign, in: $0)
        }
      }
    }
    let count = gone
    try await host.database.write { transaction in
      try host.audit(
        "send reminders", by: session.representedName, as: [session.way.role],
        about: [campaign, String(count)], in: transaction)
    }
    let told = PagePart.note(
      kind: failed == 0 ? "ok" : "bad",
      title: visit.pick("Relances envoyées : \(gone)", "Reminders sent: \(gone)"),
      text: failed == 0
        ? visit.pick(
          "Qui a été relancé aujourd'hui ne l'est pas deux fois.",
          "Nobody is reminded twice in a day.")
        : visit.pick(
          "\(failed) ne sont pas partis : le courriel ne répond pas. Réessayez plus tard.",
          "\(failed) did not go: mail does not answer. Try again later."))
    return try await reminders(visit, told: told)
  }

  private func reminders(_ visit: Visit, told: PagePart?) async throws -> WebResponse {
    guard let year = year(visit) else { return notFound(visit) }
    let campaign = year.description
    let title = visit.pick(
      "Relances SENACS \(campaign)", "Reminders of SENACS \(campaign)")
    let found: Reminders
    do {
      found = try await reminders(of: campaign, visit)
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    } catch let error as RPCError where error.isMissing {
      return page(visit, title: title, missingNote(["senacs"], visit))
    }
    let paging = Paging(
      count: found.mails.count, asked: visit.request.query["page"], size: Self.mailsOfPage)
    let path = PageAddress.path(["campagne", campaign, "relance"])
    let crumbs = [
      PagePart.Link(
        text: visit.pick("Campagne SENACS \(campaign)", "SENACS campaign \(campaign)"),
        href: PageAddress.path(["campagne", campaign])),
      PagePart.Link(text: visit.pick("Relances", "Reminders")),
    ]
    var parts: [PagePart] = []
    if let told { parts.append(told) }
    parts += lead(found, visit)
    parts += send(found, paging, path, visit)
    for (person, message) in found.mails[paging.range] {
      parts += mail(found, person, message, visit)
    }
    parts += pages(paging, visit) { "\(path)?page=\($0)" }
    return page(visit, title: title, crumbs: crumbs, parts)
  }

  private func lead(_ found: Reminders, _ visit: Visit) -> [PagePart] {
    let unaddressed =
      found.unaddressed == 0
      ? []
      : [
        PagePart.soft(
          visit.pick(
            "Sans adresse connue : \(found.unaddressed). Appelez ces structures.",
            "Without a known address: \(found.unaddressed). Call these structures."))
      ]
    return [
      PagePart.lead(
        visit.pick(
          "Courriels prêts : \(found.mails.count). Aucun n'est parti tant que vous n'avez pas appuyé sur le bouton.",
          "Mails ready: \(found.mails.count). None has gone until you press the button."))
    ] + unaddressed
  }

  /// The button that sends what this page shows; its reason where mails go nowhere.
  private func send(
    _ found: Reminders, _ paging: Paging, _ path: String, _ visit: Visit
  ) -> [PagePart] {
    let shown = found.mails[paging.range]
    guard !shown.isEmpty else { return [] }
    guard MailSender(configuration.mail).isThere else {
      return [
        .note(
          kind: "", title: visit.pick("Aucun envoi possible", "Nothing can be sent"),
          text: visit.pick(
            "Ce portail n'envoie pas de courriel : écrivez ces messages vous-même, ou prévenez votre administrateur.",
            "This portal sends no mail: write these messages yourself, or tell your administrator."
          ))
      ]
    }
    return [
      .send(
        to: path,
        button: visit.pick(
          "Envoyer ces courriels (\(shown.count))", "Send these mails (\(shown.count))"),
        help: shownRange(paging, visit)
          + visit.pick(
            ", ceux que cette page montre.", ", those that this page shows."),
        hidden: shown.map { (name: "personne-\($0.person)", value: "oui") })
    ]
  }

  private func mail(
    _ found: Reminders, _ person: String, _ message: MailMessage, _ visit: Visit
  ) -> [PagePart] {
    var facts = [
      (name: visit.pick("À", "To"), value: "\(message.name), \(message.address)"),
      (name: visit.pick("Objet", "Subject"), value: message.subject),
    ]
    if let last = found.sent[person] {
      facts.append(
        (name: visit.pick("Dernière relance", "Last reminder"), value: moment(last, visit)))
    }
    return [
      .heading(message.name), .facts(facts),
      .quote(message.body.split(separator: "\n").map(String.init)),
    ]
  }

  /// Asks whom to remind, and writes the mails: the way in stands below, and it has no secret.
  private func reminders(of campaign: String, _ visit: Visit) async throws -> Reminders {
    guard let services = services(visit) else {
      return Reminders(campaign: campaign, mails: [], unaddressed: 0, sent: [:])
    }
    let reply = try await services.call(
      "senacs", ListReminders(campaign: campaign, asOf: today))
    let contacts = try await services.contacts(of: reply.reminders.compactMap(\.person))
    // Who is reminded reads French, whatever the officer's page is in.
    let drafts = ReminderMails(reply, contacts, campaign: campaign, on: today, .french)
    let now = host.database.now
    let wayIn = "Pour répondre dans Vigie : \(configuration.publicAddress)/entrer"
    let mails = drafts.messages(written: now).compactMap { person, message in
      MailMessage(
        to: message.name, at: message.address, subject: message.subject,
        body: "\(message.body)\n\n\(wayIn)\n", date: now
      ).map { (person: person, message: $0) }
    }
    let sent = try await host.database.read { try ReminderStore.sent(of: campaign, in: $0) }
    return Reminders(
      campaign: campaign, mails: mails, unaddressed: drafts.unaddressed.count, sent: sent)
  }
}
