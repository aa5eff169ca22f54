public import Values

/// A session of a course.
public struct Session: Hashable, Sendable {
  /// What became of it.
  public let state: SessionState
  /// Whether it counts for the sheet.
  public let qualifying: Bool
  /// The last day: the session's own date.
  public let lastDay: CivilDate
  /// The number of half-days; at least 1.
  public let halfDays: Int
  /// Hours of a half-day.
  public let halfDayHours: Quantity
  /// How many people were present who were only counted, not listed; nil where nothing is known of any.
  public let headcount: Int?

  /// Makes a session.
  public init(
    state: SessionState, qualifying: Bool, lastDay: CivilDate, halfDays: Int,
    halfDayHours: Quantity,
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
  public var counts: Bool { qualifying && state == .held }
}
