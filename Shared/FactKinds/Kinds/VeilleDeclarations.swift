import Tabular
import Values

extension FactKind {
  /// `veille_declarations.csv`: what structures say of meetings in their forms.
  ///
  /// The body's own record is ``invitations``. A declaration is in no figure until that record, or an officer, confirms it. No event tells
  /// of it: it is what a structure says of itself, and a figure needs no copy of it.
  public static let declarations = FactKind(
    TableForm(
      "veille_declarations.csv", key: ["structure_code", "body_code", "held_on"],
      columns: [
        .structureCode,
        Column("body_code", reference: Reference("bodies", code: "UNKNOWN_BODY"))
          .fr("code de l'instance", "Le code de l'instance de veille sociale")
          .en("body code", "The code of the body that watches the territory"),
        Column("held_on", .date)
          .fr("date", "Le jour de la réunion, selon la structure")
          .en("held on", "The day of the meeting, as the structure says"),
        Column("response", .oneOf(InvitationResponse.self))
          .fr("réponse", "La structure dit avoir été présente, excusée ou absente")
          .en("response", "Whether the structure says that it was present, excused or absent"),
      ]), owner: "evaluation",
    words: (
      "présences en réunion déclarées par les structures",
      "presence at meetings as structures declare it"
    ), name: "declarations", table: "veille_declarations",
    place: .structure("structure_code"), isConfided: true)
}
