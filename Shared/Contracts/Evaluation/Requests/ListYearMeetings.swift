public import RPCContract
public import Values

/// Lists the meetings of veille of a year, held or cancelled, each with how many were invited and how they responded.
public struct ListYearMeetings: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListYearMeetings"
  /// Those who pilot the sheet, take part in it or audit it, and the exchange for partners.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// A partner in whose name the exchange asks sees the meetings of bodies of its territories.
  public static let cuts: [Role: AccessCut] = [.partner: .territory]

  /// The year of the meetings' days.
  public var year: Year
  /// A commune's code, former or present, or that of an arrondissement of Lyon, which counts for Lyon: only the meetings of bodies to whose
  /// communes it belongs on the day of the meeting; absent for all. An unknown code finds nothing.
  public var commune: String?
  /// True for only the meetings that were held and at which a structure was present; absent for all.
  public var attended: Bool?
  /// The code of the meeting after which to begin; absent for the first page.
  public var after: String?
  /// The most meetings: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    year: Year, commune: String? = nil, attended: Bool? = nil, after: String? = nil,
    limit: PageSize? = nil
  ) {
    self.year = year
    self.commune = commune
    self.attended = attended
    self.after = after
    self.limit = limit
  }

  /// A meeting. Source: acceptance/year.md, `vigie evaluation meetings`.
  public struct Row: Codable, Sendable, Hashable {
    /// The meeting's code, and its body's.
    public var meeting, body: String
    /// The day.
    public var heldOn: CivilDate
    /// `held` or `cancelled`.
    public var state: String
    /// How many structures were invited, whatever their state: the sum of the other three.
    public var invited: Int
    /// How many of those responded `present`, `excused` and `absent`.
    public var present, excused, absent: Int

    /// Makes a row.
    public init(
      meeting: String, body: String, heldOn: CivilDate, state: String, invited: Int, present: Int,
      excused: Int, absent: Int
    ) {
      self.meeting = meeting
      self.body = body
      self.heldOn = heldOn
      self.state = state
      self.invited = invited
      self.present = present
      self.excused = excused
      self.absent = absent
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the meetings' codes.
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
