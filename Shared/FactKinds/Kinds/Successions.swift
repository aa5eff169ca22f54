import Tabular

extension FactKind {
  /// `successions.csv`: which structure goes on in which other one. It is no agreed file, and only the restated rate uses it.
  public static let successions = FactKind(
    TableForm(
      "successions.csv", key: ["structure_code"],
      columns: [
        .structureCode,
        Column("successor_code", reference: .structure)
          .fr(
            "code de la structure qui poursuit", "Le code de la structure qui poursuit l'activité"
          )
          .en("successor's code", "The code of the structure that goes on"),
        Column("merged_on", .date)
          .fr("fusionnée le", "Le premier jour où les deux structures n'en font plus qu'une")
          .en("merged on", "The first day on which they are one"),
      ]), owner: "senacs",
    words: ("structures dont une autre poursuit l'activité", "structures that go on in others"),
    place: .structure("structure_code"))
}
