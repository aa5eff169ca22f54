import Contracts
import PortalDomain
import Texts
import Values

/// What the page says on which an answer is read over before it is sent.
struct ReviewView {
  let words: FormWords
  let form: CampaignForm
  let draft: DraftForm
  let now: Instant

  /// The most items of a list; the rest is told by its number.
  private static let most = 60
  /// The most questions without an answer that are listed at once; more of them are opened by a press.
  private static let mostOpen = 12

  private func pick(_ french: String, _ english: String) -> String {
    words.language.pick(french, english)
  }

  private func sectionLabel(_ section: String) -> String {
    form.sectionLabel(section, words.language)
  }

  private func href(_ field: String) -> String {
    let section = draft.questions.first { $0.name == field }?.section ?? ""
    // A finding may name what is not asked, such as the structure.
    guard !section.isEmpty else { return WebResponse.path(form.kept.path("relecture")) }
    return WebResponse.path(form.kept.path(section)) + "#\(field)"
  }

  private func item(_ field: String, _ text: String) -> PageTemplates.Values {
    let section = draft.questions.first { $0.name == field }.map { sectionLabel($0.section) }
    let label = (section.map { "\($0), " } ?? "") + words.quoted(field)
    let told = text.isEmpty ? "" : pick(" : ", ": ") + text
    return ["itemHref": href(field), "itemLabel": label, "itemText": told]
  }

  /// Something that senacs refused.
  func item(_ finding: Finding) -> PageTemplates.Values {
    item(
      finding.column,
      [finding.value, Catalogue.reason(finding.code, words.language)].filter { !$0.isEmpty }
        .joined(separator: " – "))
  }

  private var toSettle: [(field: String, text: String)] {
    var points: [(field: String, text: String)] = []
    for section in draft.sections {
      for question in draft.faults(of: section) {
        guard case .fault(let fault)? = draft.values[question.name] else { continue }
        let typed = String((draft.fields[question.name]?.typed ?? "").prefix(80))
        let quoted = pick("« \(typed) » : ", "“\(typed)”: ")
        points.append((field: question.name, text: quoted + words.shortFault(fault)))
      }
      for remark in draft.refusals(of: section) {
        points.append((field: remark.field, text: words.short(remark, draft.values)))
      }
    }
    return points
  }

  /// Where the first point is that sending waits for.
  var firstToSettle: String { toSettle.first.map { href($0.field) } ?? "" }

  private var toConfirm: [(field: String, text: String)] {
    draft.sections.flatMap { draft.open(of: $0) }.map {
      (field: $0.field, text: words.short($0, draft.values))
    }
  }

  /// The questions without an answer: what was taken over and nobody has left once is among them.
  private var unanswered: [(field: String, text: String)] {
    var points: [(field: String, text: String)] = []
    for question in draft.questions where (draft.values[question.name] ?? .empty) == .empty {
      var text = ""
      if draft.fields[question.name] == nil, let taken = form.takenOver(question.name) {
        let told = form.told(taken, of: question, words.language)
        text = pick("\(told), à vérifier", "\(told), to be checked")
      }
      points.append((field: question.name, text: text))
    }
    return points
  }

  private func list(
    _ title: String, _ text: String, _ items: [(field: String, text: String)], isAsk: Bool = false
  ) -> PageTemplates.Values? {
    guard !items.isEmpty else { return nil }
    var values: PageTemplates.Values = [
      "listTitle": "\(title) (\(items.count))", "listText": text, "isAsk": isAsk,
      "items": items.prefix(Self.most).map { item($0.field, $0.text) },
    ]
    if !isAsk, items.count > Self.mostOpen {
      values["fold"] = pick("Voir la liste", "See the list")
    }
    return values
  }

  private func lead(
    _ whole: DraftForm.Progress, _ settle: Int, _ confirm: Int, _ open: Int
  ) -> String {
    func told(_ count: Int) -> String {
      count == 0 ? pick("aucune", "none") : words.language.number(count)
    }
    let (settled, confirmed) = (told(settle), told(confirm))
    let lacking =
      open == 0
      ? pick("aucune question sans réponse", "no question without an answer")
      : words.language.count(
        open, .init("question sans réponse", "questions sans réponse"),
        .init("question without an answer", "questions without an answer"))
    return words.language.progress(whole)
      + pick(
        " : \(settled) à régler, \(confirmed) à confirmer ; \(lacking).",
        ": \(settled) to settle, \(confirmed) to confirm; \(lacking).")
  }

  /// The values of the page's template.
  var values: PageTemplates.Values {
    let whole = draft.progress
    let (settle, confirm, open) = (toSettle, toConfirm, unanswered)
    let lists = [
      list(pick("À régler avant l'envoi", "To settle before sending"), "", settle, isAsk: true),
      list(
        pick("À confirmer", "To confirm"),
        pick(
          "Cochez « Oui » sous la question, et expliquez la valeur si vous voulez. Sans confirmation, l'envoi reste possible, et la Caf vous posera la question.",
          "Tick “Yes” below the question, and explain the value if you like. Without that the answer can be sent, and the Caf will ask you."
        ), confirm
      ),
      list(
        pick("Sans réponse", "Without an answer"),
        pick(
          "Cela n'empêche pas l'envoi. Écrivez « NC » (non communiqué) si vous n'avez pas le chiffre ; une question laissée vide veut dire que vous n'avez pas répondu.",
          "The answer can be sent all the same. Write “NC” (not known) if you do not have the figure; a question left empty means that you did not answer."
        ), open),
    ].compactMap(\.self)
    return [
      "trail": words.language.crumbsLabel, "campaignLabel": words.about.name,
      "base": WebResponse.path(form.kept.path()),
      "lead": lead(whole, settle.count, confirm.count, open.count),
      "lists": lists, "bySection": pick("Par section", "By section"),
      "region": pick("Réponses par section", "Answers by section"),
      "headSection": pick("Section", "Section"), "headAnswers": pick("Réponses", "Answers"),
      "headQuestions": pick("Questions", "Questions"), "headSettle": pick("À régler", "To settle"),
      "headConfirm": pick("À confirmer", "To confirm"),
      "headChange": pick("Dernier changement", "Last change"), "rows": rows,
      "nextTitle": pick("Ensuite", "Next"),
    ]
  }

  private var rows: [PageTemplates.Values] {
    func row(
      _ label: String, _ progress: DraftForm.Progress, _ change: String
    ) -> PageTemplates.Values {
      [
        "rowLabel": label, "answered": progress.answered, "asked": progress.asked,
        "toSettle": progress.toSettle, "toConfirm": progress.toConfirm,
        "change": change.isEmpty ? "–" : change,
      ]
    }
    let sections = draft.sections.map { section -> PageTemplates.Values in
      let names = draft.questions(of: section).map(\.name)
      let last = names.compactMap { draft.fields[$0] }.max { $0.savedAt < $1.savedAt }
      let change = last.map { "\($0.name), \(words.day($0.savedAt.parisDay))" } ?? ""
      var values = row(sectionLabel(section), draft.progress(of: section), change)
      values["rowHref"] = WebResponse.path(form.kept.path(section))
      return values
    }
    var total = row(pick("Ensemble", "All"), draft.progress, "")
    total["isTotal"] = true
    return sections + [total]
  }
}
