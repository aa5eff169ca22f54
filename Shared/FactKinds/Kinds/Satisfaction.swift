import RPCContract
import Tabular

extension FactKind {
  /// `satisfaction.csv`: the sheets that people fill in after a session, without their names.
  ///
  /// A sheet has a number and no person. Its remark may name somebody, so it stays with training. It is no agreed file.
  public static let satisfaction = FactKind(
    TableForm(
      "satisfaction.csv", key: ["session_code", "sheet"],
      columns: [
        .sessionCode,
        Column("sheet", .integer(atLeast: 1, atMost: 9999))
          .fr(
            "questionnaire",
            "Le numéro du questionnaire, de 1 à 9999, qui ne dit pas qui l'a rempli"
          )
          .en("sheet", "The number of the sheet, 1 to 9999, which does not say who filled it in"),
        Column("rating", .integer(atLeast: 1, atMost: 5))
          .fr("satisfaction", "La note d'ensemble, de 1 (pas du tout) à 5 (tout à fait)")
          .en("satisfaction", "The overall mark, from 1 (not at all) to 5 (fully)"),
        Column("useful", .integer(atLeast: 1, atMost: 5))
          .fr("utilité", "L'utilité pour le travail, de 1 (aucune) à 5 (très grande)")
          .en("usefulness", "How useful it is for the work, from 1 (not at all) to 5 (very)"),
        Column("remark", .freeText, mayBeEmpty: true)
          .fr("remarque", "Ce que la personne a écrit ; texte libre, peut être vide")
          .en("remark", "What the person wrote; a free text, may be empty"),
      ]), owner: "training",
    words: (
      "satisfaction après les formations, sans nom",
      "satisfaction after trainings, without names"
    ),
    place: .people(nil), personal: ["remark"], loadedBy: [.operator, .federation])
}
