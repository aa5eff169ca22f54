import RPCContract
import Tabular
import Values

extension FactKind {
  /// `veille_meetings.csv`.
  public static let meetings = FactKind(
    TableForm(
      "veille_meetings.csv", key: ["meeting_code"],
      columns: [
        Column("meeting_code", example: "V01-1")
          .fr("code de la réunion", "Le code de la réunion")
          .en("meeting code", "The code of the meeting"),
        Column("body_code", reference: Reference("bodies", code: "UNKNOWN_BODY"))
          .fr("code de l'instance", "Le code de l'instance de veille sociale")
          .en("body code", "The code of the body that watches the territory"),
        Column("held_on", .date)
          .fr("date", "Le jour de la réunion")
          .en("held on", "The day of the meeting"),
        Column("state", .oneOf(MeetingState.self))
          .fr("état", "Réunion tenue ou annulée")
          .en("state", "What became of the meeting"),
      ], isReferredTo: true), owner: "evaluation",
    words: ("réunions des instances de veille sociale", "meetings of these bodies"),
    name: "meetings",
    table: "veille_meetings",
    event: .rows(type: "meeting-recorded"), place: .body("body_code"),
    submittedBy: [.operator, .partner])
}
