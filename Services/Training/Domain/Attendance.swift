public import Values

/// A person's row in a session's list.
public struct Attendance: Hashable, Sendable {
  /// The session's code.
  public let sessionCode: String
  /// The person's code.
  public let personCode: String
  /// The person's structure at that time; nil for none.
  public let structureCode: String?
  /// In what capacity the person takes part.
  public let audience: Audience
  /// Whether the person took part.
  public let status: AttendanceStatus
  /// Half-days present; nil where nobody wrote them.
  public let halfDaysPresent: Int?
  /// Which half-days these are, by their numbers in ascending order; nil where only their count is known.
  public let halfDaysAttended: [Int]?
  /// The codes under which it was recorded where people's entries were merged; empty for the person's own code alone.
  private let recorded: [String]

  /// Makes a row.
  public init(
    sessionCode: String, personCode: String, structureCode: String?, audience: Audience,
    status: AttendanceStatus, halfDaysPresent: Int?, halfDaysAttended: [Int]? = nil,
    entries: [String] = []
  ) {
    recorded = entries
    self.sessionCode = sessionCode
    self.personCode = personCode
    self.structureCode = structureCode
    self.audience = audience
    self.status = status
    self.halfDaysPresent = halfDaysPresent
    self.halfDaysAttended = halfDaysAttended
  }

  /// The codes under which it was recorded: the person's own, or those of the entries that are one person.
  public var entries: [String] { recorded.isEmpty ? [personCode] : recorded }

  /// Whether the person was there for four fifths of a session's half-days or more, and so qualified in it and counts as trained by it.
  ///
  /// Source: acceptance/year.md, “Sessions”; acceptance/indicators.md, I4.
  ///
  /// - Parameter halfDays: how many half-days the session has; at least 1.
  /// - Returns: whether it was that much.
  public func qualifies(of halfDays: Int) -> Bool {
    wasThere && 5 * (halfDaysPresent ?? 0) >= 4 * halfDays
  }

  /// Whether the person was there for at least a half-day.
  public var wasThere: Bool { status == .present && (halfDaysPresent ?? 0) >= 1 }
}
