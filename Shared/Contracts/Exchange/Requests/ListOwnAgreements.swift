public import RPCContract
public import Values

/// Lists the agreements of a partner's territories: those with a commune there, and those with a structure from there among the parties.
/// Drafts are among them: a party learns so whether its agreement is recorded, and with whom, before it signs.
public struct ListOwnAgreements: RPCRequest, TerritoryMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ListAgreements"
  /// The registry's page, cut to the territories.
  public typealias Reply = ListAgreements.Reply

  /// The day asked about; absent for today, Europe/Paris.
  public var asOf: CivilDate?
  /// Active agreements only that end by this day, by their last day or because they were broken off; absent for all agreements.
  public var endingBy: CivilDate?
  /// One kind only; absent for all.
  public var kind: AgreementKind?
  /// The agreement's code after which to begin; absent for the first page.
  public var after: String?
  /// The most agreements: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    asOf: CivilDate? = nil, endingBy: CivilDate? = nil, kind: AgreementKind? = nil,
    after: String? = nil, limit: PageSize? = nil
  ) {
    self.asOf = asOf
    self.endingBy = endingBy
    self.kind = kind
    self.after = after
    self.limit = limit
  }
}
