import RPCContract
import Tabular

/// The kinds of evaluation.
extension FactKind {
  /// `evaluation_answers.csv`.
  public static let answers = FactKind(
    TableForm(
      "evaluation_answers.csv", key: ["year", "structure_code", "answered_on"],
      columns: [
        Column("year", .year), Column("structure_code", reference: structure),
        Column("answered_on", .date), Column("training_actions", .list, mayBeEmpty: true),
        Column("training_text", .freeText, mayBeEmpty: true),
        Column("senacs_use_level", .level, mayBeEmpty: true),
        Column("senacs_uses", .list, mayBeEmpty: true),
        Column("senacs_text", .freeText, mayBeEmpty: true),
        Column("partnership_level", .level, mayBeEmpty: true),
        Column("veille_declared", .choice(["yes", "no"]), mayBeEmpty: true),
      ]), owner: "evaluation",
    words: ("réponses aux questions de la fiche", "answers to the sheet's questions"),
    name: "answers", tells: .rows(type: "answer-recorded"),
    place: .people("structure_code"), personal: ["training_text", "senacs_text"], isConfided: true,
    submittedBy: [.operator])

  /// `diagnoses.csv`.
  public static let diagnoses = FactKind(
    TableForm(
      "diagnoses.csv", key: ["structure_code", "assessor", "assessed_on"],
      columns: [
        Column("structure_code", reference: structure),
        Column("assessor", .choice(["first", "second", "final"])), Column("assessed_on", .date),
        Column("first_project", .flag), Column("a1", .level), Column("a2", .level),
        Column("a3", .level), Column("a4a", .level), Column("a4b", .level), Column("a4c", .level),
        Column("problems", count), Column("problems_with_axis", count),
        Column("objectives", count), Column("objectives_linked", count),
        Column("last_revision_on", .date, mayBeEmpty: true),
        Column("revision_changed", .flag, mayBeEmpty: true),
      ],
      parts: [
        .init("problems_with_axis", "problems"), .init("objectives_linked", "objectives"),
      ], emptyWhen: ["a1": "first_project"]), owner: "evaluation",
    words: ("évaluations des diagnostics", "readings of diagnoses"),
    tells: .rows(type: "diagnosis-recorded"), place: .people("structure_code"), isConfided: true)

  /// `veille_bodies.csv`.
  public static let bodies = FactKind(
    TableForm(
      "veille_bodies.csv", key: ["body_code"],
      columns: [
        Column("body_code"), Column("name", .text),
        Column(
          "commune_codes", .list,
          reference: Reference("communes", code: "UNKNOWN_COMMUNE", asOf: "communes_as_of")),
        Column("communes_as_of", .date),
      ], isReferredTo: true), owner: "evaluation",
    words: ("instances de veille", "bodies that watch the territory"), name: "bodies",
    table: "veille_bodies",
    tells: .rows(type: "body-recorded"), place: .body("body_code"))

  /// `veille_meetings.csv`.
  public static let meetings = FactKind(
    TableForm(
      "veille_meetings.csv", key: ["meeting_code"],
      columns: [
        Column("meeting_code"),
        Column("body_code", reference: Reference("bodies", code: "UNKNOWN_BODY")),
        Column("held_on", .date), Column("state", .choice(["held", "cancelled"])),
      ], isReferredTo: true), owner: "evaluation",
    words: ("réunions des instances de veille", "meetings of these bodies"), name: "meetings",
    table: "veille_meetings",
    tells: .rows(type: "meeting-recorded"), place: .body("body_code"),
    submittedBy: [.operator, .partner])

  /// `veille_attendance.csv`.
  public static let invitations = FactKind(
    TableForm(
      "veille_attendance.csv", key: ["meeting_code", "structure_code"],
      columns: [
        Column("meeting_code", reference: Reference("meetings", code: "UNKNOWN_MEETING")),
        Column("structure_code", reference: structure),
        Column("response", .choice(["present", "excused", "absent"])),
      ]), owner: "evaluation",
    words: (
      "invitations aux réunions, et réponses", "invitations to meetings, and what came of them"
    ), name: "invitations", table: "veille_attendance",
    tells: .rows(type: "invitation-recorded"), place: .structure("structure_code"),
    submittedBy: [.operator, .partner])
}
