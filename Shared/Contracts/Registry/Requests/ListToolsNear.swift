public import RPCContract
public import Values

/// Lists the tools that structures comparable with one use on a day, that it does not use, and that others may have.
///
/// Comparable are the active structures of the same kind in the same area; where these are fewer than five, those of the same kind.
/// A structure asks for itself, the federation for a structure that is its member today: PERMISSION_DENIED with `OTHER_STRUCTURE` for
/// another one. NOT_FOUND with `STRUCTURE_UNKNOWN`.
public struct ListToolsNear: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListToolsNear"
  /// Who works with the network, and the structure itself.
  public static let roles = ListTools.roles.union([.structure])
  /// For whom each may ask, and whose directors each is told.
  public static let cuts = GetContacts.cuts
  /// It names directors, by their codes.
  public static let tellsOfPeople = true
  /// The structure.
  public var subjects: [String] { [structure] }

  /// The structure's code.
  public var structure: String
  /// The day asked about.
  public var asOf: CivilDate
  /// The most tools: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(structure: String, asOf: CivilDate, limit: PageSize? = nil) {
    self.structure = structure
    self.asOf = asOf
    self.limit = limit
  }

  /// A tool.
  public struct Tool: Codable, Sendable, Hashable {
    /// Its code.
    public var code: String
    /// What it is called.
    public var title: String
    /// `survey`, `interview`, `statistics`, `map`, `workshop`, `veille` or `other`.
    public var kind: String
    /// `open` or `on_request`.
    public var sharing: String
    /// How many comparable structures use it; 1 at least.
    public var users: Int
    /// How many of these are in the structure's own commune.
    public var usersInCommune: Int
    /// The code of the structure that owns it, which is to be asked; absent where none does.
    public var owner: String?
    /// The owner's name; absent with it.
    public var ownerName: String?
    /// The code of the person who directs the owner; absent while nobody does, and for a caller that is not told of its people.
    public var director: String?

    /// Makes a tool.
    public init(
      code: String, title: String, kind: String, sharing: String, users: Int, usersInCommune: Int,
      owner: String?, ownerName: String?, director: String?
    ) {
      self.code = code
      self.title = title
      self.kind = kind
      self.sharing = sharing
      self.users = users
      self.usersInCommune = usersInCommune
      self.owner = owner
      self.ownerName = ownerName
      self.director = director
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// Those first that most comparable structures use, then that most of them in the commune use, then by code.
    public var tools: [Tool]
    /// Whether there are more than were asked for.
    public var hasMore: Bool
    /// How many structures are comparable.
    public var comparable: Int
    /// The area that they have in common: `qpv`, `urban` or `rural`; absent where only their kind is the same.
    public var area: String?
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      tools: [Tool], hasMore: Bool, comparable: Int, area: String?, fictitious: Bool?
    ) {
      self.tools = tools
      self.hasMore = hasMore
      self.comparable = comparable
      self.area = area
      self.fictitious = fictitious
    }
  }
}
