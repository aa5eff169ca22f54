import Tabular
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

  private func heading(_ french: String, _ english: String) -> FormLine {
    .heading(language.pick(french, english))
  }

  private func line(
    _ key: String, _ french: String, _ english: String, _ kind: FormLine.Kind = .text
  ) -> FormLine {
    FormLine(key: key, label: language.pick(french, english), kind: kind)
  }

  private func flag(_ key: String, _ label: String) -> FormLine {
    FormLine(key: key, label: "– " + label, kind: Self.yesOrNo)
  }

  private func level(
    _ key: String, _ french: String, _ english: String, _ levels: [(String, String)] = Self.evidence
  ) -> FormLine {
    line(
      key, french, english,
      .choice(levels.enumerated().map { (String($0), "\($0) \(language.pick($1.0, $1.1))") }))
  }

  private static let evidence = [
    ("absent", "absent"), ("mentionné", "mentioned"),
    ("documenté, source datée", "documented, dated source"),
    ("documenté et discuté avec les intéressés", "documented and discussed with those concerned"),
  ]

  /// The lines of `evaluation_answers.csv`; keys are its columns, `training_actions:CODE` for a code of a list.
  package var answers: [FormLine] {
    var lines = [
      heading(
        "1. Qu'est-ce que vous mettez en œuvre pour former les salariés au diagnostic de territoire ?",
        "1. What do you do to train employees in diagnosing the territory?")
    ]
    lines += Catalogue.action.codes.map {
      flag("training_actions:\($0)", Catalogue.action($0, language))
    }
    lines += [
      line("training_text", "En quelques mots", "In a few words"),
      heading(
        "2. Taux de participation à SENACS : mesuré par votre réponse au premier onglet.",
        "2. Participation in SENACS: measured by your answer on the first tab."),
      heading(
        "3. Utilisez-vous les données SENACS ? Si oui, comment ?",
        "3. Do you use SENACS data? If so, how?"),
      level(
        "senacs_use_level", "Utilisation", "Use",
        [
          ("non", "no"), ("consultées", "looked at"),
          ("citées dans un document", "cited in a document"),
          (
            "utilisées pour décider, négocier ou diagnostiquer",
            "used to decide, negotiate, diagnose"
          ),
        ]),
    ]
    lines += Catalogue.use.codes.map { flag("senacs_uses:\($0)", Catalogue.use($0, language)) }
    lines += [
      line("senacs_text", "En quelques mots", "In a few words"),
      heading(
        "5. Le projet est-il bien intégré dans le partenariat local ? Participez-vous aux instances de veille sociale ?",
        "5. Is the project part of the local partnership? Do you take part in bodies of social watch?"
      ),
      level(
        "partnership_level", "Intégration", "Integration",
        [
          ("pas intégré", "not part of it"), ("contacts ponctuels", "occasional contacts"),
          ("partenariats suivis", "steady partnerships"),
          ("projet construit avec les partenaires", "project made with partners"),
        ]),
      line(
        "veille_declared", "Participation à la veille sociale", "Taking part in social watch",
        Self.yesOrNo),
    ]
    return lines
  }

  /// The line that confirms the answers on the tab for this year, where none of them has changed.
  package var confirmation: FormLine {
    line(
      Self.confirmed, "Rien n'a changé : ces réponses valent aussi pour cette année",
      "Nothing changed: these answers hold for this year too", Self.yesOrNo)
  }

  package static let confirmed = "_confirmed"

  /// The lines of `diagnoses.csv`: the structure's own reading, which counts as the first.
  package var diagnosis: [FormLine] {
    [
      heading(
        "4. Capacité à élaborer et actualiser un diagnostic partagé (grille proposée)",
        "4. Ability to work out and renew a shared diagnosis (proposed grid)"),
      line("first_project", "Premier projet social", "First social project", Self.trueOrFalse),
      level("a1", "Évaluation du projet précédent", "Evaluation of the previous project"),
      level("a2", "Problématiques sociales", "Social problems"),
      level("a3", "Potentialités", "Potentials"),
      level("a4a", "Implication des habitants-usagers", "Involvement of inhabitants"),
      level("a4b", "Implication des professionnels", "Involvement of professionals"),
      level("a4c", "Implication des partenaires", "Involvement of partners"),
      line("problems", "Problématiques repérées", "Problems found", .integer),
      line(
        "problems_with_axis", "… dont avec un axe prioritaire", "… of them with an axis", .integer),
      line("objectives", "Objectifs généraux", "General objectives", .integer),
      line(
        "objectives_linked", "… dont liés à une problématique", "… of them linked to a problem",
        .integer),
      line(
        "last_revision_on", "Dernière révision du diagnostic", "Last revision of the diagnosis",
        .date),
      line("revision_changed", "Son contenu a changé", "Its content changed", Self.trueOrFalse),
    ]
  }
}
