import Contracts
import PortalDomain
import ServiceHost
import Storage
import Texts
import Values

/// What the pages of conversations have in common: what is shown of one, and how a message is taken.
extension PortalSite {
  /// How many messages a page shows: ten of 4,000 characters stay below 60 kB.
  private static let messagesOfPage = 10

  /// What a form brought that was not taken: it is shown again.
  struct Written {
    var text = ""
    var chosen = ""
    var fault: Conversation.Fault?
    var notes: [PageTemplates.Values] = []
    var status = 200
  }

  /// The conversation that a path names; nil where there is none, and for whoever it is not for: a structure finds its own alone.
  func conversation(_ visit: Visit) async throws -> Conversation? {
    guard let session = visit.session, let number = Int(visit.parameters["number"] ?? ""),
      number > 0,
      let found = try await host.database.read({ try ConversationStore.find(number, in: $0) })
    else { return nil }
    guard let own = session.way.structure else { return found }
    return found.structure == own ? found : nil
  }

  /// Fills in what a page shows of a conversation: where it stands, and its last messages unless the address asks for earlier ones.
  func show(
    _ conversation: Conversation, _ path: String, in view: inout ConversationView
  ) async throws {
    let visit = view.visit
    // A page beyond the last one is the last one.
    let paging = Paging(
      count: conversation.messages,
      asked: visit.request.query["page"] ?? String(conversation.messages),
      size: Self.messagesOfPage)
    let range = paging.range
    view.conversation = conversation
    view.messages = try await host.database.read {
      try ConversationStore.messages(of: conversation.number, range, in: $0)
    }
    view.paging = pages(paging, visit) { "\(path)?page=\($0)" }
    view.moment = { moment($0, visit) }
  }

  /// What the form is called that a conversation is about; empty for none.
  func formName(_ conversation: Conversation, _ visit: Visit) -> String {
    guard !conversation.campaign.isEmpty else { return "" }
    let asked = Questionnaire(key: conversation.campaign)
    return QuestionnaireWords(language: visit.language, asked: asked).name
  }

  func page(_ view: ConversationView, title: String, status: Int) -> WebResponse {
    page(view.visit, title: title, "conversation", view.values, status: status)
  }

  /// Who writes, as a conversation keeps it.
  func author(_ session: Session, _ visit: Visit) -> ConversationStore.Author {
    ConversationStore.Author(
      person: session.person, name: session.name, way: visit.words(session.way),
      side: session.way.structure == nil ? .caf : .structure)
  }

  // MARK: Writing

  /// Writes into a conversation, and tells the other side. Nothing is written where the form does not fit what stands there now.
  ///
  /// - Parameters:
  ///   - text: what was written, as it is kept.
  ///   - deed: what it does.
  ///   - conversation: where.
  ///   - seen: how many messages the form's page knew of: nobody ends what was not read.
  ///   - visit: the request.
  ///   - session: who writes.
  /// - Returns: why it was not taken; nil where it was.
  /// - Throws: `StorageError`.
  func write(
    _ text: String, _ deed: Conversation.Deed, to conversation: Conversation, seen: Int?,
    _ visit: Visit, _ session: Session
  ) async throws -> Conversation.Fault? {
    let (host, author) = (host, author(session, visit))
    let (number, structure) = (conversation.number, conversation.structure)
    let key = DraftStore.Key(structure: structure, campaign: conversation.campaign)
    let field = conversation.field
    let outcome = try await host.database.write {
      transaction -> ConversationStore.Outcome in
      // An answer that did not come from here has no draft to be opened: the correction is asked for in words.
      let hasDraft = try DraftStore.draft(key, in: transaction) != nil
      let done: Conversation.Deed =
        deed == .reopened && (field.isEmpty || !hasDraft) ? .said : deed
      let outcome = try ConversationStore.add(
        text, done, to: number, seen: seen, by: author, in: transaction)
      guard case .taken(_, isNew: true) = outcome else { return outcome }
      if done == .reopened {
        try ReopenedStore.open(field, of: key, for: number, in: transaction)
      }
      if done == .settled { try ReopenedStore.close(for: number, in: transaction) }
      try host.audit(
        "conversation \(done.rawValue)", by: session.representedName, as: [session.way.role],
        about: [structure, "conversation \(number)"], in: transaction)
      return outcome
    }
    return await told(outcome, session, author.side).fault
  }

  /// Begins a conversation, and tells the other side.
  ///
  /// - Parameters:
  ///   - topic: what it is about.
  ///   - text: what was written, as it is kept.
  ///   - visit: the request.
  ///   - session: who writes.
  /// - Returns: the conversation's number; or why it was not taken.
  /// - Throws: `StorageError`.
  func begin(
    _ topic: ConversationStore.Topic, _ text: String, _ visit: Visit, _ session: Session
  ) async throws -> (number: Int?, fault: Conversation.Fault?) {
    let (host, author) = (host, author(session, visit))
    let outcome = try await host.database.write {
      transaction -> ConversationStore.Outcome in
      let outcome = try ConversationStore.begin(topic, text, by: author, in: transaction)
      guard case .taken(let number, isNew: true) = outcome else { return outcome }
      try host.audit(
        "conversation \(Conversation.Deed.said.rawValue)", by: session.representedName,
        as: [session.way.role], about: [topic.structure, "conversation \(number)"],
        in: transaction)
      return outcome
    }
    return await told(outcome, session, author.side)
  }

  private func told(
    _ outcome: ConversationStore.Outcome, _ session: Session, _ side: Conversation.Side
  ) async -> (number: Int?, fault: Conversation.Fault?) {
    switch outcome {
    case .taken(let number, let isNew):
      if isNew { await tellOthers(of: number, by: session, from: side) }
      return (number, nil)
    case .refused(let fault): return (nil, fault)
    }
  }

  // MARK: What is not saved yet

  /// What a form brought, to be shown with why it was not taken.
  func written(_ visit: Visit, fault: Conversation.Fault?) -> Written {
    Written(
      text: visit.request.form["mot"] ?? "", chosen: visit.request.form["suite"] ?? "",
      fault: fault, status: fault == .unread ? 409 : fault == nil ? 200 : 422)
  }

  /// What a form of an earlier session brought: nothing is written until its button is pressed once more.
  func writtenBefore(_ visit: Visit) -> Written {
    var written = self.written(visit, fault: nil)
    written.status = 403
    written.notes = [
      ConversationView.note(
        visit.pick("Pas encore enregistré", "Not saved yet"),
        visit.pick(
          "Voici ce que vous aviez tapé avant d'entrer de nouveau. Appuyez sur le bouton sous le texte.",
          "Here is what you had typed before you entered again. Press the button below the text."))
    ]
    return written
  }

  /// The page of somebody whose session ended while writing, with what was typed and nothing of the conversation.
  func writtenWithoutSession(_ visit: Visit, _ parts: [String]) -> WebResponse {
    let sent = visit.request.form
    var view = ConversationView(visit: visit)
    view.notes = [
      ConversationView.note(
        visit.pick("Votre session est finie", "Your session is over"),
        visit.pick(
          "Ce que vous avez tapé est encore dans cette page. Entrez de nouveau dans un autre onglet, puis appuyez ici sur « Enregistrer à nouveau » :",
          "What you typed is still in this page. Enter again in another tab, then press “Save again” here:"
        ),
        link: PagePart.Link(text: visit.pick("Entrer dans Vigie", "Enter Vigie"), href: "/entrer"))
    ]
    view.form = ConversationView.Form(
      action: PageAddress.path(parts), label: visit.pick("Votre message", "Your message"),
      hint: visit.pick("Il n'est pas encore enregistré.", "It is not saved yet."),
      button: visit.pick("Enregistrer à nouveau", "Save again"), text: sent["mot"] ?? "",
      hidden: ["suite", "vu", "sujet"].compactMap { name in
        sent[name].map { (name: name, value: $0) }
      })
    return page(
      view, title: visit.pick("Message pas encore enregistré", "Message not saved yet"),
      status: 401)
  }
}
