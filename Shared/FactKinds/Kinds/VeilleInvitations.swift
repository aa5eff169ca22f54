import RPCContract
import Tabular
import Values

extension FactKind {
  /// `veille_attendance.csv`.
  public static let invitations = FactKind(
    TableForm(
      "veille_attendance.csv", key: ["meeting_code", "structure_code"],
      columns: [
        Column("meeting_code", reference: Reference("meetings", code: "UNKNOWN_MEETING"))
          .fr("code de la réunion", "Le code de la réunion")
          .en("meeting code", "The code of the meeting"),
        .structureCode,
        Column("response", .oneOf(InvitationResponse.self))
          .fr("réponse", "La structure a été présente, excusée ou absente")
          .en("response", "What came of the structure's invitation"),
      ]), owner: "evaluation",
    words: (
      "invitations aux réunions, et réponses", "invitations to meetings, and what came of them"
    ), name: "invitations", table: "veille_attendance",
    event: .rows(type: "invitation-recorded"), place: .structure("structure_code"),
    submittedBy: [.operator, .partner])
}
