import Tabular

extension FactKind {
  /// `veille_bodies.csv`.
  public static let bodies = FactKind(
    TableForm(
      "veille_bodies.csv", key: ["body_code"],
      columns: [
        Column("body_code", example: "V01")
          .fr("code de l'instance", "Le code de l'instance de veille sociale")
          .en("body code", "The code of the body that watches the territory"),
        Column("name", .text)
          .fr("nom de l'instance", "Le nom de l'instance")
          .en("body's name", "The body's name"),
        Column(
          "commune_codes", .list,
          reference: Reference("communes", code: "UNKNOWN_COMMUNE", asOf: "communes_as_of")
        )
        .fr("codes Insee des communes", "Les codes Insee de ses communes, séparés par un espace")
        .en("INSEE codes", "The INSEE codes of its communes, separated by a space"),
        Column("communes_as_of", .date)
          .fr("date de ces codes", "La date à laquelle ces codes sont valables")
          .en("day of these codes", "The day for which these codes are given"),
      ], isReferredTo: true), owner: "evaluation",
    words: ("instances de veille sociale", "bodies that watch the territory"), name: "bodies",
    table: "veille_bodies",
    event: .rows(type: "body-recorded"), place: .body("body_code"))
}
