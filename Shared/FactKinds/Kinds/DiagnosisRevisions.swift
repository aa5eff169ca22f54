import Tabular

extension FactKind {
  /// `diagnosis_revisions.csv`: when a diagnosis was revised.
  public static let revisions = FactKind(
    TableForm(
      "diagnosis_revisions.csv", key: ["structure_code", "revised_on"],
      columns: [
        .structureCode,
        Column("revised_on", .date)
          .fr("révisé le", "Le jour de la révision")
          .en("revised on", "The day of the revision"),
        Column("note", .freeText, mayBeEmpty: true)
          .fr("note", "Une note ; texte libre")
          .en("note", "A note; a free text"),
      ]), owner: "evaluation",
    words: ("révisions d'un diagnostic partagé", "revisions of a shared diagnosis"),
    place: .structure("structure_code"))
}
