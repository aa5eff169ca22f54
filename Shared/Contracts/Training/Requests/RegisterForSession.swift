public import RPCContract
public import Values

/// Registers a person for a planned session: with a place if one is free that nobody in front waits for, else on the waiting list.
///
/// Whoever is registered stays registered, whoever waits gets a place by the same rule, and several entries of one person have one place.
///
/// NOT_FOUND with `UNKNOWN_SESSION` for a code that no session has; FAILED_PRECONDITION with `SESSION_NOT_PLANNED` for a session that was
/// held or cancelled; INVALID_ARGUMENT with `ROW_REFUSED` for what `enrolments.csv` may not have, such as an unknown person.
public struct RegisterForSession: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/RegisterForSession"
  /// Those who keep the attendance.
  public static let roles = RecordAttendance.roles
  /// It changes facts.
  public static let mutates = true
  /// The session, the person, and the structure if it is named.
  public var subjects: [String] { [sessionCode, personCode] + (structureCode.map { [$0] } ?? []) }

  /// The session's code.
  public var sessionCode: String
  /// The person's code.
  public var personCode: String
  /// The person's structure; absent for the one that is known already, if any.
  public var structureCode: String?
  /// The day of the enrolment, by which the waiting list is ordered.
  public var enrolledOn: CivilDate

  /// Makes the request.
  public init(
    sessionCode: String, personCode: String, structureCode: String? = nil, enrolledOn: CivilDate
  ) {
    self.sessionCode = sessionCode
    self.personCode = personCode
    self.structureCode = structureCode
    self.enrolledOn = enrolledOn
  }

  /// What became of it.
  public struct Reply: Codable, Sendable, Hashable {
    /// `added`, `corrected` or `unchanged`.
    public var change: String
    /// `registered` or `waiting`.
    public var state: String
    /// The place in the queue, from 1; absent for whoever is registered.
    public var queuePlace: Int?
    /// How many places are left now; negative where the session is overbooked, absent without a capacity.
    public var free: Int?

    /// Makes the reply.
    public init(change: String, state: String, queuePlace: Int?, free: Int?) {
      self.change = change
      self.state = state
      self.queuePlace = queuePlace
      self.free = free
    }
  }
}
