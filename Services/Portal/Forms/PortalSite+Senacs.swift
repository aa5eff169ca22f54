import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// The form of a campaign, section by section.
extension PortalSite {
  // MARK: Ways into it

  /// Sends to the last campaign in which something is asked.
  func senacs(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, let structure = session.way.structure else {
      return notFound(visit)
    }
    do {
      let campaigns = try await calls.call(
        "senacs", ListOwnCampaigns(structure: structure), for: session
      ).campaigns
      guard let last = campaigns.last(where: \.hasCodebook) else {
        return text(
          visit, "SENACS",
          [visit.pick("Aucune campagne n'est ouverte.", "No campaign is open.")])
      }
      return .redirect(["senacs", last.campaign])
    } catch let error as RPCError where error.isMissing {
      return formAway(visit, .campaign(""))
    }
  }

  /// Sends to the first section in which something is open; once the answer was sent, to the first one.
  func firstSection(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit) { fetched, key in
      let (draft, fields) = try await host.database.read {
        (try DraftStore.draft(key, in: $0), try DraftStore.fields(key, in: $0))
      }
      let judged = fetched.form.judged(fields)
      guard let first = judged.sections.first else { return notFound(visit) }
      let kept = fetched.form.kept
      if draft?.sent != nil {
        let reopened = try await host.database.read { try ReopenedStore.cells(of: key, in: $0) }
        let open = fetched.form.questions.first { reopened.contains($0.name) }
        return .redirect(kept.path(open?.section ?? first))
      }
      return .redirect(kept.path(judged.firstOpen ?? "relecture"))
    }
  }

  /// Finds the form that a path names; a page that needs it comes only with it.
  func withForm(
    _ visit: Visit, isForSending: Bool = false, isForReceipt: Bool = false,
    _ body: (FetchedForm, DraftStore.Key) async throws -> WebResponse
  ) async throws -> WebResponse {
    guard let asked = visit.questionnaire, let session = visit.session,
      let key = draftKey(asked.key, session)
    else { return notFound(visit) }
    var found: FetchedForm?
    do {
      found = try await form(asked.key, session, isForSending: isForSending)
    } catch let error as RPCError where error.isAway {
      return formAway(visit, asked)
    }
    // What was sent stays readable by the form that was kept with it.
    if found == nil, isForReceipt { found = try await keptForm(key) }
    guard let found else { return notFound(visit) }
    return try await body(found, key)
  }

  func formAway(_ visit: Visit, _ asked: Questionnaire) -> WebResponse {
    let words = QuestionnaireWords(language: visit.language, asked: asked)
    return text(
      visit, words.awayTitle,
      [
        awaySentence(words.service, visit)
          + visit.pick(
            "Votre brouillon est gardé ici. Rechargez cette page quand vous voulez ; vous n'avez rien d'autre à faire.",
            "Your draft is kept here. Load this page again whenever you like; there is nothing else to do."
          )
      ], link: ("/", visit.pick("Accueil", "Home")), status: 503)
  }

  // MARK: A section

  func section(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit) { fetched, key in
      let fields = try await host.database.read { try DraftStore.fields(key, in: $0) }
      return try await section(visit, fetched, fields, isChecked: visit.request.query["vu"] != nil)
    }
  }

  /// Shows a section.
  ///
  /// - Parameters:
  ///   - visit: for whom.
  ///   - fetched: the form.
  ///   - fields: the draft.
  ///   - isChecked: whether its points come into focus, or that there are none.
  ///   - conflicts: field → the text that another person's change kept from being written.
  ///   - status: the status of HTTP.
  ///   - note: why the page comes again, where it does.
  ///   - unseen: fields that the page cannot show, and sends on as they came.
  /// - Returns: the page.
  /// - Throws: `StorageError`.
  func section(
    _ visit: Visit, _ fetched: FetchedForm, _ fields: [String: DraftValue],
    isChecked: Bool = false, conflicts: [String: String] = [:], status: Int = 200,
    note: PageTemplates.Values? = nil, unseen: [PageTemplates.Values] = []
  ) async throws -> WebResponse {
    let form = fetched.form
    let draft = form.judged(fields)
    let name = visit.parameters["section"] ?? ""
    guard draft.sections.contains(name) else { return notFound(visit) }
    let key = visit.session.flatMap { draftKey(form.kept.campaign, $0) }
    let (state, sendings, reopened) = try await host.database.read { transaction in
      (
        try key.flatMap { try DraftStore.draft($0, in: transaction) },
        try key.map { try SendingStore.all(of: $0, in: transaction) } ?? [],
        try key.map { try ReopenedStore.cells(of: $0, in: transaction) } ?? []
      )
    }
    let words = FormWords(language: visit.language, form: form)
    var view = SectionView(
      words: words, form: form, draft: draft, section: name, person: visit.session?.person ?? "",
      now: host.database.now)
    (view.conflicts, view.isRead) = (conflicts, state?.sent != nil)
    view.reopened = reopened
    let isLocked = view.isAllLocked
    var values = sectionTexts(visit, words, name)
    values["groups"] = view.groups
    values["unseen"] = unseen
    values["progress"] = progress(draft.progress, visit)
    values["steps"] = steps(draft, words, current: name, visit)
    var notes = [note].compactMap(\.self)
    if visit.session != nil {
      notes += stateNotes(visit, words, draft, state, sendings, isAway: fetched.isAway)
      if view.isRead, let note = self.reopened(reopened, form, visit) { notes.append(note) }
    }
    let points = isLocked ? [] : view.points
    if !points.isEmpty {
      values["points"] = points
      values["pointsTitle"] = pointsTitle(points.count, visit)
      values["isChecked"] = isChecked
    } else if isChecked, status == 200 {
      notes.append(checkedNote(draft, words, name, visit))
    }
    values["notes"] = notes
    if visit.session == nil {
      values["again"] = visit.pick("Enregistrer à nouveau", "Save again")
    } else if isLocked {
      if form.kept.canReopen(on: today) {
        values["reopen"] = visit.pick("Rouvrir la réponse", "Open the answer again")
      }
    } else {
      values["canSave"] = true
    }
    values["saved"] = savedText(state, words, visit)
    let toSettle = view.isRead ? 0 : draft.progress(of: name).toSettle + conflicts.count
    if toSettle > 0 { values["opening"] = opening(toSettle, visit) }
    if visit.session != nil, case .campaign(let campaign) = form.kept.questionnaire {
      values["bookHref"] = WebResponse.path(["senacs", campaign, "classeur"])
      values["bookLabel"] = visit.pick("Répondre par classeur", "Answer by workbook")
    }
    let title =
      words.about.name + visit.pick(" : ", ": ")
      + form.sectionLabel(name, visit.language)
    return page(visit, title: title, "section", values, status: status)
  }

  /// The texts of a section's page that are the same whatever the draft says.
  private func sectionTexts(
    _ visit: Visit, _ words: FormWords, _ section: String
  ) -> PageTemplates.Values {
    let kept = words.form.kept
    return [
      "lead": words.introduction,
      "action": WebResponse.path(kept.path(section)),
      "reopenAction": WebResponse.path(kept.path("rouvrir")),
      "sectionLabel": words.form.sectionLabel(section, visit.language),
      "stay": visit.pick("Enregistrer", "Save"),
      "pointsText": visit.pick(
        "Rien ne presse : tout est gardé, et vous pouvez continuer.",
        "There is no hurry: all is kept, and you can go on."),
      "headQuestion": visit.pick("Question", "Question"),
      "headNow": words.headNow,
      "headPast": words.headPast,
      "scriptKept": visit.pick("Enregistré", "Saved"),
      "scriptAll": visit.pick("Tout est enregistré à ", "All is saved at "),
      "scriptFailed": visit.pick(
        "Pas encore enregistré : le service ne répond pas. Gardez cette page ouverte : Vigie réessaie.",
        "Not saved yet: the service does not answer. Keep this page open: Vigie tries again."),
      "noScript": visit.pick(
        "Appuyez sur « Enregistrer et continuer » avant de quitter la page.",
        "Press “Save and go on” before you leave the page."),
      "checkLabel": visit.pick("Vérifier cette section", "Check this section"),
      "nextLabel": visit.pick("Enregistrer et continuer", "Save and go on"),
    ]
  }

  func progress(_ progress: DraftForm.Progress, _ visit: Visit) -> String {
    visit.language.progress(progress)
  }

  /// What stands before the title of a page in which something is to be settled.
  func opening(_ toSettle: Int, _ visit: Visit) -> String {
    visit.language.count(
      toSettle, .init("réponse à régler", "réponses à régler"),
      .init("answer to settle", "answers to settle"))
  }

  private func steps(
    _ draft: DraftForm, _ words: FormWords, current: String, _ visit: Visit
  ) -> [PageTemplates.Values] {
    let kept = words.form.kept
    let sections = draft.sections.map { section -> PageTemplates.Values in
      let own = draft.progress(of: section)
      var values: PageTemplates.Values = [
        "stepHref": WebResponse.path(kept.path(section)),
        "isStep": section == current,
        "stepLabel": words.form.sectionLabel(section, visit.language),
        "stepCount": visit.language.part(own.answered, of: own.asked),
      ]
      let open = openText(own, visit)
      if !open.isEmpty { values["stepOpen"] = open }
      return values
    }
    return sections + [
      [
        "stepHref": WebResponse.path(kept.path("relecture")),
        "stepLabel": visit.pick("Relecture et envoi", "Reading over and sending"),
      ] as PageTemplates.Values
    ]
  }

  /// What is open, such as `2 à régler, 1 à confirmer`; empty for nothing.
  func openText(_ progress: DraftForm.Progress, _ visit: Visit) -> String {
    [
      progress.toSettle > 0
        ? visit.pick("\(progress.toSettle) à régler", "\(progress.toSettle) to settle") : nil,
      progress.toConfirm > 0
        ? visit.pick("\(progress.toConfirm) à confirmer", "\(progress.toConfirm) to confirm") : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }

  private func pointsTitle(_ count: Int, _ visit: Visit) -> String {
    let points = visit.language.count(
      count, .init("point à vérifier", "points à vérifier"),
      .init("point to look at", "points to look at"))
    return points + visit.pick(" dans cette section", " in this section")
  }

  private func checkedNote(
    _ draft: DraftForm, _ words: FormWords, _ section: String, _ visit: Visit
  ) -> PageTemplates.Values {
    let next = draft.sections.drop { $0 != section }.dropFirst().first
    let label = words.form.sectionLabel(section, visit.language)
    let nextLabel = next.map { words.form.sectionLabel($0, visit.language) }
    let link: PageTemplates.Values = [
      "noteHref": WebResponse.path(words.form.kept.path(next ?? "relecture")),
      "noteLabel": nextLabel ?? visit.pick("relecture et envoi", "reading over and sending"),
    ]
    return [
      "isFirst": true, "noteKind": "ok", "noteLinks": [link],
      "noteTitle": visit.pick("Section vérifiée", "The section is checked"),
      "noteText": visit.pick(
        "Rien à régler dans « \(label) ». Ensuite :", "Nothing to settle in “\(label)”. Next:"),
    ]
  }

  private func savedText(
    _ state: DraftStore.Draft?, _ words: FormWords, _ visit: Visit
  ) -> String {
    guard let state else {
      return visit.pick("Rien n'est encore écrit.", "Nothing is written yet.")
    }
    let when = words.when(state.changedAt, now: host.database.now)
    return visit.pick("Tout est enregistré \(when).", "All is saved \(when).")
  }
}
