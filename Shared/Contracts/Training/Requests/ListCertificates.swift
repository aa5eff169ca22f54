public import RPCContract
public import Values

/// Lists the people who qualified in a session that was held: present for four fifths of its half-days or more.
///
/// NOT_FOUND with `UNKNOWN_SESSION` for a code that no session has; FAILED_PRECONDITION with `SESSION_NOT_HELD` for a session in another
/// state. Source: acceptance/year.md, `vigie training certificates`.
public struct ListCertificates: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListCertificates"
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

  /// A person who qualified.
  public struct Row: Codable, Sendable, Hashable {
    /// The person's code.
    public var personCode: String
    /// The person's structure at that time; absent where there is none.
    public var structureCode: String?
    /// How many half-days the person was present.
    public var halfDaysPresent: Int
    /// How many half-days the session has.
    public var halfDays: Int

    /// Makes a row.
    public init(
      personCode: String, structureCode: String?, halfDaysPresent: Int, halfDays: Int
    ) {
      self.personCode = personCode
      self.structureCode = structureCode
      self.halfDaysPresent = halfDaysPresent
      self.halfDays = halfDays
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the people's codes.
    public var rows: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(rows: [Row], hasMore: Bool, fictitious: Bool?) {
      self.rows = rows
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
