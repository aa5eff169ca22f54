import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Conversations as the officer has them: a list with states, each with its cell beside, and questions that begin at a cell.
extension PortalSite {
  /// Among how many conversations that wait the next one is looked for.
  private static let mostAhead = 500

  // MARK: The list

  func questions(_ visit: Visit) async throws -> WebResponse {
    let filter = ConversationFilter(visit.request.query)
    let asked = visit.request.query["page"]
    let (count, rows) = try await host.database.read {
      try ConversationStore.chosen(by: filter, { Paging(count: $0, asked: asked).range }, in: $0)
    }
    let paging = Paging(count: count, asked: asked)
    let title = visit.pick("Questions", "Questions")
    var states = [
      (
        value: ConversationFilter.waiting,
        text: visit.pick("à traiter par la Caf", "waiting for the Caf")
      )
    ]
    states += Conversation.State.allCases.map {
      (value: $0.rawValue, text: ConversationView.word($0, visit))
    }
    states.append((value: ConversationFilter.all, text: visit.pick("toutes", "all")))
    var body: [PagePart] = [
      .filters(
        action: "/questions", label: visit.pick("Filtrer la liste", "Filter the list"),
        button: visit.pick("Filtrer", "Filter"),
        [
          PagePart.Field(
            name: "etat", label: visit.pick("État", "State"), choices: states, value: filter.state),
          PagePart.Field(
            name: "structure", label: visit.pick("Code de la structure", "The structure's code"),
            value: filter.structure),
        ]),
      .heading(
        count == 0
          ? visit.pick("Échanges", "Conversations")
          : visit.pick("Échanges : \(count)", "Conversations: \(count)"), anchor: "liste"),
    ]
    if rows.isEmpty {
      body += [
        .plain(
          visit.pick(
            "Aucun échange ne correspond à ces filtres.", "No conversation fits these filters.")),
        .links([
          .init(
            text: visit.pick("Tous les échanges", "All conversations"),
            href: PageAddress.path(
              ["questions"], query: [(name: "etat", value: ConversationFilter.all)],
              anchor: "liste"))
        ]),
      ]
    } else {
      if paging.pages > 1 { body.append(.soft(shownRange(paging, visit))) }
      body.append(.table(table(rows, "questions", title, visit)))
      body += pages(paging, visit) {
        PageAddress.path(["questions"], query: filter.query(page: $0), anchor: "liste")
      }
    }
    return page(visit, title: title, body)
  }

  /// Conversations as the lines of a table.
  func table(
    _ rows: [Conversation], _ path: String, _ name: String, _ visit: Visit
  ) -> PageTable {
    let isOfficer = visit.session?.way.structure == nil
    var heads = [PageTable.Head(text: visit.pick("Sujet", "Subject"))]
    if isOfficer { heads.append(.init(text: visit.pick("Structure", "Structure"))) }
    heads += [
      .init(text: visit.pick("État", "State")),
      .init(text: visit.pick("Dernier message", "Last message"), isNumber: true),
      .init(text: visit.pick("Messages", "Messages"), isNumber: true),
    ]
    return PageTable(
      name, heads,
      rows.map { row in
        var line = [
          PageTable.Cell(
            text: String(row.subject.prefix(160)),
            href: PageAddress.path([path, String(row.number)]),
            more: formName(row, visit))
        ]
        if isOfficer {
          line.append(PageTable.Cell(text: row.structureName, more: row.structure))
        }
        line += [
          PageTable.Cell(
            tag: (
              text: ConversationView.word(row.state, visit),
              kind: ConversationView.mark(row.state)
            )),
          .number(moment(row.changedAt, visit)), .number(String(row.messages)),
        ]
        return PageTable.Row(cells: line)
      })
  }

  // MARK: A conversation

  func question(_ visit: Visit) async throws -> WebResponse {
    guard let found = try await conversation(visit) else { return notFound(visit) }
    return try await question(found, Written(), visit)
  }

  private func question(
    _ conversation: Conversation, _ written: Written, _ visit: Visit
  ) async throws -> WebResponse {
    guard let services = services(visit) else { return notFound(visit) }
    let path = ["questions", String(conversation.number)]
    var view = ConversationView(visit: visit)
    view.crumbs = [
      PagePart.Link(text: visit.pick("Questions", "Questions"), href: "/questions"),
      PagePart.Link(
        text: conversation.structureName,
        href: PageAddress.path(["structures", conversation.structure])),
      PagePart.Link(text: conversation.subject),
    ]
    view.about = [
      conversation.structureName, conversation.structure,
      formName(conversation, visit),
    ].filter { !$0.isEmpty }.joined(separator: ", ")
    view.quoted = conversation.quoted
    view.notes = written.notes
    try await show(conversation, PageAddress.path(path), in: &view)
    let key = DraftStore.Key(
      structure: conversation.structure, campaign: conversation.campaign)
    var canReopen = false
    if !conversation.field.isEmpty {
      view.side = try await cell(conversation.field, of: key, services, visit)
      canReopen = try await host.database.read { try DraftStore.draft(key, in: $0) != nil }
    }
    if isOfficer(services.session) {
      if canReopen, let note = await collectionNote(key.campaign, services, visit) {
        view.notes.append(note)
      }
      var form = form(conversation, written, canReopen: canReopen, visit)
      if let next = try await nextQuestion(after: conversation, visit) { form.other = next }
      view.form = form
    }
    return page(view, title: conversation.subject, status: written.status)
  }

  /// The next conversation that waits for the Caf, in the order of the list, after the last one the first; nil where no other one waits.
  private func nextQuestion(
    after conversation: Conversation, _ visit: Visit
  ) async throws -> (href: String, label: String)? {
    let (count, rows) = try await host.database.read {
      try ConversationStore.chosen(
        by: ConversationFilter(), { 0..<min($0, Self.mostAhead) }, in: $0)
    }
    let numbers = rows.map(\.number)
    let after = numbers.drop { $0 != conversation.number }.dropFirst()
    guard let next = after.first ?? numbers.first(where: { $0 != conversation.number }) else {
      return nil
    }
    let waiting = count - (conversation.waitsFor == .caf ? 1 : 0)
    return (
      href: PageAddress.path(["questions", String(next)]),
      label: visit.pick("Question suivante (\(waiting))", "Next question (\(waiting))")
    )
  }

  /// The cell of a question with what stands beside it; says so where SENACS does not answer.
  private func cell(
    _ field: String, of key: DraftStore.Key, _ services: SessionCalls, _ visit: Visit
  ) async throws -> (title: String, parts: [PagePart])? {
    let title = visit.pick("La valeur", "The value")
    do {
      let answer = try await readAnswer(key, services)
      guard let question = answer.question(field) else { return nil }
      var missing: [String] = []
      // An auditor is not told what peers answered; the rest of the cell comes without it.
      let sheet = try? await part("senacs", &missing) {
        try await services.call(
          "senacs", GetFeedbackSheet(campaign: key.campaign, structure: key.structure))
      }
      return (title, answer.beside(question, sheet, visit) { moment($0, visit) })
    } catch let error as RPCError where error.isMissing {
      return (title, missingNote(["senacs"], visit))
    } catch is RPCError {
      // There is no such answer: a line was told of a draft that was never sent.
      return nil
    }
  }

  private func form(
    _ conversation: Conversation, _ written: Written, canReopen: Bool, _ visit: Visit
  ) -> ConversationView.Form {
    let isQuestion = conversation.kind == .question
    var choices = [
      (
        value: "regler",
        label: isQuestion
          ? visit.pick("Régler : la valeur est gardée", "Settle it: the value is kept")
          : visit.pick("Régler", "Settle it"),
        hint: visit.pick(
          "L'échange reste consultable.", "The conversation can still be read.")
      ),
      (
        value: "demander",
        label: isQuestion
          ? visit.pick("Demander une précision", "Ask for more")
          : visit.pick("Répondre, ou demander une précision", "Answer, or ask for more"),
        hint: ""
      ),
    ]
    if canReopen {
      choices.append(
        (
          value: "rouvrir", label: visit.pick("Demander une correction", "Ask for a correction"),
          hint: visit.pick(
            "La réponse est rouverte pour cette seule valeur.",
            "The answer is opened again for this value alone.")
        ))
    }
    // A question that nobody has answered is not settled by a button pressed too soon.
    let first = conversation.waitsFor == .caf ? "regler" : "demander"
    return ConversationView.Form(
      action: PageAddress.path(["questions", String(conversation.number)]),
      label: visit.pick("Message à la structure", "Message to the structure"),
      hint: visit.pick(
        "Facultatif si vous réglez l'échange. Les personnes en poste reçoivent un lien par courriel, sans aucune valeur.",
        "Optional if you settle it. Those in post get a link by mail, without any value."),
      button: visit.pick("Enregistrer", "Save"), text: written.text, fault: written.fault,
      hidden: [(name: "vu", value: String(conversation.messages))], choices: choices,
      chosen: written.chosen.isEmpty ? first : written.chosen,
      other: (href: "/questions", label: visit.pick("Toutes les questions", "All questions")))
  }

  /// Takes what the officer writes. Only whoever has no session gets another answer than the page of a conversation, or none.
  func answerQuestion(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else {
      return writtenWithoutSession(visit, ["questions", visit.parameters["number"] ?? ""])
    }
    guard isOfficer(session), let found = try await conversation(visit) else {
      return notFound(visit)
    }
    let deed: Conversation.Deed =
      switch visit.request.form["suite"] {
      case "regler": .settled
      case "rouvrir": .reopened
      default: .said
      }
    let fault = try await write(
      Conversation.kept(visit.request.form["mot"] ?? ""), deed, to: found,
      seen: Int(visit.request.form["vu"] ?? ""), visit, session)
    guard let fault else { return .redirect(["questions", String(found.number)]) }
    guard let present = try await conversation(visit) else { return notFound(visit) }
    return try await question(present, written(visit, fault: fault), visit)
  }

  /// Shows what a form of an earlier session brought once more.
  func questionAgain(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, !visit.request.isFromOtherSite else {
      return foreignForm(visit)
    }
    guard isOfficer(session), let found = try await conversation(visit) else {
      return notFound(visit)
    }
    return try await question(found, writtenBefore(visit), visit)
  }

  // MARK: A new question

  /// `/structures/CODE/reponse/YEAR/FIELD`: where the officer asks about a cell.
  func newQuestion(_ visit: Visit) async throws -> WebResponse {
    try await newQuestion(visit, Written())
  }

  private func newQuestion(_ visit: Visit, _ written: Written) async throws -> WebResponse {
    guard let services = services(visit), let key = answerKey(visit),
      let field = visit.parameters["field"]
    else { return notFound(visit) }
    let title = visit.pick("Poser une question", "Ask a question")
    let answer: ReadAnswer
    var view = ConversationView(visit: visit)
    view.notes = written.notes
    do {
      answer = try await readAnswer(key, services)
    } catch let error as RPCError where error.isMissing {
      view.side = (visit.pick("La valeur", "The value"), missingNote(["senacs"], visit))
      view.form = newForm(key, field, written, visit)
      return page(view, title: title, status: max(written.status, 503))
    } catch let error as RPCError
      where error.isNoPage || error.status.code == .failedPrecondition
    {
      return notFound(visit)
    }
    guard let question = answer.question(field) else { return notFound(visit) }
    let label = answer.form.label(field, visit.language)
    let value = answer.told(answer.cells[field], question, visit.language)
    let path = ["structures", key.structure, "reponse", key.campaign]
    view.crumbs = [
      PagePart.Link(
        text: answer.reply.name, href: PageAddress.path(["structures", key.structure])),
      PagePart.Link(text: "SENACS \(key.campaign)", href: PageAddress.path(path)),
      PagePart.Link(text: label),
    ]
    view.about = "\(answer.reply.name), \(key.structure), SENACS \(key.campaign)"
    if let number = answer.open[field] {
      view.notes.append([
        "noteKind": "",
        "noteTitle": visit.pick(
          "Une question est déjà ouverte sur cette valeur",
          "A question about this value is open already"),
        "noteText": visit.pick(
          "Ce que vous écrivez ici s'y ajoute.", "What you write here is added to it."),
        "noteLinks": [
          [
            "noteHref": PageAddress.path(["questions", String(number)]),
            "noteLabel": visit.pick("Question \(number)", "Question \(number)"),
          ]
        ] as [PageTemplates.Values],
      ])
    }
    view.form = newForm(key, field, written, visit)
    view.side = try await cell(field, of: key, services, visit)
    return page(
      view, title: "\(label)\(visit.pick(" : ", ": "))\(value)", status: written.status)
  }

  private func newForm(
    _ key: DraftStore.Key, _ field: String, _ written: Written, _ visit: Visit
  ) -> ConversationView.Form {
    ConversationView.Form(
      action: PageAddress.path(["structures", key.structure, "reponse", key.campaign, field]),
      label: visit.pick("Votre question", "Your question"),
      hint: visit.pick(
        "La structure la lit à côté de sa valeur. Les personnes en poste reçoivent un lien par courriel, sans aucune valeur.",
        "The structure reads it beside its value. Those in post get a link by mail, without any value."
      ),
      button: visit.pick("Envoyer la question", "Send the question"), text: written.text,
      fault: written.fault)
  }

  /// Begins a question about a cell; one that is open already goes on.
  func ask(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else {
      let names = ["code", "year", "field"].map { visit.parameters[$0] ?? "" }
      return writtenWithoutSession(
        visit, ["structures", names[0], "reponse", names[1], names[2]])
    }
    guard isOfficer(session), let key = answerKey(visit), let services = services(visit),
      let field = visit.parameters["field"]
    else { return notFound(visit) }
    let answer: ReadAnswer
    do {
      answer = try await readAnswer(key, services)
    } catch let error as RPCError where error.isMissing {
      return try await newQuestion(visit, written(visit, fault: nil))
    } catch let error as RPCError
      where error.isNoPage || error.status.code == .failedPrecondition
    {
      return notFound(visit)
    }
    guard let question = answer.question(field) else { return notFound(visit) }
    // The words stay as they are asked: the structure reads French, whatever the officer's page is in.
    let value = answer.told(answer.cells[field], question, .french)
    let begun = try await begin(
      ConversationStore.Topic(
        structure: key.structure, structureName: answer.reply.name, kind: .question,
        topic: "case:\(key.campaign):\(field)", subject: answer.form.label(field, .french),
        quoted: "\(value) (données \(answer.reply.dataYear))", campaign: key.campaign, field: field),
      Conversation.kept(visit.request.form["mot"] ?? ""), visit, session)
    guard let number = begun.number else {
      return try await newQuestion(visit, written(visit, fault: begun.fault))
    }
    return .redirect(["questions", String(number)])
  }

  /// Shows what a form of an earlier session brought once more.
  func askAgain(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, !visit.request.isFromOtherSite else {
      return foreignForm(visit)
    }
    guard isOfficer(session) else { return notFound(visit) }
    return try await newQuestion(visit, writtenBefore(visit))
  }
}
