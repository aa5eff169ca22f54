package import Composition
package import Contracts
package import Texts

/// What came of answers to SENACS that were loaded, from a table or from forms, in sentences.
package struct LoadedAnswersText: Bilingual {
  package let language: Language

  /// Takes the language.
  package init(_ language: Language) {
    self.language = language
  }

  /// What came of a table: `4 réponses chargées, 2 déjà connues, 1 refusée.`.
  package func table(_ counts: CommitImport.Reply) -> String {
    let loaded =
      counts.loaded == 0
      ? pick("Aucune réponse chargée", "No answer loaded")
      : language.count(
        counts.loaded, .init("réponse chargée", "réponses chargées"),
        .init("answer loaded", "answers loaded"))
    var parts = [loaded] + known(counts.unchanged)
    if counts.refused > 0 {
      parts.append(
        language.count(
          counts.refused, .init("refusée", "refusées"), .init("refused", "refused")))
    }
    return parts.joined(separator: ", ") + "."
  }

  /// What came of forms: `6 formulaires lus : 1 réponse SENACS enregistrée, 5 formulaires à corriger, 1 fichier ignoré (note.txt).`
  ///
  /// - Parameters:
  ///   - read: how many forms there were.
  ///   - counts: what was recorded of them.
  ///   - toCorrect: how many have something to correct.
  ///   - ignored: the names of files that were passed over.
  /// - Returns: one sentence.
  package func forms(
    read: Int, _ counts: FormFolder.Counts, toCorrect: Int, ignored: [String]
  ) -> String {
    let loaded =
      counts.loaded == 0
      ? pick("aucune réponse SENACS enregistrée", "no SENACS answer recorded")
      : language.count(
        counts.loaded, .init("réponse SENACS enregistrée", "réponses SENACS enregistrées"),
        .init("SENACS answer recorded", "SENACS answers recorded"))
    var parts = [loaded] + known(counts.unchanged)
    if toCorrect > 0 {
      parts.append(
        language.count(
          toCorrect, .init("formulaire à corriger", "formulaires à corriger"),
          .init("form to correct", "forms to correct")))
    }
    if !ignored.isEmpty {
      let names = ignored.prefix(3).joined(separator: ", ") + (ignored.count > 3 ? "…" : "")
      let files = language.count(
        ignored.count, .init("fichier ignoré", "fichiers ignorés"),
        .init("file passed over", "files passed over"))
      parts.append("\(files) (\(names))")
    }
    let all = language.count(
      read, .init("formulaire lu", "formulaires lus"), .init("form read", "forms read"))
    return "\(all)\(pick(" : ", ": "))\(parts.joined(separator: ", "))."
  }

  private func known(_ count: Int) -> [String] {
    count == 0
      ? []
      : [
        language.count(
          count, .init("déjà connue", "déjà connues"), .init("known already", "known already"))
      ]
  }

  /// What else was recorded of forms: their answers to the action sheet, their diagnoses, their meetings; nil for nothing.
  package func others(_ counts: FormFolder.Counts) -> String? {
    let all: [(Int, Language.Noun, Language.Noun)] = [
      (
        counts.questions, .init("réponse à la fiche action", "réponses à la fiche action"),
        .init("answer to the action sheet", "answers to the action sheet")
      ),
      (
        counts.readings, .init("évaluation de diagnostic", "évaluations de diagnostic"),
        .init("diagnosis assessment", "diagnosis assessments")
      ),
      (
        counts.responses,
        .init(
          "présence déjà notée par l'instance de veille sociale",
          "présences déjà notées par les instances de veille sociale"),
        .init(
          "presence that the body has noted already", "presences that the bodies have noted already"
        )
      ),
      (
        counts.declared,
        .init("présence déclarée, à confirmer", "présences déclarées, à confirmer"),
        .init("declared presence, to be confirmed", "declared presences, to be confirmed")
      ),
    ]
    let parts = all.filter { $0.0 > 0 }.map { language.count($0.0, $0.1, $0.2) }
    guard !parts.isEmpty else { return nil }
    return pick("Également enregistré : ", "Recorded too: ")
      + parts.joined(separator: pick(" ; ", "; ")) + "."
  }

  /// That forms are not validated yet, and what makes them so; nil where all are.
  ///
  /// - Parameters:
  ///   - count: how many are not.
  ///   - validation: the question and the answer by which a form is validated (``CampaignQuestions/validation(_:)``).
  ///   - isChecked: whether the forms were only checked, not loaded.
  /// - Returns: two sentences.
  package func waiting(
    _ count: Int, until validation: (question: String, value: String), isChecked: Bool
  ) -> String? {
    guard count > 0 else { return nil }
    let forms = language.count(
      count, .init("formulaire n'est pas validé", "formulaires ne sont pas validés"),
      .init("form is not validated", "forms are not validated"))
    let whose = language.form(
      count, .init("Ses autres réponses", "Leurs autres réponses"),
      .init("Its other answers", "Their other answers"))
    let (question, value) = validation
    return pick(
      "\(forms). \(whose) seront \(isChecked ? "vérifiées" : "reprises") quand « \(question) » sera « \(value) ».",
      "\(forms). \(whose) will be \(isChecked ? "checked" : "taken") once “\(question)” is “\(value)”."
    )
  }
}
