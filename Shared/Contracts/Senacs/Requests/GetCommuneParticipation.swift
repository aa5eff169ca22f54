public import RPCContract
public import Values

/// Tells how many structures of each commune are expected in a campaign and answered, with secrecy for communes of few structures.
///
/// The same communes are secret for every caller, so that callers who put their answers together learn no more. NOT_FOUND with
/// `CAMPAIGN_UNKNOWN`.
public struct GetCommuneParticipation: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetCommuneParticipation"
  /// Those who follow the campaign, those who audit, and the exchange for partners.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// A partner in whose name the exchange asks sees the communes of its territories.
  public static let cuts: [Role: AccessCut] = [.partner: .territory]

  /// The campaign's code.
  public var campaign: String
  /// The last day, Europe/Paris, on which an answer may have been received to be seen.
  public var asOf: CivilDate
  /// The commune's code after which to begin; absent for the first page.
  public var after: String?
  /// The most communes: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    campaign: String, asOf: CivilDate, after: String? = nil, limit: PageSize? = nil
  ) {
    self.campaign = campaign
    self.asOf = asOf
    self.after = after
    self.limit = limit
  }

  /// Participation in a commune.
  public struct Row: Codable, Sendable, Hashable {
    /// The commune's code on the campaign's reference date; an arrondissement counts for Lyon.
    public var commune: String
    /// The commune's name on that day; absent where it is not known.
    public var name: String?
    /// How many structures are expected, at least 5; absent where the numbers are secret.
    public var expected: Int?
    /// How many of those have an answer that counts; absent where the numbers are secret.
    public var answered: Int?
    /// `secret (n<5)` where the numbers are secret; otherwise absent.
    public var secret: String?

    /// Makes a row.
    public init(
      commune: String, name: String?, expected: Int?, answered: Int?, secret: String?
    ) {
      self.commune = commune
      self.name = name
      self.expected = expected
      self.answered = answered
      self.secret = secret
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// The communes in which a structure is expected, by code.
    public var rows: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// The year in which the campaign opens.
    public var year: Year
    /// The campaign's reference date.
    public var referenceDate: CivilDate
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(
      rows: [Row], hasMore: Bool, year: Year, referenceDate: CivilDate, fictitious: Bool?
    ) {
      self.rows = rows
      self.hasMore = hasMore
      self.year = year
      self.referenceDate = referenceDate
      self.fictitious = fictitious
    }
  }
}
