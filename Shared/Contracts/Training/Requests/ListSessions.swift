public import RPCContract
public import Values

/// Lists the sessions that begin in a period: how many enrolled, how many places are left, how many came and how many qualified.
///
/// Source: acceptance/year.md, “Sessions”.
public struct ListSessions: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListSessions"
  /// Those who organise trainings, those who evaluate them and those who audit; it shows counts.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The first and the last day on which a session may begin.
  public var from, to: CivilDate
  /// The code after which to begin; absent for the first page.
  public var after: String?
  /// The most sessions: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(from: CivilDate, to: CivilDate, after: String? = nil, limit: PageSize? = nil) {
    self.from = from
    self.to = to
    self.after = after
    self.limit = limit
  }

  /// Reads the request.
  ///
  /// - Throws: `DecodingError`; it names `to` if that day lies before `from`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    (from, to) = try container.decodeDays(from: .from, to: .to)
    after = try container.decodeIfPresent(String.self, forKey: .after)
    limit = try container.decodeIfPresent(PageSize.self, forKey: .limit)
  }

  /// A session.
  public struct Row: Codable, Sendable, Hashable {
    /// Its code.
    public var code: String
    /// What it is called.
    public var title: String
    /// `planned`, `held` or `cancelled`.
    public var state: String
    /// The first day.
    public var firstDay: CivilDate
    /// How many people are registered.
    public var registered: Int
    /// How many wait for a place.
    public var waiting: Int
    /// How many cancelled.
    public var cancelled: Int
    /// How many places there are; absent where nobody said.
    public var capacity: Int?
    /// How many places are left; negative where it is overbooked, absent without a capacity.
    public var free: Int?
    /// How many people were present for at least a half-day.
    public var present: Int
    /// How many of these were present for four fifths of the half-days or more; absent unless the session was held.
    public var qualified: Int?
    /// What to look at, in order: `OVERBOOKED`, `PRESENT_NOT_ENROLLED`, `WAITING_WITH_ROOM`.
    public var findings: [String]

    /// Makes a row.
    public init(
      code: String, title: String, state: String, firstDay: CivilDate, registered: Int,
      waiting: Int, cancelled: Int, capacity: Int?, free: Int?, present: Int, qualified: Int?,
      findings: [String]
    ) {
      self.code = code
      self.title = title
      self.state = state
      self.firstDay = firstDay
      self.registered = registered
      self.waiting = waiting
      self.cancelled = cancelled
      self.capacity = capacity
      self.free = free
      self.present = present
      self.qualified = qualified
      self.findings = findings
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of their codes.
    public var sessions: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(sessions: [Row], hasMore: Bool, fictitious: Bool?) {
      self.sessions = sessions
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
