public import RPCContract
public import Values

/// A half-day of a session, with its day and its times.
public struct HalfDaySlot: Codable, Sendable, Hashable {
  /// Its number in the session, 1…999.
  public var halfDay: Int
  /// The day.
  public var day: CivilDate
  /// When it begins and when it ends, `HH:MM` of 24 hours in Paris.
  public var starts, ends: String

  /// Makes a half-day.
  public init(halfDay: Int, day: CivilDate, starts: String, ends: String) {
    self.halfDay = halfDay
    self.day = day
    self.starts = starts
    self.ends = ends
  }
}

/// Lists the planned sessions that begin in a period, each with its course, place, times and free places.
///
/// A structure sees them too: it looks for trainings for its team. Nobody is named but the trainer, whose name belongs to the offer.
/// Partners are not told it.
public struct ListCourses: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListCourses"
  /// Those who organise trainings, those who audit, and structures, for whom trainings are.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .structure]

  /// The first and the last day on which a session may begin.
  public var from, until: CivilDate
  /// The code of the session after which to begin; absent for the first page.
  public var after: String?
  /// The most sessions: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(from: CivilDate, until: CivilDate, after: String? = nil, limit: PageSize? = nil) {
    self.from = from
    self.until = until
    self.after = after
    self.limit = limit
  }

  /// Reads the request.
  ///
  /// - Throws: `DecodingError`; it names `until` if that day lies before `from`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    (from, until) = try container.decodeDays(from: .from, to: .until)
    after = try container.decodeIfPresent(String.self, forKey: .after)
    limit = try container.decodeIfPresent(PageSize.self, forKey: .limit)
  }

  /// A session that is planned.
  public struct Row: Codable, Sendable, Hashable {
    /// The course of which it is a session.
    public var course: String
    /// What the session is called.
    public var title: String
    /// Its code.
    public var sessionCode: String
    /// The first and the last day.
    public var firstDay, lastDay: CivilDate
    /// Where it takes place; absent where nobody said.
    public var place: String?
    /// Who organises it: `federation`, `caf` or `other`; absent where nobody said.
    public var organiser: String?
    /// Who gives it; absent where nobody said.
    public var trainer: String?
    /// For whom it is; absent where nobody said.
    public var audience: String?
    /// How many half-days it has, 1…999.
    public var halfDays: Int
    /// The half-days of which the day and the times are known, by their numbers.
    public var slots: [HalfDaySlot]
    /// How many places there are; absent where nobody said.
    public var capacity: Int?
    /// How many places are left; negative where it is overbooked, absent without a capacity.
    public var free: Int?
    /// How many people wait for a place.
    public var waiting: Int

    /// Makes a row.
    public init(
      course: String, title: String, sessionCode: String, firstDay: CivilDate, lastDay: CivilDate,
      place: String?, organiser: String?, trainer: String?, audience: String?, halfDays: Int,
      slots: [HalfDaySlot], capacity: Int?, free: Int?, waiting: Int
    ) {
      self.course = course
      self.title = title
      self.sessionCode = sessionCode
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.place = place
      self.organiser = organiser
      self.trainer = trainer
      self.audience = audience
      self.halfDays = halfDays
      self.slots = slots
      self.capacity = capacity
      self.free = free
      self.waiting = waiting
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the sessions' codes.
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
