public import Contracts
public import Values

/// A session with everybody who enrolled in it or stands on its list: what the session's places and certificates follow from.
///
/// Source: acceptance/year.md, “Sessions” and `vigie training certificates`.
public struct OneSession: Sendable {
  /// The session's code.
  public let code: String
  /// What it is called.
  public let title: String
  /// What became of it.
  public let state: SessionState
  /// The first day.
  public let firstDay: CivilDate
  /// The number of half-days; at least 1.
  public let halfDays: Int
  /// How many places there are; nil where nobody said.
  public let capacity: Int?
  private let enrolments: [Enrolment]
  /// The rows of those who were there for at least a half-day, one a person.
  private let present: [Attendance]

  /// Takes a session, its enrolments and its rows of attendance, each in any order.
  public init(
    code: String, title: String, state: SessionState, firstDay: CivilDate, halfDays: Int,
    capacity: Int?, enrolments: [Enrolment], attendance: [Attendance]
  ) {
    self.code = code
    self.title = title
    self.state = state
    self.firstDay = firstDay
    self.halfDays = halfDays
    self.capacity = capacity
    self.enrolments = enrolments
    present = attendance.filter(\.wasThere)
  }

  /// The session as the list of sessions has it.
  public var row: ListSessions.Row {
    let free = capacity.map { $0 - count(.registered) }
    return ListSessions.Row(
      code: code, title: title, state: state.rawValue, firstDay: firstDay,
      registered: count(.registered), waiting: count(.waiting), cancelled: count(.cancelled),
      capacity: capacity, free: free, present: present.count,
      qualified: state == .held ? qualified.count : nil, findings: findings(free: free))
  }

  /// Those who qualified, in the order of their codes; nobody unless the session was held.
  public var certificates: [ListCertificates.Row] {
    guard state == .held else { return [] }
    return qualified.sorted { $0.personCode < $1.personCode }.map { row in
      .init(
        personCode: row.personCode, structureCode: row.structureCode,
        halfDaysPresent: row.halfDaysPresent ?? 0, halfDays: halfDays)
    }
  }

  /// The rows of four fifths of the half-days or more, whether or not the session counts for the sheet.
  private var qualified: [Attendance] {
    present.filter { $0.qualifies(of: halfDays) }
  }

  private func count(_ state: Enrolment.State) -> Int {
    enrolments.count { $0.state == state }
  }

  /// Returns what to look at, in the order of the codes.
  private func findings(free: Int?) -> [String] {
    var findings: [String] = []
    if let free, free < 0, state != .cancelled { findings.append("OVERBOOKED") }
    let expected = Set(enrolments.filter { $0.state != .cancelled }.map(\.personCode))
    if !enrolments.isEmpty, present.contains(where: { !expected.contains($0.personCode) }) {
      findings.append("PRESENT_NOT_ENROLLED")
    }
    if let free, free > 0, state == .planned, count(.waiting) > 0 {
      findings.append("WAITING_WITH_ROOM")
    }
    return findings
  }
}
