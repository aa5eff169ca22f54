public import RPCContract
public import Values

/// Shows a session in any state with the people who enrolled in it or stand on its list, and the half-days that each attended. Its sheet
/// of attendance, its invitations and its certificates are made from it.
///
/// People whose entries were merged are there once, under the code that stands for them.
///
/// NOT_FOUND with `UNKNOWN_SESSION` for a code that no session has.
public struct ListAttendance: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListAttendance"
  /// Those who keep the attendance.
  public static let roles = RecordAttendance.roles
  /// It names people by their codes.
  public static let tellsOfPeople = true
  /// The session.
  public var subjects: [String] { [sessionCode] }

  /// The session's code.
  public var sessionCode: String
  /// The person's code after which to begin; absent for the first page.
  public var after: String?
  /// The most people: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(sessionCode: String, after: String? = nil, limit: PageSize? = nil) {
    self.sessionCode = sessionCode
    self.after = after
    self.limit = limit
  }

  /// A person.
  public struct Row: Codable, Sendable, Hashable {
    /// The person's code.
    public var personCode: String
    /// The code under which the attendance is recorded, and has to be corrected; absent where it is `personCode`.
    public var attendedAs: String?
    /// The person's structure, of the attendance, or else of the enrolment; absent where none is known.
    public var structureCode: String?
    /// `registered`, `waiting` or `cancelled`; absent for somebody who is not enrolled.
    public var enrolment: String?
    /// The place in the queue, from 1; absent for whoever does not wait.
    public var queuePlace: Int?
    /// `employee`, `volunteer` or `partner`; absent while no attendance is recorded.
    public var audience: String?
    /// `present`, `absent` or `waiting`; absent while no attendance is recorded.
    public var status: String?
    /// How many half-days the person was present; absent where nobody wrote them.
    public var halfDaysPresent: Int?
    /// Which half-days these are, by their numbers; absent where only their count is known.
    public var halfDaysAttended: [Int]?

    /// Makes a row.
    public init(
      personCode: String, attendedAs: String? = nil, structureCode: String?, enrolment: String?,
      queuePlace: Int? = nil, audience: String? = nil, status: String? = nil,
      halfDaysPresent: Int? = nil, halfDaysAttended: [Int]? = nil
    ) {
      self.personCode = personCode
      self.attendedAs = attendedAs
      self.structureCode = structureCode
      self.enrolment = enrolment
      self.queuePlace = queuePlace
      self.audience = audience
      self.status = status
      self.halfDaysPresent = halfDaysPresent
      self.halfDaysAttended = halfDaysAttended
    }
  }

  /// A page, with the session itself.
  public struct Reply: Codable, Sendable {
    /// The session, as the catalogue of courses has it.
    public var session: ListCourses.Row
    /// `planned`, `held` or `cancelled`.
    public var state: String
    /// In the order of the people's codes.
    public var rows: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(
      session: ListCourses.Row, state: String, rows: [Row], hasMore: Bool, fictitious: Bool?
    ) {
      self.session = session
      self.state = state
      self.rows = rows
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
