public import RPCContract
public import Values

/// Tells the participation in a SENACS campaign in the communes of a partner's territories, and what was published of the campaign's year.
///
/// NOT_FOUND with `CAMPAIGN_UNKNOWN`.
public struct GetPublished: RPCRequest, TerritoryMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/GetPublished"

  /// The campaign's code.
  public var campaign: String
  /// The commune's code after which to begin; absent for the first page.
  public var after: String?
  /// The most communes: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(campaign: String, after: String? = nil, limit: PageSize? = nil) {
    self.campaign = campaign
    self.after = after
    self.limit = limit
  }

  /// A page of communes, and the published tables.
  public struct Reply: Codable, Sendable {
    /// Participation as it is now, with its secrecy.
    public var participation: GetCommuneParticipation.Reply
    /// The tables of the campaign's year as they were published; absent where nothing was published of it.
    public var published: KeepPublication.Publication?

    /// Makes a page.
    public init(
      participation: GetCommuneParticipation.Reply, published: KeepPublication.Publication?
    ) {
      self.participation = participation
      self.published = published
    }
  }
}
