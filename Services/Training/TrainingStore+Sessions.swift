import CentreNetwork
import FactKinds
import ServiceHost
import Storage
import TrainingDomain
import Values

/// Single sessions, each with everybody who enrolled or stands on its list.
extension TrainingStore {
  /// Returns the sessions that begin in a period, by their codes: those after a code, or the first ones, and no more than `most`.
  static func readSessions(
    beginningFrom from: CivilDate, to: CivilDate, after code: String?, most: Int,
    in transaction: ReadTransaction
  ) throws -> [OneSession] {
    let merges = try NetworkReader().merges(in: transaction)
    let codes = try sessions.compactMap(in: transaction) { row -> String? in
      guard let first = CivilDate(row.text("first_day")), from <= first, first <= to else {
        return nil
      }
      return row.text("session_code")
    }
    return try codes.filter { $0 > code ?? "" }.sorted().prefix(most)
      .compactMap { try readSession($0, merges, in: transaction) }
  }

  /// Returns a session; nil for a code that no session has.
  static func readSession(
    _ code: String, in transaction: ReadTransaction
  ) throws -> OneSession? {
    try readSession(code, NetworkReader().merges(in: transaction), in: transaction)
  }

  private static func readSession(
    _ code: String, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> OneSession? {
    guard let row = try sessions.find([code], in: transaction),
      let state = SessionState(rawValue: row.text("state")),
      let firstDay = CivilDate(row.text("first_day")), let halfDays = Int(row.text("half_days"))
    else { return nil }
    return OneSession(
      code: code, title: row.text("title"), state: state, firstDay: firstDay, halfDays: halfDays,
      capacity: Int(row.text("capacity")),
      enrolments: Enrolment.joined(
        try HistoryTable(.enrolments).rows(ofFirstKey: code, in: transaction)
          .compactMap(makeEnrolment), by: merges),
      attendance: try readAttendance(of: code, merges, in: transaction))
  }

  /// Returns the sessions that were held and end in a period.
  static func heldSessions(
    endingFrom from: CivilDate, to: CivilDate, in transaction: ReadTransaction
  ) throws -> [Trainings.Held] {
    try sessions.compactMap(in: transaction) { row -> Trainings.Held? in
      guard row.text("state") == SessionState.held.rawValue,
        let firstDay = CivilDate(row.text("first_day")),
        let lastDay = CivilDate(row.text("last_day")), from <= lastDay, lastDay <= to,
        let halfDays = Int(row.text("half_days"))
      else { return nil }
      return Trainings.Held(
        code: row.text("session_code"), title: row.text("title"), firstDay: firstDay,
        lastDay: lastDay, halfDays: halfDays)
    }
  }

  private static func makeEnrolment(_ row: SQLRow) -> Enrolment? {
    Enrolment.State(rawValue: row.text("state")).map {
      Enrolment(personCode: row.text("person_code"), state: $0)
    }
  }
}
