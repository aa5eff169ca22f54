public import Values

/// A session of a course.
public struct Session: Hashable, Sendable {
  /// `planned`, `held` or `cancelled`.
  public let state: String
  /// Whether it counts for the sheet.
  public let qualifying: Bool
  /// The last day: the session's own date.
  public let lastDay: CivilDate
  /// At least 1.
  public let halfDays: Int
  /// Hours of a half-day.
  public let halfDayHours: Quantity
  /// People present who were only counted; nil for none known.
  public let headcount: Int?

  /// Makes a session.
  public init(
    state: String, qualifying: Bool, lastDay: CivilDate, halfDays: Int, halfDayHours: Quantity,
    headcount: Int?
  ) {
    self.state = state
    self.qualifying = qualifying
    self.lastDay = lastDay
    self.halfDays = halfDays
    self.halfDayHours = halfDayHours
    self.headcount = headcount
  }

  /// Whether it was held and counts for the sheet.
  public var counts: Bool { qualifying && state == "held" }
}

/// A person's row in a session's list.
public struct Attendance: Hashable, Sendable {
  /// The session's code.
  public let sessionCode: String
  /// The person's code.
  public let personCode: String
  /// The person's structure at that time; nil for none.
  public let structureCode: String?
  /// `employee`, `volunteer` or `partner`.
  public let audience: String
  /// `present`, `absent` or `waiting`.
  public let status: String
  /// Half-days present; nil where nobody wrote them.
  public let halfDaysPresent: Int?

  /// Makes a row.
  public init(
    sessionCode: String, personCode: String, structureCode: String?, audience: String,
    status: String, halfDaysPresent: Int?
  ) {
    self.sessionCode = sessionCode
    self.personCode = personCode
    self.structureCode = structureCode
    self.audience = audience
    self.status = status
    self.halfDaysPresent = halfDaysPresent
  }

  /// Whether the person was there for at least a half-day.
  public var wasThere: Bool { status == "present" && (halfDaysPresent ?? 0) >= 1 }
}
