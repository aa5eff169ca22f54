import ServiceHost
import Storage
import TrainingDomain
import Values

/// The tables of the training service, and what is read from them.
enum TrainingStore {
  static let sessions = HistoryTable(
    "sessions", key: ["session_code"],
    values: [
      "course", "title", "qualifying", "state", "first_day", "last_day", "half_days",
      "half_day_hours", "organiser", "headcount",
    ])
  static let attendance = HistoryTable(
    "attendance", key: ["session_code", "person_code"],
    values: ["structure_code", "audience", "status", "half_days_present"])

  static let own = [sessions, attendance]

  static let tables = NetworkTables.all.merging(
    ["sessions": sessions, "attendance": attendance], uniquingKeysWith: { $1 })

  /// Half-days of a session; nil when it is unknown.
  static func halfDays(of session: String, in transaction: ReadTransaction) throws -> Int? {
    try sessions.find([session], in: transaction).flatMap { Int($0.text("half_days")) }
  }

  static func readSessions(
    knownBefore: Instant?, in transaction: ReadTransaction
  ) throws -> [String: Session] {
    var found: [String: Session] = [:]
    try sessions.forEach(knownBefore: knownBefore, in: transaction) { row in
      guard let lastDay = CivilDate(row.text("last_day")),
        let halfDays = Int(row.text("half_days")), let hours = Quantity(row.text("half_day_hours"))
      else { return }
      found[row.text("session_code")] = Session(
        state: row.text("state"), qualifying: row.text("qualifying") == "true",
        lastDay: lastDay, halfDays: halfDays, halfDayHours: hours,
        headcount: Int(row.text("headcount")))
    }
    return found
  }

  static func readAttendance(
    knownBefore: Instant?, in transaction: ReadTransaction
  ) throws -> [Attendance] {
    var found: [Attendance] = []
    try attendance.forEach(knownBefore: knownBefore, in: transaction) { row in
      let structure = row.text("structure_code")
      found.append(
        Attendance(
          sessionCode: row.text("session_code"), personCode: row.text("person_code"),
          structureCode: structure.isEmpty ? nil : structure, audience: row.text("audience"),
          status: row.text("status"), halfDaysPresent: Int(row.text("half_days_present"))))
    }
    return found
  }
}
