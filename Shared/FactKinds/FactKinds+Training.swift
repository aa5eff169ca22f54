import RPCContract
import Tabular

/// The kinds of training.
extension FactKind {
  /// The federation brings these, and no other file of any service: what it is judged by, others bring.
  private static let trainers: Set<Role> = [.operator, .federation]

  /// `sessions.csv`.
  public static let sessions = FactKind(
    TableForm(
      "sessions.csv", key: ["session_code"],
      columns: [
        Column("session_code"), Column("course", .text), Column("title", .text),
        Column("qualifying", .flag),
        Column("state", .choice(["planned", "held", "cancelled"])), Column("first_day", .date),
        Column("last_day", .date), Column("half_days", .integer(atLeast: 1, atMost: 999)),
        Column("half_day_hours", .decimal(atMost: 12)),
        Column("organiser", .choice(["federation", "caf", "other"]), mayBeEmpty: true),
        Column("headcount", count, mayBeEmpty: true),
      ], intervals: [.init("first_day", "last_day")], isReferredTo: true), owner: "training",
    words: ("sessions de formation", "training sessions"),
    tells: .rows(type: "session-recorded"), loadedBy: trainers)

  /// `attendance.csv`.
  public static let attendance = FactKind(
    TableForm(
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
      ]), owner: "training",
    words: ("présences aux formations", "attendance of training"),
    tells: .rows(type: "attendance-recorded"),
    place: .people("structure_code"), loadedBy: trainers,
    submittedBy: [.operator, .federation, .partner],
    limits: [Limit("half_days_present", most: "half_days", of: "session_code")])
}
