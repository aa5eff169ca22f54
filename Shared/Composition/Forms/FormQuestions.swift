package import Texts

/// The sheet's five questions, as the second tab of a form asks them.
///
/// Source: reference/action-sheet.txt, “Résultats attendus + indicateurs d'évaluation”; the levels are those of the proposed grid
/// (reference/domain.md, §7).
package struct FormQuestions {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// Flags among the answers and in the diagnosis are stored in different words.
  private static var yesOrNo: FormLine.Kind { .flag(true: "yes", false: "no") }
  private static var trueOrFalse: FormLine.Kind { .flag(true: "true", false: "false") }

  private func heading(
    _ french: String, _ english: String, note: String = ""
  ) -> FormLine {
    .heading(language.pick(french, english), note: note)
  }

  private func line(
    _ key: String, _ french: String, _ english: String, _ kind: FormLine.Kind
  ) -> FormLine {
    FormLine(
      key: key, label: language.pick(french, english), kind: kind,
      expected: FormExpectation(language: language).words(kind))
  }

  /// A few words of one's own.
  private func words(_ key: String) -> FormLine {
    FormLine(
      key: key, label: language.pick("En quelques mots", "In a few words"),
      expected: language.pick("texte libre", "free text"), lines: 3)
  }

  private func count(_ key: String, _ french: String, _ english: String) -> FormLine {
    let bounds = FormLine.Bounds(least: "0")
    return FormLine(
      key: key, label: language.pick(french, english), kind: .integer, bounds: bounds,
      expected: FormExpectation(language: language).words(.integer, bounds))
  }

  private func flag(_ key: String, _ label: String) -> FormLine {
    line(key, "– " + label, "– " + label, Self.yesOrNo)
  }

  /// A level, whose label begins with its number: the number is what is read when the form comes back.
  private func level(
    _ key: String, _ french: String, _ english: String, _ levels: [(String, String)]
  ) -> FormLine {
    line(key, french, english, .choice(choices(levels)))
  }

  private func choices(_ levels: [(String, String)]) -> [(value: String, label: String)] {
    levels.enumerated().map { number, level in
      (value: String(number), label: "\(number) \(language.pick(level.0, level.1))")
    }
  }

  /// A level of the grid; what the levels are stands once, under the heading.
  private func grade(_ key: String, _ french: String, _ english: String) -> FormLine {
    FormLine(
      key: key, label: language.pick(french, english), kind: .choice(choices(Self.evidence)),
      expected: language.pick("niveau de 0 à 3", "level 0 to 3"))
  }

  private static let evidence = [
    ("absent", "absent"), ("mentionné", "mentioned"),
    ("documenté, avec une source datée", "documented, with a dated source"),
    (
      "documenté et discuté avec les personnes concernées",
      "documented and discussed with the people concerned"
    ),
  ]

  /// The lines of `evaluation_answers.csv`; keys are its columns, `training_actions:CODE` for a code of a list.
  package var answers: [FormLine] { trainingAndUse + partnership }

  /// Questions 1 to 3, of `evaluation_answers.csv`.
  package var trainingAndUse: [FormLine] {
    var lines = [
      heading(
        "1. Que mettez-vous en œuvre pour former les salariés au diagnostic de territoire ?",
        "1. What do you do to train employees in diagnosing the territory?",
        note: language.pick(
          "Répondez oui à tous les moyens utilisés.", "Answer yes to every means that you use."))
    ]
    lines += Catalogue.action.codes.map {
      flag("training_actions:\($0)", Catalogue.action($0, language))
    }
    lines += [
      words("training_text"),
      heading(
        "2. Taux de participation à SENACS : votre réponse au premier onglet suffit.",
        "2. Rate of participation in SENACS: your answer on the first tab is enough."),
      heading(
        "3. Utilisez-vous les données SENACS ? Si oui, comment ?",
        "3. Do you use SENACS data? If so, how?"),
      level(
        "senacs_use_level", "Niveau d'utilisation", "Level of use",
        [
          ("non utilisées", "not used"), ("consultées", "looked at"),
          ("citées dans un document", "cited in a document"),
          (
            "utilisées pour décider, négocier ou diagnostiquer",
            "used to decide, negotiate or diagnose"
          ),
        ]),
    ]
    lines += Catalogue.use.codes.map { flag("senacs_uses:\($0)", Catalogue.use($0, language)) }
    return lines + [words("senacs_text")]
  }

  /// Question 4, the lines of `diagnoses.csv`: the structure's own reading, which counts as the first.
  package var diagnosis: [FormLine] {
    let levels = choices(Self.evidence).map(\.label).joined(separator: " · ")
    return [
      heading(
        "4. Diagnostic partagé : élaboration et actualisation (grille proposée, non officielle)",
        "4. Shared diagnosis: working it out and renewing it (proposed grid, not official)",
        note: language.pick("Niveaux : ", "Levels: ") + levels),
      line(
        "first_project", "Est-ce le premier projet social ?", "Is it the first social project?",
        Self.trueOrFalse),
      grade("a1", "Évaluation du projet précédent", "Evaluation of the previous project"),
      grade("a2", "Problématiques sociales", "Social problems"),
      grade("a3", "Potentialités", "Potentials"),
      grade("a4a", "Implication des habitants-usagers", "Involvement of inhabitants"),
      grade("a4b", "Implication des professionnels", "Involvement of professionals"),
      grade("a4c", "Implication des partenaires", "Involvement of partners"),
      count("problems", "Problématiques repérées", "Problems found"),
      count(
        "problems_with_axis", "… dont avec un axe prioritaire", "… of them with a priority axis"),
      count("objectives", "Objectifs généraux", "General objectives"),
      count(
        "objectives_linked", "… dont liés à une problématique", "… of them linked to a problem"),
      line(
        "last_revision_on", "Dernière révision du diagnostic", "Last revision of the diagnosis",
        .date),
      line(
        "revision_changed", "Le contenu du diagnostic a-t-il changé ?",
        "Has the content of the diagnosis changed?", Self.trueOrFalse),
    ]
  }

  /// Question 5, of `evaluation_answers.csv`.
  package var partnership: [FormLine] {
    [
      heading(
        "5. Le projet est-il bien intégré dans le partenariat local ? Participez-vous aux instances de veille sociale ?",
        "5. Is the project part of the local partnership? Do you take part in bodies of social watch?"
      ),
      level(
        "partnership_level", "Niveau d'intégration", "Level of integration",
        [
          ("peu ou pas intégré", "hardly or not part of it"),
          ("contacts ponctuels", "occasional contacts"),
          ("partenariats suivis", "steady partnerships"),
          ("projet construit avec les partenaires", "project made with partners"),
        ]),
      line(
        "veille_declared", "Participez-vous à une instance de veille sociale ?",
        "Do you take part in a body of social watch?", Self.yesOrNo),
    ]
  }

  /// The line that confirms the answers on the tab for this year, where none of them has changed.
  package var confirmation: FormLine {
    line(
      Self.confirmed, "Aucun changement : je confirme ces réponses pour cette année",
      "Nothing has changed: I confirm these answers for this year", Self.yesOrNo)
  }

  package static let confirmed = "_confirmed"
}
