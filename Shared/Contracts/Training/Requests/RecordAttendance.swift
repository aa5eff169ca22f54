public import RPCContract
public import Values

/// How many half-days somebody was present at a session.
public enum HalfDayBounds: NumberBounds {
  /// Up to 999, the most that a session has. Source: acceptance/formats.md.
  public static let range = 0...999
}

extension Audience: Choice {}
extension AttendanceStatus: Choice {}

/// Records one person's attendance at a session; recording it again is a correction.
public struct RecordAttendance: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/RecordAttendance"
  /// Who keeps the attendance.
  public static let roles: Set<Role> = [.operator, .federation]
  /// It changes facts.
  public static let mutates = true
  /// The session, the person, and the structure if it is named.
  public var subjects: [String] { [sessionCode, personCode] + (structureCode.map { [$0] } ?? []) }

  /// The most numbers of half-days.
  public static let mostHalfDays = HalfDayBounds.range.upperBound

  /// The session's code.
  public var sessionCode: String
  /// The person's code.
  public var personCode: String
  /// The person's structure at that time, where there is one.
  public var structureCode: String?
  /// In what capacity.
  public var audience: Audience
  /// Whether the person was there.
  public var status: AttendanceStatus
  /// Half-days that the person was there, at most the session's.
  public var halfDaysPresent: Bounded<HalfDayBounds>?
  /// Which half-days these are: their numbers from 1 in ascending order, as many as `halfDaysPresent` says, ``mostHalfDays`` at most;
  /// absent or empty where only their count is known.
  public var halfDaysAttended: [Bounded<HalfDayBounds>]?

  /// Makes the request.
  public init(
    sessionCode: String, personCode: String, structureCode: String?, audience: Audience,
    status: AttendanceStatus, halfDaysPresent: Bounded<HalfDayBounds>?,
    halfDaysAttended: [Bounded<HalfDayBounds>]? = nil
  ) {
    self.sessionCode = sessionCode
    self.personCode = personCode
    self.structureCode = structureCode
    self.audience = audience
    self.status = status
    self.halfDaysPresent = halfDaysPresent
    self.halfDaysAttended = halfDaysAttended
  }

  /// What the record changed.
  public struct Reply: Codable, Sendable, Hashable {
    /// `added`, `corrected` or `unchanged`.
    public var change: String

    /// Makes the reply.
    public init(change: String) { self.change = change }
  }
}
