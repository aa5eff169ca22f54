public import RPCContract

/// Cancels a person's enrolment in a planned session, under all entries of the person. If a place becomes free, the first who waits moves
/// up in the same transaction.
///
/// NOT_FOUND with `UNKNOWN_SESSION` for a code that no session has, and with `NOT_ENROLLED` for a person who is not enrolled in it;
/// FAILED_PRECONDITION with `SESSION_NOT_PLANNED` for a session that was held or cancelled.
public struct CancelRegistration: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/CancelRegistration"
  /// Those who keep the attendance.
  public static let roles = RecordAttendance.roles
  /// It changes facts.
  public static let mutates = true
  /// The session and the person.
  public var subjects: [String] { [sessionCode, personCode] }

  /// The session's code.
  public var sessionCode: String
  /// The person's code.
  public var personCode: String

  /// Makes the request.
  public init(sessionCode: String, personCode: String) {
    self.sessionCode = sessionCode
    self.personCode = personCode
  }

  /// What became of it.
  public struct Reply: Codable, Sendable, Hashable {
    /// `corrected`, or `unchanged` where the enrolment was cancelled already.
    public var change: String
    /// The code of the person who moved up from the waiting list; absent for nobody.
    public var movedUp: String?
    /// How many places are left now; negative where the session is overbooked, absent without a capacity.
    public var free: Int?
    /// How many people still wait.
    public var waiting: Int

    /// Makes the reply.
    public init(change: String, movedUp: String?, free: Int?, waiting: Int) {
      self.change = change
      self.movedUp = movedUp
      self.free = free
      self.waiting = waiting
    }
  }
}
