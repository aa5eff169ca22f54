public import RPCContract
public import Values

/// Lists the structures that use a tool on a day, each with the days of its use.
///
/// NOT_FOUND with `TOOL_UNKNOWN`. Who uses a private tool is told to operators and to the structure that owns it: PERMISSION_DENIED with
/// `TOOL_PRIVATE` for others. A structure is told of its own use, and of all uses of a tool that it owns; PERMISSION_DENIED with
/// `OTHER_STRUCTURE` if it names another structure.
public struct ListToolUsers: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListToolUsers"
  /// Those who accompany structures, those who audit, and each structure for what is its own.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .structure]

  /// The tool's code.
  public var tool: String
  /// The day asked about.
  public var asOf: CivilDate
  /// The uses of one structure only; absent for all that the caller may see.
  public var structure: String?
  /// The ``Use/place`` of the use after which to begin; absent for the first page.
  public var after: String?
  /// The most uses: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    tool: String, asOf: CivilDate, structure: String? = nil, after: String? = nil,
    limit: PageSize? = nil
  ) {
    self.tool = tool
    self.asOf = asOf
    self.structure = structure
    self.after = after
    self.limit = limit
  }

  /// A use that covers the day, of a structure that is active on it.
  public struct Use: Codable, Sendable, Hashable {
    /// The structure's code, its name on that day, and the name of its commune, or the commune's code.
    public var structure, name, commune: String
    /// The first day of the use.
    public var from: CivilDate
    /// The last day; absent while it is open.
    public var to: CivilDate?

    /// Makes a use.
    public init(
      structure: String, name: String, commune: String, from: CivilDate, to: CivilDate?
    ) {
      self.structure = structure
      self.name = name
      self.commune = commune
      self.from = from
      self.to = to
    }

    /// Where it stands in the list.
    public var place: String { "\(structure) \(from.iso)" }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// What the tool is called.
    public var title: String
    /// By structure and first day.
    public var uses: [Use]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(title: String, uses: [Use], hasMore: Bool, fictitious: Bool?) {
      self.title = title
      self.uses = uses
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
