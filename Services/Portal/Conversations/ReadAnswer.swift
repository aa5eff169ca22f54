import CodebookRules
import Contracts
import PortalDomain
import Texts
import Values

/// A structure's answer as the officer reads it over: what SENACS has of it, drawn from its codebook.
struct ReadAnswer: Sendable {
  let key: DraftStore.Key
  let reply: GetAnswer.Reply
  let form: CampaignForm
  /// The answer as the rules judge it.
  let judged: DraftForm
  /// What was sent from here: who sent which version.
  let sendings: [SendingStore.Sending]
  /// Field → why the structure confirmed a value that changed much.
  let reasons: [String: String]
  /// The mark of whoever read it last; nil for none.
  let mark: AnswerReadStore.Mark?
  /// Field → the number of the open question about it.
  let open: [String: Int]

  /// When it was received last: it is to be read again after each sending.
  var receivedAt: Instant {
    let times = reply.versions.map(\.receivedAt) + sendings.compactMap(\.receivedAt)
    return times.max() ?? Instant(microseconds: 0)
  }

  /// Whether an officer has read what was received last.
  var isRead: Bool { mark.map { $0.receivedAt >= receivedAt } ?? false }

  /// The cells that hold.
  var cells: [String: String] { reply.versions.last?.cells ?? [:] }

  func question(_ field: String) -> FormQuestion? { form.questions.first { $0.name == field } }

  /// A cell in words; `–` for none.
  func told(_ cell: String?, _ question: FormQuestion, _ language: Language) -> String {
    guard let cell, !cell.isEmpty else { return "–" }
    return form.told(cell, of: question, language)
  }

  // MARK: The cell

  /// What stands beside a question about a cell: its values, its past, its peers, the rule, and its versions.
  func beside(
    _ question: FormQuestion, _ sheet: GetFeedbackSheet.Reply?, _ visit: Visit,
    _ moment: (Instant) -> String
  ) -> [PagePart] {
    let (field, language) = (question.name, visit.language)
    let year = reply.dataYear
    var facts = [
      (
        name: visit.pick("Valeur (\(year))", "Value (\(year))"),
        value: told(cells[field], question, language)
      )
    ]
    let row = sheet?.rows.first { $0.field == field }
    if let lastYear = reply.lastYear {
      facts.append(
        (
          name: visit.pick("L'année précédente (\(lastYear))", "The year before (\(lastYear))"),
          value: told(reply.last[field], question, language)
        ))
    }
    facts += (row?.past ?? []).filter { $0.dataYear != reply.lastYear }.prefix(3).map {
      (name: String($0.dataYear), value: told($0.value, question, language))
    }
    if let peers = row?.peers {
      let (lower, upper) = (
        CampaignForm.number(peers.lower, language), CampaignForm.number(peers.upper, language)
      )
      facts.append(
        (
          name: visit.pick("Structures comparables", "Comparable structures"),
          value: visit.pick("de \(lower) à \(upper)", "\(lower) to \(upper)")
        ))
    } else if let held = row?.held ?? sheet?.held {
      facts.append(
        (
          name: visit.pick("Structures comparables", "Comparable structures"),
          value: Catalogue.held(held, language)
        ))
    }
    let words = FormWords(language: language, form: form)
    facts += judged.remarks.filter { $0.fields.contains(field) && $0.code != nil }.map {
      (name: visit.pick("Règle", "Rule"), value: words.short($0, judged.values))
    }
    if let reason = reasons[field] {
      facts.append(
        (
          name: visit.pick("Explication de la structure", "The structure's explanation"),
          value: reason
        ))
    }
    return [
      .facts(facts), .subheading(visit.pick("Versions de cette valeur", "Versions of this value")),
      .thread(versions(question, visit, moment)),
      .links([
        PagePart.Link(
          text: visit.pick(
            "Toute la réponse de \(key.campaign)", "The whole answer of \(key.campaign)"),
          href: PageAddress.path(["structures", key.structure, "reponse", key.campaign]))
      ]),
    ]
  }

  /// The cell in each version of the answer, the newest first.
  private func versions(
    _ question: FormQuestion, _ visit: Visit, _ moment: (Instant) -> String
  ) -> [PagePart.Version] {
    let last = reply.versions.last?.receivedAt
    return reply.versions.reversed().map { version -> PagePart.Version in
      let sent = sendingBringing(version)
      return PagePart.Version(
        name: told(version.cells[question.name], question, visit.language),
        time: moment(sent?.receivedAt ?? version.receivedAt),
        origin: origin(of: sent, visit), changes: [], isNow: version.receivedAt == last)
    }
  }

  /// The sending that brought a version: SENACS notes its day or its second, the portal who pressed the button. Of several of a day it is
  /// the one with the same cells.
  private func sendingBringing(_ version: GetAnswer.Version) -> SendingStore.Sending? {
    let second: Int64 = 1_000_000
    let near = sendings.filter { sending in
      guard let received = sending.receivedAt else { return false }
      return received.microseconds / second == version.receivedAt.microseconds / second
        || version.receivedAt == Instant.parisMidnight(received.parisDay)
    }
    return near.last { sending in
      form.questions.allSatisfy { question in
        let sent = question.typed(cell: sending.said.cells[question.name] ?? "")
        return question.isSame(sent, version.cells[question.name] ?? "")
      }
    } ?? near.last
  }

  private func origin(of sent: SendingStore.Sending?, _ visit: Visit) -> String {
    guard let name = sent?.said.name else {
      return visit.pick("classeur ou fichier", "workbook or file")
    }
    return visit.pick("\(name), portail", "\(name), portal")
  }

  // MARK: A section

  /// The cells of a section as a table; the last column leads to the question about each.
  func table(
    _ questions: [FormQuestion], _ section: String, isOfficer: Bool, _ visit: Visit
  ) -> PageTable {
    let language = visit.language
    var heads: [PageTable.Head] = [
      .init(text: visit.pick("Question", "Question")),
      .init(
        text: visit.pick("Données \(reply.dataYear)", "Data \(reply.dataYear)"), isNumber: true),
      .init(
        text: reply.lastYear.map { visit.pick("Données \($0)", "Data \($0)") }
          ?? visit.pick("Valeur précédente", "Value before"), isNumber: true),
      .init(text: visit.pick("À savoir", "To know")),
    ]
    let hasLinks = isOfficer || !open.isEmpty
    if hasLinks { heads.append(.init(text: visit.pick("Échange", "Conversation"))) }
    let words = FormWords(language: language, form: form)
    let rows = questions.map { question -> PageTable.Row in
      let field = question.name
      let remark = judged.remarks.first { $0.field == field && $0.code != nil }
      let label = form.label(field, language)
      var line = [
        PageTable.Cell(text: label),
        PageTable.Cell.number(told(cells[field], question, language)),
        PageTable.Cell.number(told(reply.last[field], question, language)),
        PageTable.Cell(text: remark.map { words.short($0, judged.values) } ?? "–"),
      ]
      if hasLinks { line.append(link(field, label, isOfficer: isOfficer, visit)) }
      return PageTable.Row(cells: line)
    }
    return PageTable(form.sectionLabel(section, language), heads, rows)
  }

  private func link(
    _ field: String, _ label: String, isOfficer: Bool, _ visit: Visit
  ) -> PageTable.Cell {
    if let number = open[field] {
      return PageTable.Cell(
        text: visit.pick("Question \(number)", "Question \(number)"),
        href: PageAddress.path(["questions", String(number)]),
        label: visit.pick("Question \(number) : \(label)", "Question \(number): \(label)"))
    }
    guard isOfficer else { return PageTable.Cell(text: "–") }
    let ask = visit.pick("Poser une question", "Ask a question")
    return PageTable.Cell(
      text: ask,
      href: PageAddress.path(["structures", key.structure, "reponse", key.campaign, field]),
      label: "\(ask)\(visit.pick(" : ", ": "))\(label)")
  }
}
