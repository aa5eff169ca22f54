public import Contracts
public import Values

/// Who attended which session on behalf of a structure. Half-days present count as for certificates (acceptance/year.md).
public enum Trainings {
  /// A session that was held.
  public struct Held: Sendable {
    /// The session's code, and what it is called.
    public let code, title: String
    /// Its first and last day.
    public let firstDay, lastDay: CivilDate
    /// How many half-days it has; at least 1.
    public let halfDays: Int

    /// Makes a session.
    public init(
      code: String, title: String, firstDay: CivilDate, lastDay: CivilDate, halfDays: Int
    ) {
      self.code = code
      self.title = title
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.halfDays = halfDays
    }
  }

  /// Puts the rows of attendance of a structure beside their sessions.
  ///
  /// - Parameters:
  ///   - structure: the structure's code; a row of another one is left out.
  ///   - sessions: those asked about; a row of another session is left out.
  ///   - attendance: in any order.
  /// - Returns: the latest session first, then by its code and the person's.
  public static func rows(
    of structure: String, sessions: [Held], attendance: [Attendance]
  ) -> [ListTrainings.Training] {
    let byCode = Dictionary(sessions.map { ($0.code, $0) }) { first, _ in first }
    return attendance.compactMap { row -> ListTrainings.Training? in
      guard row.structureCode == structure, row.wasThere, let session = byCode[row.sessionCode]
      else { return nil }
      return ListTrainings.Training(
        session: session.code, title: session.title, firstDay: session.firstDay,
        lastDay: session.lastDay, person: row.personCode,
        halfDaysPresent: row.halfDaysPresent ?? 0, halfDays: session.halfDays,
        qualified: row.qualifies(of: session.halfDays))
    }.sorted {
      ($1.lastDay, $0.session, $0.person) < ($0.lastDay, $1.session, $1.person)
    }
  }
}
