import Tabular

extension FactKind {
  /// `merges.csv`: which entries of people are one person. It is no agreed file, and it stays among the services.
  public static let merges = FactKind(
    TableForm(
      "merges.csv", key: ["person_code"],
      columns: [
        Column("person_code", reference: Reference("people", code: "UNKNOWN_PERSON"))
          .fr(
            "code fusionné", "Le code qui ne compte plus séparément"
          )
          .en("merged code", "The code that no longer counts on its own"),
        Column(
          "kept_code", mayBeEmpty: true, reference: Reference("people", code: "UNKNOWN_PERSON"),
          example: "P02"
        )
        .fr(
          "code gardé",
          "L'autre code de la même personne, sous lequel elle compte ; vide si la fusion est annulée"
        )
        .en(
          "kept code",
          "The same person's other code, under which they count; empty where the merge was taken back"
        ),
      ]), owner: "registry",
    words: (
      "fusions : les codes d'une seule et même personne",
      "merges: the codes of one and the same person"
    ),
    event: .members(
      ["personCode": "person_code", "keptCode": "kept_code"], type: "merge-recorded",
      list: "merges"), place: .people(nil), isFollowed: true, isInternal: true)
}
