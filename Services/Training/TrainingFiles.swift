import ServiceHost
import Tabular

/// The fact files of the training service. Source: acceptance/formats.md.
enum TrainingFiles {
  static let sessions = TableForm(
    "sessions.csv", key: ["session_code"],
    columns: [
      Column("session_code"), Column("course"), Column("title"), Column("qualifying", .flag),
      Column("state", .choice(["planned", "held", "cancelled"])), Column("first_day", .date),
      Column("last_day", .date), Column("half_days", .integer(atLeast: 1)),
      Column("half_day_hours", .decimal),
      Column("organiser", .choice(["federation", "caf", "other"]), mayBeEmpty: true),
      Column("headcount", .integer(atLeast: 0), mayBeEmpty: true),
    ], intervals: [.init("first_day", "last_day")])

  static let attendance = TableForm(
    "attendance.csv", key: ["session_code", "person_code"],
    columns: [
      Column("session_code", reference: Reference("sessions", code: "UNKNOWN_SESSION")),
      Column("person_code", reference: Reference("people", code: "UNKNOWN_PERSON")),
      Column(
        "structure_code", mayBeEmpty: true,
        reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
      Column("audience", .choice(["employee", "volunteer", "partner"])),
      Column("status", .choice(["present", "absent", "waiting"])),
      Column("half_days_present", .integer(atLeast: 0), mayBeEmpty: true),
    ])

  static let all: [FactFile] = [
    FactFile(
      sessions, into: TrainingStore.sessions,
      publish: FactFile.telling(TrainingEvents.sessions, sessions)),
    FactFile(
      attendance, into: TrainingStore.attendance,
      excess: { row, transaction in
        guard let present = row.optionalInteger("half_days_present"),
          let most = try TrainingStore.halfDays(of: row.text("session_code"), in: transaction),
          present > most
        else { return nil }
        return "half_days_present"
      }, publish: FactFile.telling(TrainingEvents.attendance, attendance)),
  ]
}
