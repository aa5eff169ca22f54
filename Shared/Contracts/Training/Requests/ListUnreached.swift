public import RPCContract
public import Values

/// Lists the active structures from which nobody came to a training of some days: those that I2d does not count.
public struct ListUnreached: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListUnreached"
  /// Those who plan trainings, and those who audit.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The first and the last day on which a session may end to count; structures are those that are active on the last one.
  public var from, to: CivilDate
  /// The code of the structure after which to begin; absent for the first page.
  public var after: String?
  /// The most structures: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    from: CivilDate, to: CivilDate, after: String? = nil, limit: PageSize? = nil
  ) {
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

  /// A structure as it is on the last day.
  public struct Row: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structure: String
    /// `CS` or `EVS`.
    public var kind: String
    /// `69M` or `69D`.
    public var ctcd: String
    /// Whether it is in the federation; absent where that is not known.
    public var federated: Bool?
    /// The organisation's name, and the commune's name, or its code; absent from a service that does not tell them.
    public var name, commune: String?

    /// Makes a row.
    public init(
      structure: String, kind: String, ctcd: String, federated: Bool?, name: String? = nil,
      commune: String? = nil
    ) {
      self.name = name
      self.commune = commune
      self.structure = structure
      self.kind = kind
      self.ctcd = ctcd
      self.federated = federated
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the structures' codes.
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
