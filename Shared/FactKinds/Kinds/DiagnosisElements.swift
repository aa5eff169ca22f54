import Tabular
import Values

extension FactKind {
  /// `diagnosis_elements.csv`: problems, axes, objectives and answers, and what each is linked to.
  public static let elements = FactKind(
    TableForm(
      "diagnosis_elements.csv", key: ["structure_code", "element_code"],
      columns: [
        .structureCode,
        Column("element_code")
          .fr(
            "code de l'élément",
            "Le code de la problématique, de l'axe, de l'objectif ou de la réponse"
          )
          .en("element code", "The code of the problem, axis, objective or answer"),
        Column("kind", .oneOf(ElementKind.self))
          .fr("type", "Problématique, axe prioritaire, objectif général ou réponse")
          .en("kind", "A problem, an axis, an objective or an answer"),
        Column("label", .freeText)
          .fr("libellé", "Son contenu ; texte libre")
          .en("label", "What it says; a free text"),
        Column("linked_to", .list, mayBeEmpty: true)
          .fr(
            "rattaché à", "Les codes des éléments auxquels il est rattaché, séparés par un espace"
          )
          .en("linked to", "The codes of the elements that it is linked to, separated by a space"),
        Column("evidence", .list, mayBeEmpty: true)
          .fr("éléments d'appui", "Les codes de ses éléments d'appui, séparés par un espace")
          .en("evidence", "The codes of what supports it, separated by a space"),
        Column("since", .date)
          .fr("depuis", "Le jour à partir duquel il vaut")
          .en("since", "The day from which it holds"),
        Column("until", .date, mayBeEmpty: true)
          .fr("jusqu'au", "Le dernier jour où il vaut ; vide s'il n'y en a pas encore")
          .en("until", "The last day on which it holds; empty while there is none"),
      ], intervals: [("since", "until")]), owner: "evaluation",
    words: (
      "problématiques, axes prioritaires, objectifs généraux et réponses d'un diagnostic partagé",
      "problems, axes, objectives and answers of a shared diagnosis"
    ),
    place: .structure("structure_code"))
}
