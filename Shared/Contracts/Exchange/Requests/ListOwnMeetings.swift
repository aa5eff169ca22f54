public import RPCContract
public import Values

/// Lists the meetings of veille of a year of the bodies that have a commune in a partner's territories on the day of the meeting.
public struct ListOwnMeetings: RPCRequest, TerritoryMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ListMeetings"
  /// The evaluation's page, cut to the territories: how many were invited, and no names.
  public typealias Reply = ListYearMeetings.Reply

  /// The year of the meetings' days.
  public var year: Year
  /// A commune's code: only the meetings of bodies to whose communes it belongs on the day of the meeting; absent for all of the territories.
  public var commune: String?
  /// True for only the meetings that were held and at which a structure was present; absent for all.
  public var attended: Bool?
  /// The meeting's code after which to begin; absent for the first page.
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
}
