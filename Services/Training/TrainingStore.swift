import CentreNetwork
import Contracts
import FactKinds
import ServiceHost
import Storage
import TrainingDomain
import Values

/// The tables of the training service, and what is read from them.
enum TrainingStore {
  static let sessions = HistoryTable(.sessions)
  static let attendance = HistoryTable(.attendance)

  static func readSessions(
    knownBefore: Instant?, in transaction: ReadTransaction
  ) throws -> [String: Session] {
    var found: [String: Session] = [:]
    try sessions.forEach(knownBefore: knownBefore, in: transaction) { row in
      guard let state = SessionState(rawValue: row.text("state")),
        let lastDay = CivilDate(row.text("last_day")),
        let halfDays = Int(row.text("half_days")), let hours = Quantity(row.text("half_day_hours"))
      else { return }
      found[row.text("session_code")] = Session(
        state: state, qualifying: row.text("qualifying") == "true",
        lastDay: lastDay, halfDays: halfDays, halfDayHours: hours,
        headcount: Int(row.text("headcount")))
    }
    return found
  }

  static func readAttendance(
    knownBefore: Instant?, in transaction: ReadTransaction
  ) throws -> [Attendance] {
    try attendance.compactMap(knownBefore: knownBefore, in: transaction, makeAttendance)
  }

  /// Reads the rows of attendance under a person's code, as they were recorded.
  static func readAttendance(
    ofEntry code: String, in transaction: ReadTransaction
  ) throws -> [Attendance] {
    try attendance.rows(with: "person_code", code, in: transaction).compactMap(makeAttendance)
  }

  /// Reads the rows of attendance, one a person and session, of everybody who ever came for a structure, and of some people.
  static func readAttendance(
    ofStructure code: String, and people: Set<String>, _ merges: Merges,
    in transaction: ReadTransaction
  ) throws -> [Attendance] {
    let came = try attendance.rows(with: "structure_code", code, in: transaction)
      .map { merges.person($0.text("person_code")) }
    // All rows of a person are needed: one of several may stand for the others.
    let entries = people.union(came).flatMap { merges.entries(of: $0) }
    return Attendance.joined(
      try entries.flatMap { try readAttendance(ofEntry: $0, in: transaction) }, by: merges)
  }

  /// Reads who holds a mandate in a structure on a day, by their persons' codes.
  static func readTeam(
    of structure: String, on day: CivilDate, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> Set<String> {
    let held = try NetworkReader().mandates(inStructure: structure, merges, in: transaction)
    return Set(held.filter { $0.period.contains(day) }.map(\.personCode))
  }

  /// Makes a row of attendance; nil for a word that is not known.
  static func makeAttendance(_ row: SQLRow) -> Attendance? {
    guard let audience = Audience(rawValue: row.text("audience")),
      let status = AttendanceStatus(rawValue: row.text("status"))
    else { return nil }
    let attended = row.text("half_days_attended").split(separator: " ").compactMap { Int($0) }
    return Attendance(
      sessionCode: row.text("session_code"), personCode: row.text("person_code"),
      structureCode: row.filledText("structure_code"), audience: audience,
      status: status, halfDaysPresent: Int(row.text("half_days_present")),
      halfDaysAttended: attended.isEmpty ? nil : attended)
  }

  /// Reads the facts that a query's figures rest on, as they were known at the instants that the query names.
  static func facts(
    _ query: FigureQuery, in transaction: ReadTransaction
  ) throws -> TrainingFacts {
    let bound = query.knownBefore(of: "training")
    let networkBound = query.knownBefore(of: NetworkProjection.source)
    let reader = NetworkReader()
    let network = try reader.network(knownBefore: networkBound, in: transaction)
    let merges = try reader.merges(knownBefore: networkBound, in: transaction)
    return TrainingFacts(
      network: network,
      mandates: try reader.mandates(of: network, knownBefore: networkBound, in: transaction),
      sessions: try readSessions(knownBefore: bound, in: transaction),
      attendance: Attendance.joined(
        try readAttendance(knownBefore: bound, in: transaction), by: merges),
      days: min(query.from, query.to)...query.to)
  }
}
