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

  private func flag(_ key: String, _ label: String) -> FormLine {
    FormLine(
      key: key, label: "– " + label,
      kind: .flag(true: "yes", false: "no"))
  }

  private func level(
    _ key: String, _ label: (String, String), _ levels: [(String, String)]
  ) -> FormLine {
    FormLine(
      key: key, label: language.pick(label.0, label.1),
      kind: .choice(
        levels.enumerated().map { (String($0), "\($0) \(language.pick($1.0, $1.1))") }))
  }

  private static let evidence = [
    ("absent", "absent"), ("mentionné", "mentioned"),
    ("documenté, source datée", "documented, dated source"),
    ("documenté et discuté avec les intéressés", "documented and discussed with those concerned"),
  ]

  /// The lines of `evaluation_answers.csv`; keys are its columns, `training_actions:CODE` for a code of a list.
  package var answers: [FormLine] {
    training + use + partnership
  }

  private var training: [FormLine] {
    [
      .heading(
        language.pick(
          "1. Qu'est-ce que vous mettez en œuvre pour former les salariés au diagnostic de territoire ?",
          "1. What do you do to train employees in diagnosing the territory?"))
    ]
      + Catalogue.actionCodes.map {
        flag("training_actions:\($0)", Catalogue.action($0, language))
      } + [
        FormLine(key: "training_text", label: language.pick("En quelques mots", "In a few words")),
        .heading(
          language.pick(
            "2. Taux de participation à SENACS : mesuré par votre réponse au premier onglet.",
            "2. Participation in SENACS: measured by your answer on the first tab.")),
      ]
  }

  private var use: [FormLine] {
    [
      .heading(
        language.pick(
          "3. Utilisez-vous les données SENACS ? Si oui, comment ?",
          "3. Do you use SENACS data? If so, how?")),
      level(
        "senacs_use_level", ("Utilisation", "Use"),
        [
          ("non", "no"), ("consultées", "looked at"),
          ("citées dans un document", "cited in a document"),
          (
            "utilisées pour décider, négocier ou diagnostiquer",
            "used to decide, negotiate, diagnose"
          ),
        ]),
    ] + Catalogue.useCodes.map { flag("senacs_uses:\($0)", Catalogue.use($0, language)) } + [
      FormLine(key: "senacs_text", label: language.pick("En quelques mots", "In a few words"))
    ]
  }

  private var partnership: [FormLine] {
    [
      .heading(
        language.pick(
          "5. Le projet est-il bien intégré dans le partenariat local ? Participez-vous aux instances de veille sociale ?",
          "5. Is the project part of the local partnership? Do you take part in bodies of social watch?"
        )),
      level(
        "partnership_level", ("Intégration", "Integration"),
        [
          ("pas intégré", "not part of it"), ("contacts ponctuels", "occasional contacts"),
          ("partenariats suivis", "steady partnerships"),
          ("projet construit avec les partenaires", "project made with partners"),
        ]),
      FormLine(
        key: "veille_declared",
        label: language.pick("Participation à la veille sociale", "Taking part in social watch"),
        kind: .flag(true: "yes", false: "no")),
    ]
  }

  /// The line that confirms the answers on the tab for this year, where none of them has changed.
  package var confirmation: FormLine {
    FormLine(
      key: Self.confirmed,
      label: language.pick(
        "Rien n'a changé : ces réponses valent aussi pour cette année",
        "Nothing changed: these answers hold for this year too"),
      kind: .flag(true: "yes", false: "no"))
  }

  package static let confirmed = "_confirmed"

  /// The lines of `diagnoses.csv`: the structure's own reading, which counts as the first.
  package var diagnosis: [FormLine] {
    func number(_ key: String, _ french: String, _ english: String) -> FormLine {
      FormLine(key: key, label: language.pick(french, english), kind: .integer)
    }
    return [
      .heading(
        language.pick(
          "4. Capacité à élaborer et actualiser un diagnostic partagé (grille proposée)",
          "4. Ability to work out and renew a shared diagnosis (proposed grid)")),
      FormLine(
        key: "first_project", label: language.pick("Premier projet social", "First social project"),
        kind: .flag(true: "true", false: "false")),
      level(
        "a1", ("Évaluation du projet précédent", "Evaluation of the previous project"),
        Self.evidence),
      level("a2", ("Problématiques sociales", "Social problems"), Self.evidence),
      level("a3", ("Potentialités", "Potentials"), Self.evidence),
      level(
        "a4a", ("Implication des habitants-usagers", "Involvement of inhabitants"), Self.evidence),
      level(
        "a4b", ("Implication des professionnels", "Involvement of professionals"), Self.evidence),
      level("a4c", ("Implication des partenaires", "Involvement of partners"), Self.evidence),
      number("problems", "Problématiques repérées", "Problems found"),
      number("problems_with_axis", "… dont avec un axe prioritaire", "… of them with an axis"),
      number("objectives", "Objectifs généraux", "General objectives"),
      number(
        "objectives_linked", "… dont liés à une problématique", "… of them linked to a problem"),
      FormLine(
        key: "last_revision_on",
        label: language.pick("Dernière révision du diagnostic", "Last revision of the diagnosis"),
        kind: .date),
      FormLine(
        key: "revision_changed",
        label: language.pick("Son contenu a changé", "Its content changed"),
        kind: .flag(true: "true", false: "false")),
    ]
  }
}
