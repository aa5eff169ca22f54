import Composition
import Contracts
import PortalDomain
import ServiceHost
import Storage
import Texts
import Values

/// What comes from the form of a campaign: a section by its buttons, or a field by the script.
extension PortalSite {
  /// What the script is told of a field that it saved.
  private struct SavedField: Encodable {
    let at: String
    let version: Int
    /// What is wrong with it; empty for nothing.
    let said: String
  }

  /// Takes a section, or one field of it that the script sends. What was typed is never lost: it is saved, or the page comes back with it.
  func saveSection(_ visit: Visit) async throws -> WebResponse {
    guard let asked = visit.questionnaire else {
      return visit.session == nil ? sessionOver(visit) : notFound(visit)
    }
    let (campaign, name) = (asked.key, visit.parameters["section"] ?? "")
    let isField = visit.request.form["field"] != nil && visit.request.form["version"] != nil
    guard let session = visit.session else {
      if isField { return .text("401", status: 401) }
      return try await sectionWithoutSession(visit, campaign)
    }
    guard session.way.structure != nil,
      let fetched = try await form(campaign, session, isForWriting: true)
    else { return notFound(visit) }
    if isField { return try await saveField(visit, fetched.form, session) }
    let typed = visit.request.form
    var (inputs, open): ([FieldInput], [String: String]) = ([], [:])
    // All questions: one that has moved to another section since the page was made is saved too.
    for question in fetched.form.questions {
      let field = question.name
      for own in [field, field + DraftForm.yes, field + DraftForm.why] {
        // A field whose version is missing was not on the page; a tick that is not set does not come.
        guard let seen = typed["v-\(own)"].flatMap({ Int($0) }) else { continue }
        guard var text = typed[own] ?? (own == field + DraftForm.yes ? "" : nil) else { continue }
        if own == field, let mine = typed["mine-\(own)"] {
          switch typed["keep-\(own)"] {
          case "mine": text = mine
          case "theirs": break
          default: open[own] = TypedText.kept(mine)
          }
        }
        inputs.append(FieldInput(field: own, question: question, typed: text, seen: seen))
      }
    }
    let saved = try await save(inputs, putBack: typed["back"], fetched.form, session)
    guard let saved else { return .redirect(asked.parts + [name]) }
    let conflicts = open.merging(saved.conflicts) { _, new in new }
    if !conflicts.isEmpty {
      return try await section(
        visit, fetched, saved.fields, isChecked: true, conflicts: conflicts, status: 409)
    }
    if let field = typed["right"], fetched.form.questions.contains(where: { $0.name == field }) {
      return .redirect(["messages", "nouveau"], about: KnownLine.rule(campaign, field))
    }
    if typed["next"] != nil {
      let sections = fetched.form.judged([:]).sections
      let next = sections.drop { $0 != name }.dropFirst().first ?? "relecture"
      return .redirect(asked.parts + [next])
    }
    if typed["check"] != nil { return .redirect(asked.parts + [name], query: "?vu=1") }
    return .redirect(asked.parts + [name])
  }

  private func saveField(
    _ visit: Visit, _ form: CampaignForm, _ session: Session
  ) async throws -> WebResponse {
    let sent = visit.request.form
    let field = sent["field"] ?? ""
    let question = form.questions.first {
      [$0.name, $0.name + DraftForm.yes, $0.name + DraftForm.why].contains(field)
    }
    guard let question, let seen = Int(sent["version"] ?? "") else { return notFound(visit) }
    let typed = sent["value"] ?? ""
    let input = FieldInput(field: field, question: question, typed: typed, seen: seen)
    let saved = try await save([input], form, session)
    guard let saved, saved.conflicts.isEmpty else { return .text("409", status: 409) }
    let words = FormWords(language: visit.language, form: form)
    var said = ""
    if field == question.name, case .fault(let fault) = question.read(typed) {
      said = words.fault(fault, typed, question)
    }
    return try WebResponse.json(
      SavedField(
        at: visit.language.clock(saved.at), version: saved.fields[field]?.version ?? 0, said: said))
  }

  /// The page of somebody whose session ended while the form was filled in, with all that was typed. What is asked is no secret.
  private func sectionWithoutSession(
    _ visit: Visit, _ campaign: String
  ) async throws -> WebResponse {
    let kept = try await host.database.read {
      try DraftStore.anyForm(ofCampaign: campaign, in: $0)
    }
    guard let kept else { return sessionOver(visit) }
    let asked = KeptForm(
      campaign: kept.campaign, document: kept.document, dataYear: kept.dataYear,
      opensOn: kept.opensOn, closesOn: kept.closesOn, isExpected: true, lastYear: nil, known: [:])
    let note: PageTemplates.Values = [
      "isFirst": true, "noteKind": "ask",
      "noteTitle": visit.pick("Votre session est finie", "Your session is over"),
      "noteText": visit.pick(
        "Ce que vous avez tapé est encore dans cette page. Entrez de nouveau dans un autre onglet, puis appuyez ici sur « Enregistrer à nouveau » :",
        "What you typed is still in this page. Enter again in another tab, then press “Save again” here:"
      ),
      "noteLinks": [
        ["noteHref": "/entrer", "noteLabel": visit.pick("Entrer dans Vigie", "Enter Vigie")]
      ] as [PageTemplates.Values],
    ]
    return try await typedSection(
      visit, FetchedForm(form: try CampaignForm(asked), isAway: false), [:], note, status: 401)
  }

  /// The page for a form of an earlier session: nothing is saved until the person presses its button once more.
  func typedAgain(_ visit: Visit) async throws -> WebResponse {
    // The script presses the form's button then, which brings all that was typed.
    if visit.session != nil, visit.request.form["field"] != nil { return .text("401", status: 401) }
    guard let session = visit.session, !visit.request.isFromOtherSite,
      let key = visit.questionnaire.flatMap({ draftKey($0.key, session) }),
      let fetched = try await form(key.campaign, session, isForWriting: true)
    else { return foreignForm(visit) }
    let fields = try await host.database.read { try DraftStore.fields(key, in: $0) }
    let note: PageTemplates.Values = [
      "isFirst": true, "noteKind": "ask",
      "noteTitle": visit.pick("Pas encore enregistré", "Not saved yet"),
      "noteText": visit.pick(
        "Voici ce que vous aviez tapé avant d'entrer de nouveau. Appuyez sur « Enregistrer et continuer ».",
        "Here is what you had typed before you entered again. Press “Save and go on”."),
    ]
    return try await typedSection(visit, fetched, fields, note, status: 403)
  }

  /// Shows a section with what a form brought in place of the draft.
  private func typedSection(
    _ visit: Visit, _ fetched: FetchedForm, _ fields: [String: DraftValue],
    _ note: PageTemplates.Values, status: Int
  ) async throws -> WebResponse {
    let sent = visit.request.form
    var (shown, unseen) = (fields, [PageTemplates.Values]())
    for question in fetched.form.questions {
      let name = question.name
      for field in [name, name + DraftForm.yes, name + DraftForm.why] {
        guard let seen = sent["v-\(field)"].flatMap({ Int($0) }) else { continue }
        let text = TypedText.kept(sent[field] ?? "")
        shown[field] = DraftValue(
          typed: text, version: seen, person: visit.session?.person ?? "", name: "",
          savedAt: host.database.now, former: "")
        // Without a session the last answer is not known, and so nothing is asked that could be confirmed.
        if field != name, visit.session == nil {
          unseen.append(["unseenName": field, "unseenText": text, "unseenVersion": seen])
        }
      }
    }
    return try await section(visit, fetched, shown, status: status, note: note, unseen: unseen)
  }
}
