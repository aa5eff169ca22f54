import RPCContract
import Tabular

extension FactKind {
  /// `evaluation_answers.csv`.
  public static let answers = FactKind(
    TableForm(
      "evaluation_answers.csv", key: ["year", "structure_code", "answered_on"],
      columns: [
        Column("year", .year)
          .fr("année", "L'année évaluée")
          .en("year", "The year of the evaluation"),
        .structureCode,
        Column("answered_on", .date)
          .fr("répondu le", "Le jour de la réponse")
          .en("answered on", "The day of the answer"),
        Column("training_actions", .list, mayBeEmpty: true)
          .fr(
            "moyens de formation",
            "Les codes des moyens de formation mis en œuvre, séparés par un espace"
          )
          .en(
            "ways of training",
            "The codes of the ways of training that the structure uses, separated by a space"
          ),
        Column("training_text", .freeText, mayBeEmpty: true)
          .fr(
            "commentaire sur la formation", "Ce que la structure dit de la formation ; texte libre"
          )
          .en("training: text", "What the structure says of training; a free text"),
        Column("senacs_use_level", .level, mayBeEmpty: true)
          .fr(
            "niveau d'utilisation de SENACS", "Le niveau d'utilisation des données SENACS, de 0 à 3"
          )
          .en("level of use of SENACS", "How much SENACS data are used, from 0 to 3"),
        Column("senacs_uses", .list, mayBeEmpty: true)
          .fr("utilisations de SENACS", "Les codes des utilisations, séparés par un espace")
          .en(
            "uses of SENACS", "The codes of the uses that are made of SENACS, separated by a space"),
        Column("senacs_text", .freeText, mayBeEmpty: true)
          .fr("commentaire sur SENACS", "Ce que la structure dit de SENACS ; texte libre")
          .en("SENACS: text", "What the structure says of SENACS; a free text"),
        Column("partnership_level", .level, mayBeEmpty: true)
          .fr(
            "intégration dans le partenariat",
            "Le niveau d'intégration du projet dans le partenariat local, de 0 à 3"
          )
          .en(
            "integration in the partnership",
            "How well the project is integrated in the local partnership, from 0 to 3"),
        Column("veille_declared", .choice(["yes", "no"]), mayBeEmpty: true)
          .fr(
            "participe à la veille sociale",
            "Si la structure dit participer à une instance de veille sociale"
          )
          .en(
            "takes part in social watch",
            "Whether the structure says that it takes part in a body that watches the territory"),
      ]), owner: "evaluation",
    words: ("réponses aux questions de la fiche action", "answers to the sheet's questions"),
    name: "answers", event: .rows(type: "answer-recorded"),
    place: .people("structure_code"), personal: ["training_text", "senacs_text"], isConfided: true,
    submittedBy: [.operator])
}
