import CodebookRules
import Contracts
import PortalDomain
import Texts
import Values

/// A section of a form as its page shows it: drawn from the codebook alone.
struct SectionView {
  let words: FormWords
  let form: CampaignForm
  let draft: DraftForm
  let section: String
  /// The code of who looks at it; empty for nobody.
  let person: String
  let now: Instant
  /// Field → the text that another person's change kept from being written.
  var conflicts: [String: String] = [:]
  /// Whether the answer was sent: it is read, not written.
  var isRead = false
  /// The fields of a sent answer that may be written all the same.
  var reopened: Set<String> = []

  private var language: Language { words.language }
  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  /// Whether a field is read, not written.
  private func isLocked(_ field: String) -> Bool { isRead && !reopened.contains(field) }

  /// Whether nothing of the section is written.
  var isAllLocked: Bool { draft.questions(of: section).allSatisfy { isLocked($0.name) } }

  // MARK: Points

  /// What is to be looked at in the section: the field, and what is said of it.
  var points: [PageTemplates.Values] {
    func point(_ field: String, _ text: String) -> PageTemplates.Values {
      let told = words.label(field) + pick(" : ", ": ") + text
      return ["pointHref": "#\(field)", "point": told]
    }
    let both = pick("deux réponses en même temps", "two answers at once")
    let clashes = draft.questions(of: section).filter { conflicts[$0.name] != nil }.map {
      point($0.name, both)
    }
    let faults = draft.faults(of: section).compactMap { question -> PageTemplates.Values? in
      guard case .fault(let fault)? = draft.values[question.name] else { return nil }
      return point(question.name, words.shortFault(fault))
    }
    let rules = (draft.refusals(of: section) + draft.open(of: section)).map {
      point($0.field, words.short($0, draft.values))
    }
    return clashes + faults + rules
  }

  // MARK: Questions

  /// The questions in groups: the parts of a sum, and a block of the year, stand under a legend.
  var groups: [PageTemplates.Values] {
    var groups: [(legend: String?, rule: Codebook.Rule?, questions: [FormQuestion])] = []
    for question in draft.questions(of: section) {
      let rule = sum(with: question.name)
      let legend =
        question.block.map { form.blockLabel($0, language) }
        ?? rule?.total.map { pick("Détail de ", "Parts of ") + words.quoted($0) }
      if let last = groups.last, last.legend == legend {
        groups[groups.count - 1].questions.append(question)
      } else {
        groups.append((legend, rule, [question]))
      }
    }
    return groups.enumerated().map { place, group in
      var values: PageTemplates.Values = ["questions": group.questions.map(self.question)]
      if let legend = group.legend { values["legend"] = legend }
      if let rule = group.rule {
        values["sum"] = runningSum(rule)
        values["sumId"] = "somme\(place)"
      }
      return values
    }
  }

  /// The rule in which a question is a part of a sum.
  private func sum(with field: String) -> Codebook.Rule? {
    (form.codebook.rules ?? []).first { $0.kind == "sum" && $0.parts?.contains(field) == true }
  }

  private func runningSum(_ rule: Codebook.Rule) -> String {
    let parts = rule.parts ?? []
    let answer = Answer(draft.values.compactMapValues(\.value))
    let sum = words.number(RuleRemark.sum(of: parts, answer).text)
    var text = pick("Somme : \(sum). ", "Sum: \(sum). ")
    if let unread = parts.first(where: { draft.values[$0]?.isFault == true }) {
      text += pick(
        "À comparer au total dès que \(words.quoted(unread)) est un nombre.",
        "To be compared with the total as soon as \(words.quoted(unread)) is a number.")
    } else if let total = rule.total, let value = draft.values[total]?.value {
      text += words.label(total) + pick(" : ", ": ") + words.number(value) + "."
    }
    return text
  }

  private func question(_ question: FormQuestion) -> PageTemplates.Values {
    let name = question.name
    let field = draft.fields[name]
    let taken = form.takenOver(name)
    let text = field?.typed ?? taken ?? ""
    let year = words.pastLabel
    let past = form.last[name].map { form.told($0, of: question, language) }
    var values: PageTemplates.Values = [
      "name": name, "label": words.label(name), "version": field?.version ?? 0,
      "isPart": isPart(name), "isWide": isWide(question), "pastYear": year,
      "past": past ?? pick("pas de réponse", "no answer"),
    ]
    if isLocked(name) {
      values["read"] = text.isEmpty ? "–" : form.told(text, of: question, language)
    } else if let options = self.options(question, chosen: text) {
      values["isList"] = true
      values["options"] = options
    } else {
      values["isInput"] = true
      values["text"] = form.shown(text, of: question, language)
      if case .number = question.kind { values["isNumber"] = true }
    }
    var described = ["\(name)-past", "\(name)-said"]
    said(question, field, taken, &values)
    if let ask = self.ask(question) {
      values["ask"] = ask
      described.append("\(name)-ask")
    }
    let rules = draft.refusals(of: section).filter { $0.field == name }.enumerated()
      .map { place, remark in self.rule(remark, place, &described, name) }
    if !rules.isEmpty { values["rules"] = rules }
    if let mine = conflicts[name], let field {
      values["conflict"] = conflict(question, mine, field)
    }
    values["described"] = described.joined(separator: " ")
    return values
  }

  /// The most characters of a list's labels that a narrow column shows.
  private static let narrowLabel = 22

  /// Whether the answer needs the whole line: a text, or a list with long labels.
  private func isWide(_ question: FormQuestion) -> Bool {
    switch question.kind {
    case .text: true
    case .choice(let values):
      values.contains {
        form.valueLabel($0, of: question.name, language).count > Self.narrowLabel
      }
    default: false
    }
  }

  private func isPart(_ field: String) -> Bool {
    (form.codebook.rules ?? []).contains { rule in
      rule.kind == "atMost" && rule.field == field
        || rule.kind == "sum"
          && rule.parts?.contains(field) == true
    }
  }

  /// The values of a list, with none first: nothing chosen is no answer, which is not “no”.
  private func options(_ question: FormQuestion, chosen: String) -> [PageTemplates.Values]? {
    var listed: [(String, String)]
    switch question.kind {
    case .flag: listed = [("true", pick("oui", "yes")), ("false", pick("non", "no"))]
    case .choice(let values):
      listed = values.map { ($0, form.valueLabel($0, of: question.name, language)) }
    default: return nil
    }
    let read = question.read(chosen)
    listed = [("", "–")] + listed + [("NC", pick("NC (non communiqué)", "NC (not known)"))]
    if read.isFault { listed.append((chosen, chosen)) }
    let present = read == .notKnown ? "NC" : read.value ?? (read.isFault ? chosen : "")
    return listed.map { value, label in
      ["value": value, "optionLabel": label, "isChosen": value == present]
    }
  }

  /// The line below a field: what is wrong with it, what another person changed, or where its value comes from.
  private func said(
    _ question: FormQuestion, _ field: DraftValue?, _ taken: String?,
    _ values: inout PageTemplates.Values
  ) {
    if case .fault(let fault)? = draft.values[question.name], let field {
      values["said"] = words.fault(fault, field.typed, question)
      values["isBad"] = true
    } else if let field, field.isToldTo(person), !isLocked(question.name) {
      let former = form.told(field.former, of: question, language)
      let present = form.told(field.typed, of: question, language)
      let when = words.when(field.savedAt, now: now)
      values["said"] =
        present.isEmpty
        ? pick(
          "\(field.name) a effacé « \(former) » \(when). ",
          "\(field.name) erased “\(former)” \(when). ")
        : pick(
          "\(field.name) a remplacé « \(former) » par « \(present) » \(when). ",
          "\(field.name) replaced “\(former)” by “\(present)” \(when). ")
      values["back"] = pick("Rétablir « \(former) »", "Put “\(former)” back")
    } else if field == nil, taken != nil, !isLocked(question.name) {
      values["said"] =
        form.isFromRegistry(question.name)
        ? pick("Repris du registre : à vérifier", "Taken from the registry: to be checked")
        : words.takenOver
    } else if draft.values[question.name] == .notKnown {
      values["said"] = pick(
        "Enregistré : vous n'avez pas ce chiffre", "Saved: you do not have this figure")
    }
  }

  /// What is asked of a value that changed much: a confirmation, and one sentence.
  private func ask(_ question: FormQuestion) -> PageTemplates.Values? {
    let remark = draft.remarks.first {
      $0.field == question.name && $0.code == "CHANGED_MUCH"
    }
    guard !isLocked(question.name), let remark, let value = draft.values[question.name]?.value
    else { return nil }
    let (yes, why) = (question.name + DraftForm.yes, question.name + DraftForm.why)
    return [
      "askLead": words.lead(remark), "askText": words.question(remark, draft.values),
      "yesName": yes, "yesValue": value, "yesVersion": draft.fields[yes]?.version ?? 0,
      "isConfirmed": draft.isConfirmed(question.name),
      "yesLabel": pick(
        "Oui, \(words.number(value)) est juste", "Yes, \(words.number(value)) is right"),
      "whyName": why, "whyVersion": draft.fields[why]?.version ?? 0,
      "whyLabel": pick("Pourquoi, en une phrase", "Why, in a sentence"),
      "whyHint": pick(
        "Facultatif. La Caf n'aura pas à vous le demander.",
        "Optional. The Caf need not ask you then."),
      "whyText": draft.fields[why]?.typed ?? "",
    ]
  }

  private func rule(
    _ remark: RuleRemark, _ place: Int, _ described: inout [String], _ name: String
  ) -> PageTemplates.Values {
    let id = "\(name)-regle\(place)"
    described.append(id)
    var links: [PageTemplates.Values] = []
    for field in remark.fields {
      let own = draft.questions.first { $0.name == field }?.section ?? section
      let path = own == section ? "" : WebResponse.path(form.kept.path(own))
      let value = draft.values[field]?.value.map(words.number) ?? "–"
      let label = words.label(field) + pick(" : ", ": ") + value
      links.append(["ruleHref": "\(path)#\(field)", "ruleLabel": label])
    }
    let count = remark.fields.count
    let number = [2: ("deux", "two"), 3: ("trois", "three")][count] ?? ("\(count)", "\(count)")
    return [
      "ruleField": remark.field,
      "ruleRight": pick(
        "Les \(number.0) valeurs sont justes", "The \(number.1) values are right"),
      "ruleId": id, "ruleLead": words.lead(remark),
      "ruleText": words.question(remark, draft.values), "ruleLinks": links,
    ]
  }

  private func conflict(
    _ question: FormQuestion, _ mine: String, _ field: DraftValue
  ) -> PageTemplates.Values {
    let label = words.quoted(question.name)
    let legend =
      words.label(question.name) + pick(" : laquelle garder ?", ": which one is to stay?")
    let yours = pick("La vôtre : ", "Yours: ") + told(mine, question)
    let theirs =
      pick("Celle de \(field.name) : ", "\(field.name)'s: ") + told(field.typed, question)
    return [
      "mine": mine, "clashLegend": legend, "mineLabel": yours, "theirsLabel": theirs,
      "clashLead": pick(
        "Deux réponses à \(label) en même temps.", "Two answers to \(label) at once."),
      "clashText": pick(
        "Aucune n'est perdue. Laquelle faut-il garder ?", "Neither is lost. Which one is to stay?"),
      "clashButton": pick("Garder celle-ci", "Keep this one"),
    ]
  }

  private func told(_ text: String, _ question: FormQuestion) -> String {
    text.isEmpty ? pick("rien", "nothing") : form.told(text, of: question, language)
  }
}
