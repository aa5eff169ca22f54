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
      pick("Diagnostic partagé de \(diagnosis.name)", "Shared diagnosis of \(diagnosis.name)"),
      [grading, bases, evidence, readAgain, people, matrix, orphans, revisions, missing])
  }

  /// A document about the structure, as of the diagnosis's day.
  func document(_ title: String, _ sections: [Dossier.Section?]) -> Dossier {
    Dossier(
      title: title,
      subject:
        "\(diagnosis.structure), \(diagnosis.commune), \(pick("au", "as of")) \(day(diagnosis.asOf))",
      isFictitious: diagnosis.fictitious == true, sections: sections.compactMap(\.self),
      language: language)
  }

  package var grading: Dossier.Section {
    let grading = diagnosis.grading
    var sentences = [reason(grading.level)]
    if !grading.disputed.isEmpty {
      let items = grading.disputed.joined(separator: ", ")
      sentences.append(
        pick(
          "les deux lectures s'écartent sur \(items) : une lecture « final » tranchera",
          "the two readings lie apart on \(items): a “final” reading will settle it"))
    }
    return Dossier.Section(
      title: pick("Niveau (grille proposée)", "Level (proposed grid)"), sentences: sentences,
      list: grading.sensitivity.map {
        let change = $0.change > 0 ? "+1" : "−1"
        return pick(
          "\($0.point) \(change) donnerait : \(reason($0.level))",
          "\($0.point) \(change) would give: \(reason($0.level))")
      })
  }

  package var bases: Dossier.Section {
    let old = diagnosis.old
    return Dossier.Section(
      title: pick("Ce sur quoi il s'appuie", "What it rests on"),
      sentences: [
        pick(
          "éléments de plus de 24 mois : \(old.part) sur \(old.whole)",
          "items older than 24 months: \(old.part) of \(old.whole)")
      ],
      header: [pick("base", "base"), pick("éléments", "items"), pick("le plus récent", "latest")],
      rows: diagnosis.bases.map {
        [word($0.base), String($0.items), $0.latestOn.map(day) ?? "–"]
      })
  }

  package var evidence: Dossier.Section? {
    guard !diagnosis.evidence.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Éléments", "Items"),
      header: [
        pick("code", "code"), pick("base", "base"), pick("source", "source"),
        pick("daté du", "dated"), pick("âge", "age"), pick("ce qu'il dit", "what it says"),
      ],
      rows: diagnosis.evidence.map { item in
        [
          item.code, word(item.base), "\(word(item.kind)) \(item.source)", day(item.datedOn),
          pick("\(item.ageMonths) mois", "\(item.ageMonths) months"), item.statement,
        ]
      })
  }

  package var readAgain: Dossier.Section? {
    let lines = diagnosis.evidence.flatMap { item in
      item.readAgain.map { why in
        "\(item.code): \(reason(why.code)) (\(detail(why)))"
      }
    }
    guard !lines.isEmpty else { return nil }
    return Dossier.Section(title: pick("À relire", "To read again"), list: lines)
  }

  /// What is new; for a series its values before and after, with their days and sources.
  private func detail(_ why: GetDiagnosis.Reason) -> String {
    guard let change = why.change else { return why.detail }
    func point(_ point: GetPortrait.Point) -> String {
      let published =
        point.publishedOn.map { ", \(pick("publié le", "published")) \(day($0))" } ?? ""
      return
        "\(point.value.map(language.number) ?? "–") (\(point.period), \(point.source)\(published))"
    }
    guard let before = change.before else { return point(change.after) }
    return "\(point(before)) → \(point(change.after))"
  }

  package var people: Dossier.Section {
    Dossier.Section(
      title: pick("Qui a pris part", "Who took part"),
      sentences: diagnosis.participations.isEmpty
        ? [pick("personne n'est noté", "nobody is noted")] : [],
      header: [
        pick("jour", "day"), pick("qui", "who"), pick("comment", "how"),
        pick("combien", "how many"),
      ],
      rows: diagnosis.participations.map {
        [day($0.heldOn), word($0.audience), word($0.way), String($0.people)]
      })
  }

  package var matrix: Dossier.Section {
    let (first, second) = (diagnosis.problemsWithAxis, diagnosis.objectivesLinked)
    let labels = Dictionary(diagnosis.elements.map { ($0.code, $0.label) }) { one, _ in one }
    func list(_ codes: [String]) -> String {
      codes.isEmpty ? "–" : codes.map { "\($0) \(labels[$0] ?? "")" }.joined(separator: " ; ")
    }
    return Dossier.Section(
      title: pick("Problématiques et réponses", "Problems and answers"),
      sentences: [
        pick(
          "problématiques qui ont un axe : \(first.part) sur \(first.whole) ; objectifs qui mènent à une problématique : \(second.part) sur \(second.whole)",
          "problems with an axis: \(first.part) of \(first.whole); objectives that lead to a problem: \(second.part) of \(second.whole)"
        )
      ],
      header: [
        word("problem"), word("axis"), word("objective"), word("answer"),
      ],
      rows: diagnosis.matrix.map {
        [list([$0.problem]), list($0.axes), list($0.objectives), list($0.answers)]
      })
  }

  package var orphans: Dossier.Section? {
    let lines = diagnosis.elements.filter { !$0.lacks.isEmpty }.map { element in
      "\(word(element.kind)) \(element.code) \(element.label): "
        + element.lacks.map(reason).joined(separator: ", ")
    }
    guard !lines.isEmpty else { return nil }
    return Dossier.Section(title: pick("Ce qui manque encore", "What is lacking"), list: lines)
  }

  package var revisions: Dossier.Section? {
    guard !diagnosis.revisions.isEmpty else { return nil }
    func list(_ codes: [String]) -> String { codes.isEmpty ? "–" : codes.joined(separator: " ") }
    return Dossier.Section(
      title: pick("Révisions", "Revisions"),
      header: [
        pick("jour", "day"), pick("nouveau", "new"), pick("retiré", "gone"),
        pick("reformulé", "reworded"), pick("note", "note"),
      ],
      rows: diagnosis.revisions.map {
        [day($0.revisedOn), list($0.added), list($0.dropped), list($0.reworded), $0.note]
      })
  }

  private var missing: Dossier.Section? {
    guard !diagnosis.missing.isEmpty else { return nil }
    let names = diagnosis.missing.joined(separator: ", ")
    return Dossier.Section(
      title: pick("Ce qui n'a pas pu être regardé", "What could not be looked at"),
      sentences: [pick("\(names) ne répond pas", "\(names) does not answer")])
  }
}
