public import RPCContract
public import Values

/// Returns a session with everybody who enrolled in it or stands on its list, by their codes, a page of people at a time: what its
/// invitations, its sheet of attendance and its certificates are made from.
///
/// NOT_FOUND with `UNKNOWN_SESSION` for a code that no session has.
public struct GetSessionFile: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/GetSessionFile"
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

  /// When a half-day takes place.
  public struct HalfDay: Codable, Sendable, Hashable {
    /// Its number, from 1.
    public var number: Int
    /// The day.
    public var day: CivilDate
    /// When it begins and ends, `HH:MM`, in Paris.
    public var starts, ends: String

    /// Makes a half-day.
    public init(number: Int, day: CivilDate, starts: String, ends: String) {
      self.number = number
      self.day = day
      self.starts = starts
      self.ends = ends
    }
  }

  /// A session.
  public struct Session: Codable, Sendable, Hashable {
    /// Its code.
    public var code: String
    /// The course of which it is a session.
    public var course: String
    /// What it is called.
    public var title: String
    /// `planned`, `held` or `cancelled`.
    public var state: String
    /// The first and the last day.
    public var firstDay, lastDay: CivilDate
    /// How many half-days it has; at least 1.
    public var halfDays: Int
    /// Who organises it: `federation`, `caf` or `other`; absent where nobody said.
    public var organiser: String?
    /// Where it takes place; absent where nobody said.
    public var place: String?
    /// Its half-days with their hours, in order; empty where nobody noted them.
    public var times: [HalfDay]

    /// Makes a session.
    public init(
      code: String, course: String, title: String, state: String, firstDay: CivilDate,
      lastDay: CivilDate, halfDays: Int, organiser: String?, place: String?, times: [HalfDay]
    ) {
      self.code = code
      self.course = course
      self.title = title
      self.state = state
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.halfDays = halfDays
      self.organiser = organiser
      self.place = place
      self.times = times
    }
  }

  /// Somebody who enrolled or stands on the list.
  public struct Person: Codable, Sendable, Hashable {
    /// The person's code.
    public var personCode: String
    /// The person's structure: that of the list, else that of the enrolment; absent where there is none.
    public var structureCode: String?
    /// `registered`, `waiting` or `cancelled`; absent for somebody who did not enrol.
    public var enrolment: String?
    /// In what capacity the person took part: `employee`, `volunteer` or `partner`; absent where there is no row of attendance.
    public var audience: String?
    /// `present`, `absent` or `waiting`, as the list says; absent where there is no row of attendance.
    public var status: String?
    /// Half-days present; absent where nobody wrote them.
    public var halfDaysPresent: Int?

    /// Makes a person.
    public init(
      personCode: String, structureCode: String?, enrolment: String?, audience: String? = nil,
      status: String? = nil, halfDaysPresent: Int? = nil
    ) {
      self.personCode = personCode
      self.structureCode = structureCode
      self.enrolment = enrolment
      self.audience = audience
      self.status = status
      self.halfDaysPresent = halfDaysPresent
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// The session, the same on every page.
    public var session: Session
    /// In the order of their codes.
    public var people: [Person]
    /// Whether more people follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(session: Session, people: [Person], hasMore: Bool, fictitious: Bool?) {
      self.session = session
      self.people = people
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
