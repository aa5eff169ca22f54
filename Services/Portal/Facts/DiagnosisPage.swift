import Contracts
import Pages
import PortalDomain
import Texts
import Values

/// A shared diagnosis in the prototype's markup.
struct DiagnosisPage {
  /// The most rows of a list, so that a page stays small.
  private static let most = 60
  /// The most axes that are columns; with more of them each row lists its own.
  private static let mostAxes = 8

  let diagnosis: GetDiagnosis.Reply
  let visit: Visit

  private var language: Language { visit.language }
  /// The words that the page shares with the command's text.
  private var text: DiagnosisText { DiagnosisText(diagnosis: diagnosis, language: language) }
  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }
  private func day(_ day: CivilDate?) -> String { day.map { language.day($0.iso) } ?? "–" }
  private func word(_ code: String) -> String { Catalogue.diagnosis(code, language) }
  private func reason(_ code: String) -> String { Catalogue.reason(code, language) }
  private func href(_ code: String) -> String { PageAddress.path(["diagnostic", code]) }
  private func elements(_ kind: String) -> [GetDiagnosis.Element] {
    diagnosis.elements.filter { $0.kind == kind }
  }

  var parts: [PagePart] {
    guard !diagnosis.evidence.isEmpty || !diagnosis.elements.isEmpty else {
      return [
        PagePart.plain(
          pick(
            "Votre diagnostic est encore vide. Il commence par une problématique.",
            "Your diagnosis is still empty. It begins with a problem."))
      ] + pressing + additions + participations + revisions
    }
    var parts = head
    parts.append(bases)
    for more in [evidence, pressing, matrix, objectives, lacking, mending] { parts += more }
    parts += additions + participations + revisions
    return parts
  }

  private var head: [PagePart] {
    let old = diagnosis.evidence.count(where: \.isToRead)
    let toRead = old == 0 ? pick("aucun", "none") : String(old)
    let share = diagnosis.problemsWithAxis
    let last = diagnosis.revisions.last.map {
      pick(
        "Dernière révision : \(day($0.revisedOn)). ", "Last revision: \(day($0.revisedOn)). ")
    }
    let level = reason(diagnosis.grading.level)
    return [
      .lead(
        pick(
          "Éléments d'appui : \(diagnosis.evidence.count), dont \(toRead) à actualiser. Problématiques ayant un axe prioritaire : \(share.part) sur \(share.whole).",
          "Items of evidence: \(diagnosis.evidence.count), of which \(toRead) to be updated. Problems with a priority axis: \(share.part) of \(share.whole)."
        )),
      .soft(
        (last ?? "")
          + pick(
            "Niveau selon la grille proposée : \(level).", "Level by the proposed grid: \(level).")),
      .heading(pick("Volets du diagnostic", "Bases of the diagnosis")),
    ]
  }

  private var bases: PagePart {
    let name = pick("Volets du diagnostic", "Bases of the diagnosis")
    return .table(
      PageTable(
        name,
        [
          .init(text: pick("Volet", "Base")),
          .init(text: pick("Éléments", "Items"), isNumber: true),
          .init(text: pick("Le plus récent", "Latest"), isNumber: true),
        ],
        diagnosis.bases.map { base in
          // The style sheet makes a row's first letter a capital, but not the one behind a tag.
          let name = FactFormView.capital(word(base.base))
          return PageTable.Row(cells: [
            base.items == 0
              ? PageTable.Cell(text: name, tag: (text: reason("NOTHING_YET"), kind: "bad"))
              : PageTable.Cell(text: name),
            .number(String(base.items)), .number(day(base.latestOn)),
          ])
        }))
  }

  private func state(_ item: GetDiagnosis.Evidence) -> PageTable.Cell {
    let why = item.readAgain.map { reason($0.code) }.joined(separator: ", ")
    guard item.isToRead else {
      return PageTable.Cell(tag: (text: reason(item.freshness), kind: "ok"))
    }
    return PageTable.Cell(
      text: why.isEmpty ? reason(item.freshness) : why,
      tag: (text: pick("à actualiser", "to be updated"), kind: "ask"))
  }

  private var evidence: [PagePart] {
    let title = pick("Éléments d'appui", "Items of evidence")
    guard !diagnosis.evidence.isEmpty else {
      return [
        .heading(title),
        .plain(pick("Aucun élément d'appui enregistré.", "No item of evidence is recorded.")),
      ]
    }
    let sorted =
      diagnosis.evidence.filter(\.isToRead)
      + diagnosis.evidence.filter { !$0.isToRead }
    let parts: [PagePart] = [
      .heading(title),
      .table(
        PageTable(
          title,
          [
            .init(text: pick("Élément", "Item")), .init(text: "Source"),
            .init(text: pick("Daté du", "Dated"), isNumber: true),
            .init(text: pick("État", "State")),
          ],
          sorted.prefix(Self.most).map { item in
            PageTable.Row(cells: [
              PageTable.Cell(
                text: "\(item.code) \(String(item.statement.prefix(160)))", href: href(item.code)),
              PageTable.Cell(text: text.source(item)),
              .number(day(item.datedOn)), state(item),
            ])
          })),
    ]
    return parts + PagePart.cut(Self.most, of: sorted.count, language)
  }

  /// The problems by axes: in each cell the objectives that lead from one to the other. A problem without an axis is an orphan.
  private var matrix: [PagePart] {
    let all = elements("axis")
    let axes = all.count > Self.mostAxes ? [] : all
    let problems = elements("problem")
    guard !problems.isEmpty else { return [] }
    let title = pick(
      "Problématiques, axes prioritaires et objectifs généraux",
      "Problems, priority axes and general objectives")
    let lines = Dictionary(
      diagnosis.matrix.map { ($0.problem, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = problems.prefix(Self.most).map { problem -> PageTable.Row in
      let line = lines[problem.code]
      var cells = [
        PageTable.Cell(text: "\(problem.code) \(problem.label)", href: href(problem.code))
      ]
      if line?.axes.isEmpty ?? true {
        cells.append(
          PageTable.Cell(
            text: reason("NO_AXIS"), span: max(axes.count, 1),
            tag: (text: pick("à compléter", "to complete"), kind: "bad")))
      } else if axes.isEmpty {
        cells.append(PageTable.Cell(text: line?.axes.joined(separator: ", ") ?? "–"))
      } else {
        cells += axes.map { axis in
          PageTable.Cell(text: leading(line, to: axis))
        }
      }
      cells.append(
        problem.evidence.isEmpty
          ? PageTable.Cell(tag: (text: pick("aucun élément", "no item"), kind: "bad"))
          : PageTable.Cell(text: problem.evidence.joined(separator: ", ")))
      return PageTable.Row(cells: cells)
    }
    var heads = [PageTable.Head(text: pick("Problématique", "Problem"))]
    heads += axes.map { PageTable.Head(text: "\($0.code) \($0.label)") }
    if axes.isEmpty { heads.append(PageTable.Head(text: word("axis"))) }
    heads.append(PageTable.Head(text: pick("Appuyée par", "Supported by")))
    let parts: [PagePart] = [.heading(title), .table(PageTable(title, heads, Array(rows)))]
    return parts + PagePart.cut(Self.most, of: problems.count, language)
  }

  /// Says that a list shows its first lines alone, where it does.
  /// The objectives of a problem that are linked to an axis too; a dot where the axis answers it without one.
  private func leading(
    _ line: GetDiagnosis.Line?, to axis: GetDiagnosis.Element
  ) -> String {
    guard let line, line.axes.contains(axis.code) else { return "–" }
    let linked = line.objectives.filter { code in
      let linkedTo = diagnosis.elements.first { $0.code == code }?.linkedTo ?? []
      return linkedTo.contains(axis.code) || !linkedTo.contains { self.isAxis($0) }
    }
    return linked.isEmpty ? "•" : linked.joined(separator: ", ")
  }

  private func isAxis(_ code: String) -> Bool {
    diagnosis.elements.contains { $0.code == code && $0.kind == "axis" }
  }

  private var objectives: [PagePart] {
    let objectives = elements("objective")
    guard !objectives.isEmpty else { return [] }
    let facts = objectives.prefix(Self.most).map { objective in
      let answers = elements("answer").filter { $0.linkedTo.contains(objective.code) }
      let told =
        answers.isEmpty
        ? reason("NO_ANSWER_YET")
        : answers.map { "\($0.code) \($0.label)" }.joined(separator: ", ")
      return (name: "\(objective.code) \(objective.label)", value: told)
    }
    return [
      .subheading(pick("Objectifs généraux et réponses", "General objectives and answers")),
      .facts(Array(facts)),
    ]
  }

  private var lacking: [PagePart] {
    let lacking = diagnosis.elements.filter { !$0.lacks.isEmpty }
    guard !lacking.isEmpty else { return [] }
    return [
      .heading(pick("Points à compléter", "To be completed"), anchor: "manque"),
      .links(
        lacking.prefix(Self.most).map { element in
          PagePart.Link(
            text: "\(element.code) \(element.label)", href: href(element.code),
            more: "– " + element.lacks.map(reason).joined(separator: ", "))
        }),
    ]
  }

  private var revisions: [PagePart] {
    guard !diagnosis.revisions.isEmpty else { return [] }
    let lines = diagnosis.revisions.suffix(Self.most).reversed().map { revision in
      let changed = [
        (pick("nouveau", "new"), revision.added), (pick("retiré", "gone"), revision.dropped),
        (pick("modifié", "changed"), revision.reworded),
      ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: " "))" }
      return PagePart.Link(
        text: day(revision.revisedOn),
        href: PageAddress.path(["diagnostic", "revisions", revision.revisedOn.iso]),
        more: "– " + (changed + [revision.note]).filter { !$0.isEmpty }.joined(separator: ", "))
    }
    return [.heading(pick("Révisions", "Revisions")), .links(lines)]
  }

  // MARK: One item

  /// An item or an element by its code; nil for a code that is not in the diagnosis.
  func item(_ code: String) -> (title: String, parts: [PagePart])? {
    if let item = diagnosis.evidence.first(where: { $0.code == code }) {
      var facts = [
        (name: pick("Volet", "Base"), value: word(item.base)),
        (name: "Source", value: text.source(item)),
        (name: pick("Daté du", "Dated"), value: day(item.datedOn)),
        (
          name: pick("Âge", "Age"),
          value: pick("\(item.ageMonths) mois", "\(item.ageMonths) months")
        ),
      ]
      facts += item.readAgain.map {
        (
          name: pick("À actualiser", "To be updated"),
          value: "\(reason($0.code)) (\(text.detail($0, of: item)))"
        )
      }
      let shown = elements("problem").filter { $0.evidence.contains(code) }
      return (
        title: pick("\(code) : ", "\(code): ") + word(item.base),
        parts: [PagePart.lead(item.statement), .facts(facts)]
          + links(pick("Problématiques appuyées", "Problems that it supports"), shown)
      )
    }
    guard let element = diagnosis.elements.first(where: { $0.code == code }) else { return nil }
    let linked = diagnosis.elements.filter {
      element.linkedTo.contains($0.code) || $0.linkedTo.contains(code)
    }
    var facts = [
      (name: pick("Type", "Kind"), value: word(element.kind)),
      (name: pick("Depuis le", "Since"), value: day(element.since)),
    ]
    if !element.evidence.isEmpty {
      facts.append(
        (name: pick("Appuyé par", "Supported by"), value: element.evidence.joined(separator: ", ")))
    }
    facts += element.lacks.map { (name: pick("Manque", "Lacks"), value: reason($0)) }
    return (
      title: pick("\(code) : ", "\(code): ") + element.label,
      parts: [PagePart.facts(facts)] + links(pick("Rattaché à", "Linked to"), linked)
    )
  }

  private func links(_ title: String, _ elements: [GetDiagnosis.Element]) -> [PagePart] {
    guard !elements.isEmpty else { return [] }
    return [
      .heading(title),
      .links(
        elements.prefix(Self.most).map {
          PagePart.Link(
            text: "\($0.code) \($0.label)", href: href($0.code), more: "(\(word($0.kind)))")
        }),
    ]
  }
}
