public import RPCContract

/// Records one person's attendance at a session; what is recorded again is a correction.
public struct RecordAttendance: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/RecordAttendance"
  /// Who keeps the attendance.
  public static let roles: Set<Role> = [.operator, .federation]
  /// It changes facts.
  public static let mutates = true

  /// The session's code.
  public var sessionCode: String
  /// The person's code.
  public var personCode: String
  /// The person's structure at that time, where there is one.
  public var structureCode: String?
  /// `employee`, `volunteer` or `partner`.
  public var audience: String
  /// `present`, `absent` or `waiting`.
  public var status: String
  /// Half-days that the person was there, at most the session's.
  public var halfDaysPresent: Int?

  /// Makes the request.
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

  /// What the record changed.
  public struct Reply: Codable, Sendable, Hashable {
    /// `added`, `corrected` or `unchanged`.
    public var change: String

    /// Makes the reply.
    public init(change: String) { self.change = change }
  }
}
