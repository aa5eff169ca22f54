package import Contracts
package import Texts
import Values

/// A shared diagnosis in words, section by section.
package struct DiagnosisText: Bilingual {
  package let diagnosis: GetDiagnosis.Reply
  package let language: Language

  package init(diagnosis: GetDiagnosis.Reply, language: Language) {
    self.diagnosis = diagnosis
    self.language = language
  }

  private func word(_ code: String) -> String { Catalogue.diagnosis(code, language) }
  private func reason(_ code: String) -> String { Catalogue.reason(code, language) }

  package var dossier: Dossier {
    document(
      pick("Diagnostic partagé : \(diagnosis.name)", "Shared diagnosis: \(diagnosis.name)"),
      [grading, bases, evidence, readAgain, people, matrix, orphans, revisions, missing])
  }

  /// A document about the structure, as of the diagnosis's day.
  func document(_ title: String, _ sections: [Dossier.Section?]) -> Dossier {
    Dossier(
      title: title,
      subject:
        "\(diagnosis.structure), \(diagnosis.commune), \(pick("situation au", "as of")) \(day(diagnosis.asOf))",
      isFictitious: diagnosis.fictitious == true, sections: sections.compactMap(\.self),
      language: language)
  }

  package var grading: Dossier.Section {
    let grading = diagnosis.grading
    let level = reason(grading.level)
    var sentences = [pick("Niveau : \(level).", "Level: \(level).")]
    if !grading.disputed.isEmpty {
      let items = language.list(grading.disputed.map { Catalogue.gradePoint($0, language) })
      sentences.append(
        pick(
          "Les deux évaluations divergent sur : \(items). Une évaluation finale tranchera.",
          "The two assessments differ on: \(items). A final assessment will settle it."))
    }
    return Dossier.Section(
      title: pick(
        "Niveau (grille proposée, non officielle)", "Level (proposed grid, not official)"),
      sentences: sentences,
      list: grading.sensitivity.map { one in
        let (point, level) = (Catalogue.gradePoint(one.point, language), reason(one.level))
        let change = one.change > 0 ? "+1" : "−1"
        return pick(
          "\(point), \(change) point : le niveau deviendrait « \(level) ».",
          "\(point), \(change) point: the level would become “\(level)”.")
      })
  }

  package var bases: Dossier.Section {
    Dossier.Section(
      title: pick("Éléments d'appui", "Items of evidence"), sentences: [age],
      header: [pick("volet", "base"), pick("éléments", "items"), pick("le plus récent", "latest")],
      rows: diagnosis.bases.map {
        [word($0.base), String($0.items), $0.latestOn.map(day) ?? "–"]
      })
  }

  /// How many items are old.
  private var age: String {
    let old = diagnosis.old
    guard old.whole > 0 else {
      return pick("Aucun élément d'appui enregistré.", "No item of evidence is recorded.")
    }
    guard old.part > 0 else {
      return pick(
        "Aucun élément ne date de plus de 24 mois.", "No item is older than 24 months.")
    }
    let items = language.count(old.part, .init("élément", "éléments"), .init("item", "items"))
    let verb = language.form(old.part, .init("date", "datent"), .init("is", "are"))
    return pick(
      "\(items) sur \(old.whole) \(verb) de plus de 24 mois.",
      "\(items) of \(old.whole) \(verb) older than 24 months.")
  }

  package var evidence: Dossier.Section? {
    guard !diagnosis.evidence.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Détail des éléments d'appui", "The items one by one"),
      header: [
        pick("code", "code"), pick("volet", "base"), pick("source", "source"),
        pick("daté du", "dated"), pick("âge", "age"), pick("contenu", "content"),
      ],
      rows: diagnosis.evidence.map { item in
        [
          item.code, word(item.base), source(item), day(item.datedOn),
          pick("\(item.ageMonths) mois", "\(item.ageMonths) months"), item.statement,
        ]
      })
  }

  /// What an item rests on, by what people call it: a series, a question of a SENACS campaign, a body's meeting, or a document.
  package func source(_ item: GetDiagnosis.Evidence) -> String {
    let (colon, label) = (pick(" : ", ": "), item.sourceLabels?[language.rawValue])
    guard item.kind == "senacs", let question = SenacsQuestion(item.source) else {
      return word(item.kind) + colon + (label ?? item.source)
    }
    return "\(word(item.kind)), \(campaign(question.campaign))\(colon)\(label ?? question.field)"
  }

  private func campaign(_ code: String) -> String { pick("campagne \(code)", "campaign \(code)") }

  package var readAgain: Dossier.Section? {
    let lines = diagnosis.evidence.flatMap { item in
      item.readAgain.map { why in
        pick("\(item.code) : ", "\(item.code): ") + "\(reason(why.code)) (\(detail(why, of: item)))"
      }
    }
    guard !lines.isEmpty else { return nil }
    return Dossier.Section(title: pick("À actualiser", "To be brought up to date"), list: lines)
  }

  /// What is new; for a series its values before and after, with their days and sources.
  package func detail(_ why: GetDiagnosis.Reason, of item: GetDiagnosis.Evidence) -> String {
    guard let change = why.change else {
      return switch why.code {
      case "SENACS_ANSWERED_AGAIN", "SENACS_REDEFINED": campaign(why.detail)
      case "MEETING_CANCELLED": item.sourceLabels?[language.rawValue] ?? why.detail
      default: why.named ?? why.detail
      }
    }
    func origin(_ point: GetPortrait.Point) -> String {
      let published =
        point.publishedOn.map { pick(", publication du ", ", published ") + day($0) } ?? ""
      return "(\(point.source)\(published))"
    }
    let (now, after) = (change.after.value.map(language.number) ?? "–", change.after)
    guard let before = change.before else {
      return "\(now) \(during(after.period)) \(origin(after))"
    }
    let then = before.value.map(language.number) ?? "–"
    let first = "\(then) \(during(before.period)) \(origin(before))"
    let last = then == now ? pick("même valeur", "the same value") : now
    return "\(first) → \(last) \(during(after.period)) \(origin(after))"
  }

  package var people: Dossier.Section {
    Dossier.Section(
      title: pick("Participation", "Participation"),
      sentences: diagnosis.participations.isEmpty
        ? [pick("Aucune participation enregistrée.", "No participation is recorded.")] : [],
      header: [
        pick("date", "date"), pick("public", "audience"), pick("modalité", "way"),
        pick("personnes", "people"),
      ],
      rows: diagnosis.participations.map {
        [day($0.heldOn), word($0.audience), word($0.way), String($0.people)]
      })
  }

  package var matrix: Dossier.Section {
    let (first, second) = (diagnosis.problemsWithAxis, diagnosis.objectivesLinked)
    let labels = Dictionary(diagnosis.elements.map { ($0.code, $0.label) }) { one, _ in one }
    func list(_ codes: [String]) -> String {
      codes.isEmpty
        ? "–"
        : codes.map { "\($0) \(labels[$0] ?? "")" }.joined(separator: pick(" ; ", "; "))
    }
    let problems = language.count(
      first.part, .init("problématique", "problématiques"), .init("problem", "problems"))
    let have = language.form(first.part, .init("a", "ont"), .init("has", "have"))
    let objectives = language.count(
      second.part, .init("objectif général", "objectifs généraux"),
      .init("general objective", "general objectives"))
    let answer = language.form(
      second.part, .init("répond", "répondent"), .init("answers", "answer"))
    let sentence =
      first.whole + second.whole == 0
      ? pick(
        "Aucune problématique ni aucun objectif général enregistrés.",
        "No problem and no general objective are recorded.")
      : pick(
        "\(problems) sur \(first.whole) \(have) un axe prioritaire ; \(objectives) sur \(second.whole) \(answer) à une problématique.",
        "\(problems) of \(first.whole) \(have) a priority axis; \(objectives) of \(second.whole) \(answer) a problem."
      )
    return Dossier.Section(
      title: pick("Problématiques et réponses", "Problems and answers"), sentences: [sentence],
      header: [
        word("problem"), word("axis"), word("objective"), word("answer"),
      ],
      rows: diagnosis.matrix.map {
        [list([$0.problem]), list($0.axes), list($0.objectives), list($0.answers)]
      })
  }

  package var orphans: Dossier.Section? {
    let lines = diagnosis.elements.filter { !$0.lacks.isEmpty }.map { element in
      "\(word(element.kind)) \(element.code) \(element.label)\(pick(" :", ":")) "
        + element.lacks.map(reason).joined(separator: ", ")
    }
    guard !lines.isEmpty else { return nil }
    return Dossier.Section(title: pick("Points à compléter", "To be completed"), list: lines)
  }

  package var revisions: Dossier.Section? {
    guard !diagnosis.revisions.isEmpty else { return nil }
    func list(_ codes: [String]) -> String { codes.isEmpty ? "–" : codes.joined(separator: " ") }
    return Dossier.Section(
      title: pick("Révisions", "Revisions"),
      header: [
        pick("date", "date"), pick("nouveau", "new"), pick("retiré", "gone"),
        pick("modifié", "changed"), pick("note", "note"),
      ],
      rows: diagnosis.revisions.map {
        [day($0.revisedOn), list($0.added), list($0.dropped), list($0.reworded), $0.note]
      })
  }

  private var missing: Dossier.Section? {
    guard !diagnosis.missing.isEmpty else { return nil }
    let names = diagnosis.missing.joined(separator: ", ")
    return Dossier.Section(
      title: pick("Informations indisponibles", "What could not be had"),
      sentences: [
        pick("\(names) : pas de réponse du service.", "\(names): no answer from the service.")
      ])
  }
}
