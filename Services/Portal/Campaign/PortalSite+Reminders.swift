import Composition
import Contracts
import Logging
import Pages
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The reminders of a campaign: each mail is shown before it goes, each can be left out, and each goes at most once a day.
extension PortalSite {
  /// How many mails a page shows and sends; each has a kilobyte or two.
  private static let mailsOfPage = 15

  /// A campaign's reminders as mails, and what became of those before.
  private struct Reminders {
    let campaign: String
    let mails: [ReminderMail]
    let unaddressed: Int
    /// The day on which the collection was ended; nil while answers are taken.
    let endedOn: CivilDate?
    /// When the last reminder of a person went, and when it did not go.
    let sent, failed: [String: Instant]

    func state(of mail: ReminderMail, now: Instant) -> ReminderState {
      ReminderState(sentAt: sent[mail.person], failedAt: failed[mail.person], now: now)
    }
  }

  private func remindersPath(_ campaign: String, page: Int) -> String {
    PageAddress.path(
      ["campagne", campaign, "relance"],
      query: [(name: "page", value: page > 1 ? String(page) : "")])
  }

  // MARK: Sending

  /// Sends the mails that are ticked, but those whose answer came in the meantime, and those that went already.
  func sendReminders(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, let year = year(visit) else { return notFound(visit) }
    let campaign = year.description
    let found: Reminders
    do {
      found = try await reminders(of: campaign, visit)
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    } catch let error as RPCError where error.isMissing {
      var response = try await reminders(visit)
      response.status = 503
      return response
    }
    var gone = 0
    if canSend(found) {
      for mail in found.mails where visit.request.form["personne-\(mail.person)"] != nil {
        if try await sendReminder(mail, of: campaign) { gone += 1 }
      }
    }
    let (host, count) = (host, gone)
    try await host.database.write { transaction in
      try host.audit(
        "send reminders", by: session.representedName, as: [session.way.role],
        about: [campaign, String(count)], in: transaction)
    }
    let page = Paging(
      count: found.mails.count, asked: visit.request.query["page"], size: Self.mailsOfPage
    ).page
    // The page tells what went and what did not, also when it is loaded again.
    return WebResponse(
      status: 303,
      headers: [
        ("Location", remindersPath(campaign, page: page)), ("Cache-Control", "no-store"),
      ])
  }

  /// Whether mails go anywhere, and answers can still be sent.
  private func canSend(_ found: Reminders) -> Bool {
    found.endedOn == nil && MailSender(configuration.mail).isThere
  }

  /// Sends a reminder; returns whether it went. One that went within a day is not sent again; one that fails is kept as failed.
  private func sendReminder(_ mail: ReminderMail, of campaign: String) async throws -> Bool {
    let person = mail.person
    let mayGo = try await host.database.write {
      try ReminderStore.take(person, of: campaign, in: $0)
    }
    guard mayGo else { return false }
    do {
      let posting = Posting(receivers: [mail.receiver], purpose: .reminder)
      let link = try await personalLink(mail, by: posting)
      let now = host.database.now
      try await deliver(posting, at: now) { mail.message(link: link, at: now, by: $0) }
      return true
    } catch {
      host.logger.error("a reminder was not sent: \(Self.reason(error))")
      try await host.database.write { try ReminderStore.fail(person, of: campaign, in: $0) }
      return false
    }
  }

  /// Makes a link for who reads an address; nil where the person to be reminded may not sign in for a structure. If several people have
  /// the address, the link's page asks who one is.
  ///
  /// The mail is noted with it, so that who signs in by a later mail is known to get them.
  private func personalLink(
    _ mail: ReminderMail, by posting: Posting
  ) async throws -> String? {
    let address = mail.message.address
    let people =
      address.count <= FindSignIns.mostCharacters
      ? try await calls.ask(FindSignIns(email: address)).people : []
    let own = people.first { $0.code == mail.person }
    guard let own, own.ways.contains(where: { $0.role == Role.structure.rawValue }) else {
      try await host.database.write { try MailStore.add(posting, in: $0) }
      return nil
    }
    let token = SecretToken()
    try await keep(token, for: people.map(\.code), how: "reminder", posting)
    return "\(configuration.publicAddress)/entrer/\(token.text)"
  }

  // MARK: The page

  func reminders(_ visit: Visit) async throws -> WebResponse {
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
      return page(visit, title: title, missingNote(away(of: ["senacs", "registry"]), visit))
    }
    let paging = Paging(
      count: found.mails.count, asked: visit.request.query["page"], size: Self.mailsOfPage)
    var values = shown(found, paging, visit)
    values["crumbs"] = crumbs(
      [
        PagePart.Link(
          text: visit.pick("Campagne SENACS \(campaign)", "SENACS campaign \(campaign)"),
          href: PageAddress.path(["campagne", campaign])),
        PagePart.Link(text: visit.pick("Relances", "Reminders")),
      ], visit)
    let top = outcome(found, visit) + lead(found, visit) + reason(found, visit)
    values["top"] = ["parts": top.map(\.values)] as PageTemplates.Values
    let bottom = pages(paging, visit) { remindersPath(campaign, page: $0) }
    values["bottom"] = ["parts": bottom.map(\.values)] as PageTemplates.Values
    return page(visit, title: title, "reminders", values)
  }

  /// What went today, and to whom a mail did not go.
  private func outcome(_ found: Reminders, _ visit: Visit) -> [PagePart] {
    var parts: [PagePart] = []
    let failed = found.mails.filter { found.failed[$0.person] != nil }.map(\.message.name)
    if !failed.isEmpty {
      let names =
        failed.prefix(Self.mailsOfPage).joined(separator: ", ")
        + (failed.count > Self.mailsOfPage ? "…" : "")
      parts.append(
        .note(
          kind: "bad",
          title: visit.pick(
            "Relances non envoyées : \(failed.count)", "Reminders not sent: \(failed.count)"),
          text: visit.pick(
            "Destinataires : \(names). L'envoi a échoué : recommencez plus tard, ou appelez.",
            "Receivers: \(names). Sending failed: try again later, or call.")))
    }
    let today = today
    let gone = found.sent.values.filter { $0.parisDay == today }.count
    if gone > 0 {
      parts.append(
        .note(
          kind: "ok",
          title: visit.pick(
            "Relances envoyées aujourd'hui : \(gone)", "Reminders sent today: \(gone)"),
          text: visit.pick(
            "Personne n'est relancé deux fois en un jour.", "Nobody is reminded twice in a day.")))
    }
    return parts
  }

  private func lead(_ found: Reminders, _ visit: Visit) -> [PagePart] {
    let unknown = visit.language.count(
      found.unaddressed, .init("structure sans adresse connue", "structures sans adresse connue"),
      .init("structure without a known address", "structures without a known address"))
    let unaddressed =
      found.unaddressed == 0
      ? []
      : [
        PagePart.soft(
          visit.pick(
            "\(unknown) : \(found.unaddressed < 2 ? "appelez-la" : "appelez-les").",
            "\(unknown): call \(found.unaddressed == 1 ? "it" : "them")."))
      ]
    let count = found.mails.count
    let mails = visit.language.count(
      count, .init("courriel de relance préparé", "courriels de relance préparés"),
      .init("reminder is prepared", "reminders are prepared"))
    let lead =
      count == 0
      ? visit.pick("Aucune structure à relancer par courriel.", "No structure to remind by mail.")
      : visit.pick(
        "\(mails). Rien n'est envoyé avant que vous appuyiez sur le bouton.",
        "\(mails). Nothing is sent before you press the button.")
    return [PagePart.lead(lead)] + unaddressed
  }

  /// Why no mail can be sent; nothing where one can.
  private func reason(_ found: Reminders, _ visit: Visit) -> [PagePart] {
    if let endedOn = found.endedOn {
      return [
        .note(
          kind: "",
          title: CampaignText.collectionEnded(endedOn, visit.language),
          text: visit.pick(
            "Aucune relance ne part : les structures n'envoient plus de réponse. Rouvrez d'abord la collecte.",
            "No reminder goes: structures send no more answers. Open the collection again first.")
        )
      ]
    }
    guard !MailSender(configuration.mail).isThere else { return [] }
    return [
      .note(
        kind: "", title: visit.pick("Aucun envoi possible", "Nothing can be sent"),
        text: visit.pick(
          "Ce portail n'envoie pas de courriel : écrivez ces messages vous-même, ou prévenez votre administrateur.",
          "This portal sends no mail: write these messages yourself, or tell your administrator."
        ))
    ]
  }

  /// The mails of a page, and the button that sends those that are ticked.
  private func shown(
    _ found: Reminders, _ paging: Paging, _ visit: Visit
  ) -> PageTemplates.Values {
    let isSendable = canSend(found)
    let now = host.database.now
    let mails = found.mails[paging.range]
    var values: PageTemplates.Values = [
      "hasMails": !mails.isEmpty, "action": remindersPath(found.campaign, page: paging.page),
      "mails": mails.enumerated().map { place, mail in
        self.values(mail, place, found, canSend: isSendable, visit)
      },
    ]
    guard isSendable, !mails.isEmpty else { return values }
    if mails.contains(where: { found.state(of: $0, now: now).mayGo }) {
      values["mailSend"] = visit.pick("Envoyer les courriels cochés", "Send the ticked mails")
      values["mailHelp"] =
        shownRange(paging, visit)
        + visit.pick(
          ". Les courriels décochés ne sont pas envoyés.",
          ". Mails that are not ticked are not sent.")
    }
    return values
  }

  private func values(
    _ mail: ReminderMail, _ place: Int, _ found: Reminders, canSend: Bool, _ visit: Visit
  ) -> PageTemplates.Values {
    let message = mail.message
    let state = found.state(of: mail, now: host.database.now)
    var lines = [
      (name: visit.pick("À", "To"), value: "\(message.name), \(message.address)"),
      (name: visit.pick("Objet", "Subject"), value: message.subject),
    ]
    switch state {
    case .failed(let tried):
      lines.append(
        (
          name: visit.pick("Envoi échoué", "Sending failed"),
          value: visit.pick("le \(moment(tried, visit))", "on \(moment(tried, visit))")
        ))
    case .resting, .ready:
      if let last = found.sent[mail.person] {
        lines.append(
          (name: visit.pick("Dernière relance", "Last reminder"), value: moment(last, visit)))
      }
    }
    // Whoever is to be asked has a post, and so may sign in; the link itself is made when the mail goes, and nobody but its reader sees it.
    let text = mail.body(link: "(le lien sera créé au moment de l'envoi)")
    var values: PageTemplates.Values = [
      "mailID": "courriel-\(place + 1)", "mailName": message.name,
      "mailRead": visit.pick("Le texte du courriel", "The mail's text"),
      "mailIsFirst": place == 0,
      "mailLines": lines.map { line in
        ["lineName": line.name, "lineValue": line.value] as PageTemplates.Values
      },
      "paragraphs": text.split(separator: "\n").map { line in
        ["paragraph": String(line)] as PageTemplates.Values
      },
    ]
    if canSend, state.mayGo {
      values["tickName"] = "personne-\(mail.person)"
      values["tickLabel"] = visit.pick("Envoyer ce courriel", "Send this mail")
    }
    return values
  }

  /// Asks whom to remind, and writes the mails.
  private func reminders(of campaign: String, _ visit: Visit) async throws -> Reminders {
    guard let services = services(visit) else {
      return Reminders(
        campaign: campaign, mails: [], unaddressed: 0, endedOn: nil, sent: [:], failed: [:])
    }
    let reply = try await services.call(
      "senacs", ListReminders(campaign: campaign, asOf: today))
    let contacts = try await services.contacts(of: reply.reminders.compactMap(\.person))
    // Who is reminded reads French, whatever the officer's page is in.
    let drafts = ReminderMails(reply, contacts, campaign: campaign, on: today, .french)
    let receivers = Dictionary(
      reply.reminders.compactMap { reminder in
        reminder.person.map {
          (
            $0,
            Posting.Receiver(
              person: $0, structure: reminder.code, structureName: reminder.name)
          )
        }
      }, uniquingKeysWith: { first, _ in first })
    let mails = drafts.messages(written: host.database.now).map { person, message in
      ReminderMail(
        receiver: receivers[person] ?? Posting.Receiver(person: person), message: message,
        publicAddress: configuration.publicAddress)
    }
    let (sent, failed) = try await host.database.read { transaction in
      (
        try ReminderStore.sent(of: campaign, in: transaction),
        try ReminderStore.failed(of: campaign, in: transaction)
      )
    }
    return Reminders(
      campaign: campaign, mails: mails, unaddressed: drafts.unaddressed.count,
      endedOn: reply.collectionEndedOn, sent: sent, failed: failed)
  }
}
