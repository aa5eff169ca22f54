import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The mails that did not arrive: to whom, why, and what helps.
extension PortalSite {
  /// Says on the officer's first page that mails did not arrive; nothing where all did, and for whoever may not settle them.
  func failedMailsNote(_ visit: Visit) async throws -> [PagePart] {
    guard visit.session?.way.role == Role.operator.rawValue else { return [] }
    let count = try await host.database.read { try MailStore.failedCount(in: $0) }
    guard count > 0 else { return [] }
    let title = visit.language.count(
      count, .init("courriel n'est pas arrivé", "courriels ne sont pas arrivés"),
      .init("mail did not arrive", "mails did not arrive"))
    return [
      .note(
        kind: "ask", title: title,
        text: visit.pick(
          "Leurs destinataires n'ont peut-être pas de lien pour entrer.",
          "Those whom they were for may have no link to come in.")),
      .links([
        PagePart.Link(
          text: visit.pick("Voir lesquels, et pourquoi", "See which ones, and why"),
          href: "/courriels")
      ]),
    ]
  }

  func failedMails(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let asked = visit.request.query["page"]
    let (paging, mails) = try await host.database.read { transaction in
      let paging = Paging(count: try MailStore.failedCount(in: transaction), asked: asked)
      return (paging, try MailStore.failed(paging.range, in: transaction))
    }
    let people = Set(mails.flatMap { $0.receivers.map(\.person) })
    var missing: [String] = []
    let contacts = try await part("registry", &missing) {
      try await services.contacts(of: people)
    }
    var values: PageTemplates.Values = [
      "top": ["parts": lead(paging, missing, visit).map(\.values)] as PageTemplates.Values,
      "below": [
        "parts": pages(paging, visit) { "/courriels?page=\($0)" }.map(\.values)
      ] as PageTemplates.Values,
    ]
    if !mails.isEmpty {
      values["mails"] =
        [
          "region": visit.pick("Courriels qui ne sont pas arrivés", "Mails that did not arrive"),
          "personHead": visit.pick("Personne", "Person"),
          "structureHead": visit.pick("Structure", "Structure"),
          "purposeHead": visit.pick("Courriel", "Mail"),
          "reasonHead": visit.pick("Motif", "Reason"),
          "actHead": visit.pick("À faire", "To do"),
          "button": visit.pick("C'est réglé", "It is settled"),
          "rows": mails.map { row($0, contacts ?? [:], visit) },
        ] as PageTemplates.Values
    }
    return page(
      visit,
      title: visit.pick("Courriels qui ne sont pas arrivés", "Mails that did not arrive"),
      "mails", values)
  }

  private func lead(_ paging: Paging, _ missing: [String], _ visit: Visit) -> [PagePart] {
    var parts = missingNote(missing, visit)
    if paging.count == 0 {
      parts.append(
        .lead(
          visit.pick(
            "Aucun courriel n'est revenu.", "No mail came back.")))
    } else {
      parts += [
        .lead(
          visit.pick(
            "Corrigez l'adresse dans le registre, ou créez un lien à la main. Une ligne disparaît quand la personne entre par un courriel plus récent, ou quand vous appuyez sur « C'est réglé ».",
            "Correct the address in the registry, or make a link by hand. A line goes when the person comes in by a later mail, or when you press “It is settled”."
          )),
        .soft(
          shownRange(paging, visit)
            + visit.pick(
              ". Vigie les garde 90 jours.", ". Vigie keeps them for 90 days.")),
      ]
    }
    if configuration.bounces == nil {
      parts.append(
        .soft(
          visit.pick(
            "Ce portail ne relève pas les avis de non-remise : cette page ne montre que les courriels refusés dès l'envoi.",
            "This portal does not collect what comes back: this page has only mails that were refused at once."
          )))
    }
    return parts
  }

  private func row(
    _ mail: MailStore.Failed, _ contacts: [String: GetContacts.Contact], _ visit: Visit
  ) -> PageTemplates.Values {
    let names = mail.receivers.map { contacts[$0.person]?.name ?? $0.person }
      .joined(separator: ", ")
    let address = mail.receivers.lazy.compactMap { contacts[$0.person]?.email }.first
    let codes = mail.receivers.map(\.person).joined(separator: ", ")
    var values: PageTemplates.Values = [
      "mail": mail.token, "person": names,
      "settled": visit.pick("C'est réglé : \(names)", "It is settled: \(names)"),
      "personMore": [codes, address].compactMap(\.self).joined(separator: " · "),
      "purpose": purpose(mail.purpose, visit), "when": moment(mail.sentAt, visit),
      "reason": reason(mail.reason, visit), "help": help(mail.reason, visit),
    ]
    let structures = mail.receivers.filter { !$0.structure.isEmpty }
    if let structure = structures.first {
      values["structureHref"] = PageAddress.path(["structures", structure.structure])
      values["structure"] =
        structure.structureName.isEmpty
        ? structure.structure : structure.structureName
    }
    return values
  }

  private func purpose(_ purpose: MailPurpose?, _ visit: Visit) -> String {
    switch purpose {
    case .signIn: visit.pick("lien pour entrer", "link to come in")
    case .reminder: visit.pick("relance SENACS", "SENACS reminder")
    case .message: visit.pick("annonce d'un message", "notice of a message")
    case nil: visit.pick("courriel", "mail")
    }
  }

  private func reason(_ reason: MailReason, _ visit: Visit) -> String {
    switch reason {
    case .unknownAddress: visit.pick("adresse inconnue", "address unknown")
    case .unknownDomain:
      visit.pick("adresse fausse après « @ »", "the address is wrong after the “@”")
    case .mailboxFull: visit.pick("boîte pleine", "mailbox full")
    case .refused:
      visit.pick("refusé par le serveur du destinataire", "refused by the receiver's server")
    case .unreachable:
      visit.pick(
        "pas de réponse du serveur du destinataire", "no answer from the receiver's server")
    case .notTaken:
      visit.pick("refusé par notre serveur de courriel", "refused by our own mail server")
    case .other(let status?):
      visit.pick("autre motif (code \(status))", "another reason (code \(status))")
    case .other(nil): visit.pick("motif non donné", "no reason given")
    }
  }

  private func help(_ reason: MailReason, _ visit: Visit) -> String {
    switch reason {
    case .unknownAddress, .unknownDomain:
      visit.pick("Corrigez l'adresse.", "Correct the address.")
    case .mailboxFull: visit.pick("Appelez la personne.", "Call the person.")
    case .refused, .notTaken:
      visit.pick("Prévenez votre administrateur.", "Tell your administrator.")
    case .unreachable, .other:
      visit.pick(
        "Vérifiez l'adresse, puis renvoyez un lien.", "Check the address, then send a link again.")
    }
  }

  /// Takes a mail off the list, and those before it to the same people.
  func settleMail(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else { return notFound(visit) }
    if let token = MailToken(visit.request.form["courriel"] ?? "") {
      let host = host
      try await host.database.write { transaction in
        let people = try MailStore.settle(token, in: transaction)
        guard !people.isEmpty else { return }
        try host.audit(
          "settle mail", by: session.representedName, as: [session.way.role], about: people,
          in: transaction)
      }
    }
    return .redirect(to: "/courriels")
  }
}
