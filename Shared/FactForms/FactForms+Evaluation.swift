public import Tabular

/// The forms of evaluation's files.
extension FactForms {
  /// `evaluation_answers.csv`.
  public static let answers = TableForm(
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
    ])

  /// `diagnoses.csv`.
  public static let diagnoses = TableForm(
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
    ], emptyWhen: ["a1": "first_project"])

  /// `veille_bodies.csv`.
  public static let bodies = TableForm(
    "veille_bodies.csv", key: ["body_code"],
    columns: [
      Column("body_code"), Column("name", .text),
      Column(
        "commune_codes", .list,
        reference: Reference("communes", code: "UNKNOWN_COMMUNE", asOf: "communes_as_of")),
      Column("communes_as_of", .date),
    ], isReferredTo: true)

  /// `veille_meetings.csv`.
  public static let meetings = TableForm(
    "veille_meetings.csv", key: ["meeting_code"],
    columns: [
      Column("meeting_code"),
      Column("body_code", reference: Reference("bodies", code: "UNKNOWN_BODY")),
      Column("held_on", .date), Column("state", .choice(["held", "cancelled"])),
    ], isReferredTo: true)

  /// `veille_attendance.csv`.
  public static let invitations = TableForm(
    "veille_attendance.csv", key: ["meeting_code", "structure_code"],
    columns: [
      Column("meeting_code", reference: Reference("meetings", code: "UNKNOWN_MEETING")),
      Column("structure_code", reference: structure),
      Column("response", .choice(["present", "excused", "absent"])),
    ])
}
