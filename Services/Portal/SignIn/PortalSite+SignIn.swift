import Contracts
import Foundation
import Locking
import Logging
import Pages
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Values

/// How one comes in: an address gets a link, the link says whom it is for, and a button signs in.
extension PortalSite {
  /// How long the answer takes to whoever asks for a link, whether the address is known or not.
  private static let answered: Duration = .seconds(1)

  // MARK: An address

  func enter(_ visit: Visit) -> WebResponse { enter(visit, note: nil, status: 200) }

  private func enter(
    _ visit: Visit, note: (title: String, text: String)?, status: Int
  ) -> WebResponse {
    let canSend = configuration.mail != .none
    let help = visit.pick(
      "L'adresse que la Caf connaît. Vous y recevrez un lien en quelques minutes.",
      "The address that the Caf knows. A link arrives there within minutes.")
    var values: PageTemplates.Values = [
      "canSend": canSend,
      "label": visit.pick(
        "Votre adresse de courriel professionnelle", "Your professional e-mail address"),
      "help": help, "button": visit.pick("Recevoir un lien", "Get a link"),
      "byHand": visit.pick(
        "Demandez un lien à la Caf : ce portail n'envoie pas de courriels.",
        "Ask the Caf for a link: this portal sends no mails."),
      "contact": configuration.contact,
    ]
    if let note { values["note"] = ["title": note.title, "text": note.text] as [String: Any] }
    return page(
      visit, title: visit.pick("Entrer dans Vigie", "Enter Vigie"), "enter", values,
      status: status)
  }

  /// Sends a link to an address, if it is somebody's. The answer is the same for all addresses, and comes after the same time.
  func sendLink(_ visit: Visit) async throws -> WebResponse {
    let began = ContinuousClock.now
    guard try await allowsAddress(visit) else {
      return enter(visit, note: tooMany(visit), status: 429)
    }
    let address = (visit.request.form["courriel"] ?? "").trimmingCharacters(in: .whitespaces)
    let failed = Failed()
    if EmailAddress.isOne(address), configuration.mail != .none {
      // It goes on beside the answer, whose time must not tell how long it takes.
      Task {
        let found: FindSignIns.Reply
        do {
          guard attempts.begin(.lookUp) else {
            throw RPCError(.resourceExhausted, "too many links at once")
          }
          defer { attempts.end(.lookUp) }
          found = try await calls.ask(FindSignIns(email: address))
        } catch {
          host.logger.error("an address was not looked up: \(Self.reason(error))")
          failed.note()
          return
        }
        do {
          try await mailLink(to: address, found, visit)
        } catch {
          // What fails for known addresses alone must not show: it would tell which ones these are. The officer is told.
          host.logger.error("a link was not sent: \(Self.reason(error))")
        }
      }
    }
    // The answer comes at the same time for a known address and an unknown one: the time would tell which it is.
    try await Task.sleep(until: began + Self.answered, clock: .continuous)
    if failed.isNoted {
      return enter(visit, note: away(visit), status: 503)
    }
    let call =
      configuration.contact.isEmpty ? visit.pick("la Caf", "the Caf") : configuration.contact
    return enter(
      visit,
      note: (
        visit.pick("Consultez vos courriels", "Look at your mails"),
        visit.pick(
          "Si cette adresse est connue, un lien vient d'y être envoyé. Il ne sert qu'une fois et reste valable un jour. "
            + "Rien après dix minutes ? Regardez dans les courriels indésirables, puis appelez \(call).",
          "If this address is known, a link was sent there. It serves once, and for one day. "
            + "Nothing after ten minutes? Look among unwanted mails, then call \(call).")
      ), status: 200)
  }

  /// Whether one more attempt of a browser's network is allowed.
  private func allowsAddress(_ visit: Visit) async throws -> Bool {
    let (address, most) = (visit.request.address, Attempts.mostOfAddress)
    guard attempts.allows(address: address, at: host.database.now) else { return false }
    let key = AttemptLimit.key("address", address)
    return try await host.database.write { try AttemptStore.take(key, most: most, in: $0) }
  }

  /// Whether one more link may go to an account.
  private func allowsAccount(_ account: String) async throws -> Bool {
    guard attempts.allows(account: account, at: host.database.now) else { return false }
    let key = AttemptLimit.key("account", account.lowercased())
    return try await host.database.write {
      try AttemptStore.take(key, most: Attempts.mostOfAccount, in: $0)
    }
  }

  private func mailLink(
    to address: String, _ found: FindSignIns.Reply, _ visit: Visit
  ) async throws {
    // The registry's spelling counts: what is typed may be written in many ways.
    guard let first = found.people.first, try await allowsAccount(first.email ?? address) else {
      return
    }
    guard attempts.begin(.mail) else {
      throw RPCError(.resourceExhausted, "too many links at once")
    }
    defer { attempts.end(.mail) }
    let now = host.database.now
    let token = SecretToken()
    let people = found.people.map(\.code)
    let posting = Posting(
      receivers: found.people.map { person in
        let way = person.ways.first { $0.structure != nil }
        return Posting.Receiver(
          person: person.code, structure: way?.structure ?? "",
          structureName: way?.structureName ?? "")
      }, purpose: .signIn)
    try await keep(token, for: people, how: "mail", posting)
    let mail = SignInMail(
      link: "\(configuration.publicAddress)/entrer/\(token.text)",
      name: found.people.count == 1 ? "\(first.givenName) \(first.familyName)" : "",
      // The registry's own spelling: nobody else's text becomes an address.
      address: first.email ?? "", isFictitious: found.fictitious ?? false,
      language: visit.language)
    try await deliver(posting, at: now) { mail.message(written: now, by: $0) }
  }

  /// Keeps a new link's hash and the mail that brings it, and notes in the audit for whom it was made.
  func keep(
    _ token: SecretToken, for people: [String], how: String, _ posting: Posting? = nil
  ) async throws {
    let host = host
    try await host.database.write { transaction in
      if let posting { try MailStore.add(posting, in: transaction) }
      try PortalStore.add(
        token, for: people, by: posting?.token,
        endingAt: transaction.recordedAt.adding(microseconds: SignInLink.lasts), in: transaction)
      try host.audit("link by \(how)", by: "web", as: [], about: people, in: transaction)
    }
  }

  private func tooMany(_ visit: Visit) -> (String, String) {
    (
      visit.pick("Trop de demandes", "Too many requests"),
      visit.pick(
        "Réessayez dans un quart d'heure.", "Try again in a quarter of an hour.")
    )
  }

  private func away(_ visit: Visit) -> (String, String) {
    (
      visit.pick("Le registre ne répond pas", "The registry does not answer"),
      visit.pick(
        "Aucun lien n'a été envoyé. Réessayez dans quelques minutes.",
        "No link was sent. Try again in a few minutes.")
    )
  }

  // MARK: A link

  /// The people of a link that still signs in, in the ways in which they may act now.
  private func choices(_ token: SecretToken) async throws -> [SignInChoice] {
    let now = host.database.now
    guard let link = try await host.database.read({ try PortalStore.link(token, in: $0) }),
      link.isOpen(at: now)
    else { return [] }
    var people: [FindSignIns.Row] = []
    for person in link.people {
      people += try await calls.ask(FindSignIns(person: person)).people
    }
    return SignInChoice.all(people)
  }

  /// Says whom a link is for, and spends nothing: programs that look after mail open links.
  func showLink(_ visit: Visit) async throws -> WebResponse {
    guard let token = SecretToken(visit.parameters["link"] ?? "") else { return linkOver(visit) }
    let choices = try await choices(token)
    return choices.isEmpty ? linkOver(visit) : link(visit, choices, isUnclear: false)
  }

  private func link(
    _ visit: Visit, _ choices: [SignInChoice], isUnclear: Bool
  ) -> WebResponse {
    var values: PageTemplates.Values = [
      // The form goes to the page's own path, so the link does not stand in it once more.
      "device": visit.pick(
        "Rester connecté 30 jours sur cet appareil", "Stay signed in for 30 days on this device"),
      "deviceHelp": visit.pick(
        "Seulement si personne d'autre ne l'utilise. Sinon, la session se termine après 8 heures sans activité, et au plus tard après 12 heures.",
        "Only if nobody else uses it. Otherwise the session ends after 8 hours without activity, and after 12 hours at the latest."
      ),
      "once": visit.language.linkTerms,
      "notYou": visit.pick("Ce n'est pas vous ?", "Is it not you?"),
      "notYouText": visit.pick(
        "Fermez cette page : le lien n'est pas utilisé. Pour recevoir un lien à votre nom :",
        "Close this page: the link is not used. To get a link in your name:"),
      "address": visit.pick("écrivez votre adresse", "write your address"),
      "isUnclear": isUnclear,
      "unclear": visit.pick("Choisissez dans la liste qui vous êtes.", "Choose who you are."),
    ]
    if choices.count == 1, let only = choices.first {
      var shown: PageTemplates.Values = [
        "lead": visit.pick("Ce lien est pour", "This link is for"), "name": only.name,
        "way": visit.words(only.way), "key": only.key,
        "commune": only.way.commune.map { " (\($0))" } ?? "",
      ]
      // A text that is there counts as true, even an empty one.
      shown["structure"] = only.way.structureName
      values["only"] = shown
      values["button"] = visit.pick("Entrer comme \(only.name)", "Enter as \(only.name)")
    } else {
      let isShared = Set(choices.map(\.person.code)).count > 1
      values["question"] =
        isShared
        ? visit.pick(
          "Cette adresse sert à plusieurs personnes. Qui êtes-vous ?",
          "Several people have this address. Who are you?")
        : visit.pick("Pour qui agissez-vous aujourd'hui ?", "For whom do you act today?")
      values["choices"] = choices.enumerated().map { place, choice in
        [
          "id": "choix\(place)", "key": choice.key,
          "label": [choice.name, visit.words(choice.way), choice.way.structureName]
            .compactMap(\.self).joined(separator: ", "),
        ] as PageTemplates.Values
      }
      values["button"] = visit.pick("Entrer", "Enter")
    }
    return page(
      visit, title: visit.pick("Entrer dans Vigie", "Enter Vigie"), "link", values,
      status: isUnclear ? 422 : 200)
  }

  /// Signs in: spends the link and gives the browser a new secret, so that nobody who knew the one before is signed in with it.
  func useLink(_ visit: Visit) async throws -> WebResponse {
    guard try await allowsAddress(visit) else {
      return enter(visit, note: tooMany(visit), status: 429)
    }
    guard let token = SecretToken(visit.parameters["link"] ?? "") else { return linkOver(visit) }
    let choices = try await choices(token)
    guard !choices.isEmpty else { return linkOver(visit) }
    guard let choice = SignInChoice.chosen(visit.request.form["personne"], among: choices) else {
      return link(visit, choices, isUnclear: true)
    }
    let isFictitious =
      try await calls.ask(FindSignIns(person: choice.person.code)).fictitious ?? false
    let isTrusted = visit.request.form["appareil"] == "oui"
    let (host, device, former, browser) = (
      host, visit.request.device, visit.browser, SecretToken()
    )
    let isSignedIn = try await host.database.write { transaction in
      guard try PortalStore.spend(token, in: transaction) else { return false }
      let session = Session(
        person: choice.person.code, name: choice.name, way: choice.way,
        isFictitious: isFictitious, startedAt: transaction.recordedAt,
        seenAt: transaction.recordedAt, isTrusted: isTrusted, device: device)
      try PortalStore.end(former, in: transaction)
      try PortalStore.begin(session, in: browser, in: transaction)
      try MailStore.arrive(by: token, person: session.person, in: transaction)
      if session.way.role == Role.operator.rawValue {
        try ConversationStore.see(officer: session.person, in: transaction)
      }
      try host.audit(
        "sign in", by: session.representedName, as: [session.way.role],
        about: [session.person] + (session.way.structure.map { [$0] } ?? []), in: transaction)
      return true
    }
    guard isSignedIn else { return linkOver(visit) }
    var response = WebResponse.redirect(to: "/")
    response.headers.append(
      ("Set-Cookie", cookie(browser, lasts: isTrusted ? Session.trusted : nil)))
    return response
  }

  private func linkOver(_ visit: Visit) -> WebResponse {
    let title = visit.pick(
      "Ce lien a déjà servi, ou n'est plus valable",
      "This link was used already, or is over")
    return text(
      visit, title,
      [visit.pick("Votre brouillon est intact.", "Your draft is as you left it.")],
      link: ("/entrer", visit.pick("Recevoir un autre lien", "Get another link")), status: 410)
  }
}

/// Whether something failed beside an answer.
private final class Failed: Sendable {
  private let noted = Mutex(false)
  func note() { noted.withLock { $0 = true } }
  var isNoted: Bool { noted.withLock { $0 } }
}
