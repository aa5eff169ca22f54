public import Contracts
public import Values

/// Who attended which session on behalf of a structure, and what its team attended elsewhere. Half-days present count as for certificates
/// (acceptance/year.md).
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

  /// Puts the rows of attendance of a structure, and those of its team, beside their sessions.
  ///
  /// A training stays with the person: whoever came for another structure before is trained here too, and I4 counts that.
  ///
  /// - Parameters:
  ///   - structure: the structure's code; a row of another one is left out, unless it is of somebody of the team.
  ///   - team: the codes of those who hold a mandate in the structure.
  ///   - sessions: those asked about; a row of another session is left out.
  ///   - attendance: in any order.
  /// - Returns: the latest session first, then by its code and the person's.
  public static func rows(
    of structure: String, team: Set<String> = [], sessions: [Held], attendance: [Attendance]
  ) -> [ListTrainings.Training] {
    let byCode = Dictionary(sessions.map { ($0.code, $0) }) { first, _ in first }
    return attendance.compactMap { row -> ListTrainings.Training? in
      let isMeant = row.structureCode == structure || team.contains(row.personCode)
      guard isMeant, row.wasThere, let session = byCode[row.sessionCode] else { return nil }
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
