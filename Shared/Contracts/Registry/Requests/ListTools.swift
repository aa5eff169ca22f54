public import RPCContract
public import Values

/// Lists the tools that structures share, each with how many use it on a day.
///
/// Source: acceptance/year.md, “Tools”.
public struct ListTools: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListTools"
  /// Facts on organisations: everybody who works with the network.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The day asked about.
  public var asOf: CivilDate
  /// The code after which to begin; absent for the first page.
  public var after: String?
  /// The most tools: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(asOf: CivilDate, after: String? = nil, limit: PageSize? = nil) {
    self.asOf = asOf
    self.after = after
    self.limit = limit
  }

  /// A tool. A user is an active structure with a use on that day; it is counted once.
  public struct Tool: Codable, Sendable, Hashable {
    /// Its code.
    public var code: String
    /// What it is called.
    public var title: String
    /// `survey`, `interview`, `statistics`, `map`, `workshop`, `veille` or `other`.
    public var kind: String
    /// `open`, `on_request` or `private`.
    public var sharing: String
    /// How many structures use it.
    public var users: Int
    /// How many of these are social centres (CS).
    public var usersCS: Int
    /// How many of these are EVS.
    public var usersEVS: Int
    /// In how many different communes they are on that day; an arrondissement counts as Lyon.
    public var communes: Int
    /// The code of the structure that owns it, and its name on the day asked about; absent where none does, and from a service that does
    /// not tell them.
    public var owner, ownerName: String?

    /// Makes a tool.
    public init(
      code: String, title: String, kind: String, sharing: String, users: Int, usersCS: Int,
      usersEVS: Int, communes: Int, owner: String? = nil, ownerName: String? = nil
    ) {
      self.owner = owner
      self.ownerName = ownerName
      self.code = code
      self.title = title
      self.kind = kind
      self.sharing = sharing
      self.users = users
      self.usersCS = usersCS
      self.usersEVS = usersEVS
      self.communes = communes
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of their codes.
    public var tools: [Tool]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(tools: [Tool], hasMore: Bool, fictitious: Bool?) {
      self.tools = tools
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
