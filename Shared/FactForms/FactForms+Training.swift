public import Tabular

/// The forms of training's files.
extension FactForms {
  /// `sessions.csv`.
  public static let sessions = TableForm(
    "sessions.csv", key: ["session_code"],
    columns: [
      Column("session_code"), Column("course", .text), Column("title", .text),
      Column("qualifying", .flag),
      Column("state", .choice(["planned", "held", "cancelled"])), Column("first_day", .date),
      Column("last_day", .date), Column("half_days", .integer(atLeast: 1, atMost: 999)),
      Column("half_day_hours", .decimal(atMost: 12)),
      Column("organiser", .choice(["federation", "caf", "other"]), mayBeEmpty: true),
      Column("headcount", count, mayBeEmpty: true),
    ], intervals: [.init("first_day", "last_day")], isReferredTo: true)

  /// `attendance.csv`.
  public static let attendance = TableForm(
    "attendance.csv", key: ["session_code", "person_code"],
    columns: [
      Column("session_code", reference: Reference("sessions", code: "UNKNOWN_SESSION")),
      Column("person_code", reference: Reference("people", code: "UNKNOWN_PERSON")),
      Column(
        "structure_code", mayBeEmpty: true,
        reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
      Column("audience", .choice(["employee", "volunteer", "partner"])),
      Column("status", .choice(["present", "absent", "waiting"])),
      Column("half_days_present", .integer(atLeast: 0, atMost: 999), mayBeEmpty: true),
    ])
}
