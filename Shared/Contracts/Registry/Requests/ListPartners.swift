public import RPCContract
public import Values

/// Lists the partners of structures: who signs agreements with them, and who gives them money.
public struct ListPartners: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListPartners"
  /// Those who accompany structures, and those who audit.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The day asked about.
  public var asOf: CivilDate
  /// The code after which to begin; absent for the first page.
  public var after: String?
  /// The most partners: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(asOf: CivilDate, after: String? = nil, limit: PageSize? = nil) {
    self.asOf = asOf
    self.after = after
    self.limit = limit
  }

  /// A partner.
  public struct Row: Codable, Sendable, Hashable {
    /// The partner's code, its name, and its kind as `partners.csv` has it, such as `caf`.
    public var code, name, kind: String
    /// Of how many agreements it is a party, whatever their state, and of how many in force on the day asked about.
    public var agreements, activeAgreements: Int
    /// How many rows of `contributions.csv` name it, of all years; absent for a caller that does not see contributions.
    public var contributions: Int?

    /// Makes a row.
    public init(
      code: String, name: String, kind: String, agreements: Int, activeAgreements: Int,
      contributions: Int?
    ) {
      self.code = code
      self.name = name
      self.kind = kind
      self.agreements = agreements
      self.activeAgreements = activeAgreements
      self.contributions = contributions
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// The partners, by code.
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
