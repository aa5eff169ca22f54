public import RPCContract
public import Values

/// Lists structures by code.
///
/// NOT_FOUND with `COMMUNE_UNKNOWN` for a commune that there is not on the day.
public struct ListStructures: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListStructures"
  /// Public facts on organisations: everybody who works with the network, and the exchange for partners.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// A partner in whose name the exchange asks sees the structures of its territories.
  public static let cuts: [Role: AccessCut] = [.partner: .territory]

  /// The day asked about.
  public var asOf: CivilDate
  /// The code after which to begin; absent for the first page.
  public var after: String?
  /// The most structures; 1…1,000.
  public var limit: PageSize
  /// Only what the registry had recorded when it was pinned; absent for all.
  public var pin: FigureQuery.Pin?
  /// Which structures are meant; absent for all.
  public var only: StructureChoice?

  /// The instant before which a fact must have been recorded to be seen; nil for all.
  public var knownBefore: Instant? { FigureQuery.bound(nil, pin) }

  /// Makes the request.
  public init(
    asOf: CivilDate, after: String? = nil, limit: PageSize = 500, pin: FigureQuery.Pin? = nil,
    only: StructureChoice? = nil
  ) {
    self.pin = pin
    self.only = only
    self.asOf = asOf
    self.after = after
    self.limit = limit
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of their codes.
    public var structures: [StructureSummary]
    /// Whether more follow.
    public var hasMore: Bool

    /// Makes a page.
    public init(structures: [StructureSummary], hasMore: Bool) {
      self.structures = structures
      self.hasMore = hasMore
    }
  }
}

/// A structure on a day.
public struct StructureSummary: Codable, Sendable, Hashable {
  /// The registry's identifier.
  public var id: Identifier
  /// The code of the fact files.
  public var code: String
  /// `CS` or `EVS`.
  public var kind: String
  /// The organisation's name.
  public var name: String
  /// The commune's code on that day.
  public var commune: String
  /// The commune's name on that day; absent outside 69.
  public var communeName: String?
  /// `69M` or `69D`; absent outside the perimeter.
  public var ctcd: String?
  /// Whether it is in the federation on that day; absent where that is not known.
  public var federated: Bool?
  /// Whether it is active on that day.
  public var isActive: Bool
  /// Whether it is invented.
  public var fictitious: Bool

  /// Makes a summary.
  public init(
    id: Identifier, code: String, kind: String, name: String, commune: String,
    communeName: String?, ctcd: String?, federated: Bool?, isActive: Bool, fictitious: Bool
  ) {
    self.id = id
    self.code = code
    self.kind = kind
    self.name = name
    self.commune = commune
    self.communeName = communeName
    self.ctcd = ctcd
    self.federated = federated
    self.isActive = isActive
    self.fictitious = fictitious
  }
}
