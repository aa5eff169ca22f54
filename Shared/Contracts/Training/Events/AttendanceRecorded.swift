public import RPCContract
public import Values

/// Versions of attendance.
public struct AttendanceRecorded: Event {
  /// The type's name in the feed.
  public static let topic = "vigie.training.v1.attendance-recorded"

  /// A person's attendance at a session: codes, never names.
  public struct Attendance: Codable, Sendable, Hashable {
    /// The session's code.
    public var sessionCode: String
    /// The person's code.
    public var personCode: String
    /// The person's structure at that time.
    public var structureCode: String?
    /// `employee`, `volunteer` or `partner`.
    public var audience: String
    /// `present`, `absent` or `waiting`.
    public var status: String
    /// Half-days that the person was there.
    public var halfDaysPresent: Int?

    /// Makes an attendance.
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
  }

  /// 500 at most an event.
  public var attendance: [Attendance]
  /// When the training service recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(attendance: [Attendance], recordedAt: Instant) {
    self.attendance = attendance
    self.recordedAt = recordedAt
  }
}
