import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Conversations as the people of a structure have them: what the Caf asks, and what they say is wrong.
extension PortalSite {
  /// The most conversations of the first page.
  private static let mostWaiting = 10
  /// For how long the Caf's answer waits on the first page: 30 days, in microseconds.
  private static let answerWaits: Int64 = 30 * 86_400_000_000

  func messages(_ visit: Visit) async throws -> WebResponse {
    guard let own = visit.session?.way.structure else { return notFound(visit) }
    let asked = visit.request.query["page"]
    let filter = ConversationFilter(structure: own)
    let (count, rows) = try await host.database.read {
      try ConversationStore.chosen(by: filter, { Paging(count: $0, asked: asked).range }, in: $0)
    }
    let paging = Paging(count: count, asked: asked)
    let title = visit.pick("Messages", "Messages")
    var body: [PagePart] = []
    if rows.isEmpty {
      body.append(
        .plain(
          visit.pick(
            "Aucun échange avec la Caf pour l'instant.", "No conversation with the Caf so far.")))
    } else {
      if paging.pages > 1 { body.append(.soft(shownRange(paging, visit))) }
      body.append(.table(table(rows, "messages", title, visit)))
      body += pages(paging, visit) { "/messages?page=\($0)" }
    }
    body.append(
      .acts([
        .init(
          text: visit.pick("Écrire à la Caf", "Write to the Caf"),
          href: KnownLine.address(KnownLine.other), isCurrent: true)
      ]))
    return page(visit, title: title, body)
  }

  /// What waits for a structure: what the Caf asked, and what it answered of late.
  func waitingMessages(_ structure: String, _ visit: Visit) async throws -> [Waiting] {
    let now = host.database.now
    let found = try await host.database.read {
      try ConversationStore.waiting(for: structure, most: Self.mostWaiting, in: $0)
    }
    return found.filter {
      $0.state == .asked || now < $0.changedAt.adding(microseconds: Self.answerWaits)
    }.map { one in
      let isAsked = one.state == .asked
      let subject = String(one.subject.prefix(160))
      return Waiting(
        day: nil,
        values: [
          "when": isAsked ? visit.pick("Question", "Question") : visit.pick("Réponse", "Answer"),
          "whenMore": moment(one.changedAt, visit),
          "todoTitle": isAsked
            ? visit.pick("La Caf vous demande : « \(subject) »", "The Caf asks you: “\(subject)”")
            : visit.pick(
              "La Caf vous a répondu : « \(subject) »", "The Caf answered you: “\(subject)”"),
          "todoText": one.quoted,
          "goHref": PageAddress.path(["messages", String(one.number)]),
          "go": isAsked
            ? visit.pick("Lire et répondre", "Read and answer") : visit.pick("Lire", "Read"),
        ])
    }
  }

  // MARK: A conversation

  func message(_ visit: Visit) async throws -> WebResponse {
    guard let found = try await conversation(visit) else { return notFound(visit) }
    return try await message(found, Written(), visit)
  }

  private func message(
    _ conversation: Conversation, _ written: Written, _ visit: Visit
  ) async throws -> WebResponse {
    let path = ["messages", String(conversation.number)]
    var view = ConversationView(visit: visit)
    view.crumbs = [
      PagePart.Link(text: visit.pick("Messages", "Messages"), href: "/messages"),
      PagePart.Link(text: conversation.subject),
    ]
    view.about = formName(conversation, visit)
    view.quoted = conversation.quoted
    view.notes = written.notes
    try await show(conversation, PageAddress.path(path), in: &view)
    if let note = try await reopenedNote(conversation, visit) { view.notes.append(note) }
    view.form = ConversationView.Form(
      action: PageAddress.path(path),
      label: visit.pick("Votre réponse", "Your answer"),
      hint: visit.pick(
        "La Caf la lit à côté de la question.", "The Caf reads it beside the question."),
      button: visit.pick("Envoyer", "Send"), text: written.text, fault: written.fault,
      other: (href: "/messages", label: visit.pick("Tous les messages", "All messages")))
    return page(view, title: conversation.subject, status: written.status)
  }

  /// Leads to the cell that a conversation opened again.
  private func reopenedNote(
    _ conversation: Conversation, _ visit: Visit
  ) async throws -> PageTemplates.Values? {
    let key = DraftStore.Key(
      structure: conversation.structure, campaign: conversation.campaign)
    let field = conversation.field
    let isOpen = try await host.database.read {
      try ReopenedStore.cells(of: key, in: $0).contains(field)
    }
    guard isOpen, let session = visit.session,
      let fetched = try? await form(key.campaign, session)
    else { return nil }
    return reopened([field], fetched.form, visit)
  }

  /// Says which cells of a sent answer may be written again, with a link to each.
  func reopened(
    _ fields: Set<String>, _ form: CampaignForm, _ visit: Visit
  ) -> PageTemplates.Values? {
    let open = form.questions.filter { fields.contains($0.name) }
    guard !open.isEmpty else { return nil }
    let cells = visit.language.form(
      open.count, .init("cette seule valeur", "ces seules valeurs"),
      .init("this value alone", "these values alone"))
    return [
      "noteKind": "ask",
      "noteTitle": visit.pick("La Caf demande une correction", "The Caf asks for a correction"),
      "noteText": form.kept.collectionEndedOn == nil
        ? visit.pick(
          "Votre réponse est rouverte pour \(cells). Corrigez, puis envoyez de nouveau :",
          "Your answer is open again for \(cells). Correct it, then send it once more:")
        : visit.pick(
          "Votre réponse est rouverte pour \(cells), mais la collecte est terminée : la Caf doit la rouvrir avant que vous puissiez envoyer.",
          "Your answer is open again for \(cells), but the collection is over: the Caf has to open it again before you can send."
        ),
      "noteLinks": open.prefix(20).map { question in
        [
          "noteHref": WebResponse.path(form.kept.path(question.section)) + "#\(question.name)",
          "noteLabel": form.label(question.name, visit.language),
        ] as PageTemplates.Values
      } as [PageTemplates.Values],
    ]
  }

  /// Takes what the people of a structure write.
  func answerMessage(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else {
      return writtenWithoutSession(visit, ["messages", visit.parameters["number"] ?? ""])
    }
    guard session.way.structure != nil, let found = try await conversation(visit) else {
      return notFound(visit)
    }
    let fault = try await write(
      Conversation.kept(visit.request.form["mot"] ?? ""), .said, to: found, seen: nil, visit,
      session)
    guard let fault else { return .redirect(["messages", String(found.number)]) }
    return try await message(found, written(visit, fault: fault), visit)
  }

  /// Shows what a form of an earlier session brought once more.
  func messageAgain(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, !visit.request.isFromOtherSite else {
      return foreignForm(visit)
    }
    guard session.way.structure != nil, let found = try await conversation(visit) else {
      return notFound(visit)
    }
    return try await message(found, writtenBefore(visit), visit)
  }

  // MARK: A new message

  /// `/messages/nouveau?sujet=`: the line that is wrong, and what is right in its place.
  func newMessage(_ visit: Visit) async throws -> WebResponse {
    try await newMessage(visit, visit.request.query["sujet"] ?? "", Written())
  }

  private func newMessage(
    _ visit: Visit, _ topic: String, _ written: Written
  ) async throws -> WebResponse {
    let line: KnownLine
    var view = ConversationView(visit: visit)
    view.notes = written.notes
    do {
      line = try await lineAbout(topic, visit)
    } catch let error as RPCError where error.isMissing {
      view.notes.append([
        "noteKind": "bad",
        "noteTitle": visit.pick(
          "La ligne ne peut pas être relue en ce moment", "The line cannot be read now"),
        "noteText": visit.pick(
          "Un service ne répond pas. Écrivez quand même, en précisant de quelle ligne il s'agit.",
          "A service does not answer. Write all the same: say which line it is."),
      ])
      line = general(visit)
    }
    view.crumbs = [
      PagePart.Link(text: visit.pick("Messages", "Messages"), href: "/messages"),
      PagePart.Link(text: line.subject),
    ]
    view.quoted = line.text
    let isOther = line.topic == KnownLine.other
    view.form = ConversationView.Form(
      action: "/messages/nouveau",
      label: isOther
        ? visit.pick("Votre message", "Your message")
        : visit.pick("La bonne information", "What is right"),
      hint: isOther
        ? visit.pick(
          "La Caf le lit, et vous répond ici.", "The Caf reads it, and answers you here.")
        : visit.pick(
          "Écrivez-la en une phrase. La Caf la lit à côté de la ligne, et vous répond ici.",
          "Write it in a sentence. The Caf reads it beside the line, and answers you here."),
      button: visit.pick("Envoyer à la Caf", "Send to the Caf"), text: written.text,
      fault: written.fault, hidden: [(name: "sujet", value: line.topic)])
    return page(view, title: line.subject, status: written.status)
  }

  /// The line of a topic; what is about no line is a message about something else.
  ///
  /// - Throws: `RPCError` where the service that has it does not answer.
  private func lineAbout(_ topic: String, _ visit: Visit) async throws -> KnownLine {
    guard let services = services(visit), let own = services.session.way.structure else {
      return general(visit)
    }
    do {
      return try await knownLine(topic, own, services, visit) ?? general(visit)
    } catch let error as RPCError where error.isNoPage {
      return general(visit)
    }
  }

  private func general(_ visit: Visit) -> KnownLine {
    KnownLine(
      topic: KnownLine.other,
      subject: visit.pick("Écrire à la Caf", "Write to the Caf"), text: "")
  }

  /// Begins a conversation about a line that is wrong; one that is open about it goes on.
  func tell(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else {
      return writtenWithoutSession(visit, ["messages", "nouveau"])
    }
    guard let structure = session.way.structure else { return notFound(visit) }
    let topic = visit.request.form["sujet"] ?? ""
    var line = general(visit)
    do {
      line = try await lineAbout(topic, visit)
    } catch let error as RPCError where error.isMissing {
      // What was written goes to the Caf all the same, without the line that cannot be read now.
    }
    let isOther = line.topic == KnownLine.other
    let begun = try await begin(
      ConversationStore.Topic(
        structure: structure, structureName: session.way.structureName ?? structure,
        kind: .report, topic: line.topic,
        subject: isOther ? visit.pick("Message à la Caf", "Message to the Caf") : line.subject,
        quoted: line.text, campaign: line.campaign, field: line.field, isOne: !isOther),
      Conversation.kept(visit.request.form["mot"] ?? ""), visit, session)
    guard let number = begun.number else {
      return try await newMessage(visit, topic, written(visit, fault: begun.fault))
    }
    return .redirect(["messages", String(number)])
  }

  /// Shows what a form of an earlier session brought once more.
  func tellAgain(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, !visit.request.isFromOtherSite else {
      return foreignForm(visit)
    }
    guard session.way.structure != nil else { return notFound(visit) }
    return try await newMessage(visit, visit.request.form["sujet"] ?? "", writtenBefore(visit))
  }
}
