public import Contracts
import Values

/// Everybody who has to do with a session, from its enrolments and its list of attendance.
public enum SessionFile {
  /// Somebody's enrolment, with the structure that it names.
  public struct Enrolled: Sendable, Hashable {
    /// The person's code.
    public let personCode: String
    /// The person's structure at that time; nil for none.
    public let structureCode: String?
    /// `registered`, `waiting` or `cancelled`.
    public let state: String

    /// Makes an enrolment.
    public init(personCode: String, structureCode: String?, state: String) {
      self.personCode = personCode
      self.structureCode = structureCode
      self.state = state
    }
  }

  /// Joins enrolments and attendance.
  ///
  /// - Parameters:
  ///   - enrolled: the session's enrolments, one a person, in any order.
  ///   - attendance: its rows of attendance, one a person, in any order.
  /// - Returns: each person once, in the order of the codes.
  public static func people(
    enrolled: [Enrolled], attendance: [Attendance]
  ) -> [GetSessionFile.Person] {
    var people: [String: GetSessionFile.Person] = [:]
    for one in enrolled {
      people[one.personCode] = GetSessionFile.Person(
        personCode: one.personCode, structureCode: one.structureCode, enrolment: one.state)
    }
    for row in attendance {
      let known = people[row.personCode]
      people[row.personCode] = GetSessionFile.Person(
        personCode: row.personCode, structureCode: row.structureCode ?? known?.structureCode,
        enrolment: known?.enrolment, audience: row.audience.rawValue,
        status: row.status.rawValue, halfDaysPresent: row.halfDaysPresent)
    }
    return people.values.sorted { $0.personCode < $1.personCode }
  }
}
