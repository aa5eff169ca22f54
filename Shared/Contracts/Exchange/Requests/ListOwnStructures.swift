public import RPCContract
public import Values

/// Lists the structures of a partner's territories on a day, by code.
public struct ListOwnStructures: RPCRequest, TerritoryMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ListStructures"
  /// The registry's page, cut to the territories.
  public typealias Reply = ListStructures.Reply

  /// The day asked about; absent for today, Europe/Paris.
  public var asOf: CivilDate?
  /// The structure's code after which to begin; absent for the first page.
  public var after: String?
  /// The most structures: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(asOf: CivilDate? = nil, after: String? = nil, limit: PageSize? = nil) {
    self.asOf = asOf
    self.after = after
    self.limit = limit
  }
}
