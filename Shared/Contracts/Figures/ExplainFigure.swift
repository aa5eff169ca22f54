public import RPCContract

/// Tells whom a figure counts, whom it does not, and by which facts. The sums over all members are the figure's numerator and denominator.
///
/// People are codes here as everywhere; a structure's key sees its own member only.
public struct ExplainFigure: RPCRequest, OwnStructureMessage {
  /// The method's full name; every service that owns figures offers it.
  public static let method = "vigie.figures.v1/Explain"
  /// Those who evaluate and audit, and structures about themselves. A service may open it to more: ``openers(in:)``.
  public static let roles: Set<Role> = [.operator, .auditor, .structure]
  /// The federation, which brings the training facts, reads what training's figures rest on, and no other service's.
  private static let more: [String: Set<Role>] = ["training": [.federation]]
  /// Returns the roles that may call it in a service.
  public static func openers(in service: String) -> Set<Role> { roles.union(more[service] ?? []) }
  /// It names people, by their codes.
  public static let tellsOfPeople = true
  /// The figure, and the structure.
  public var subjects: [String] { [code] + (structure.map { [$0] } ?? []) }
  /// The most members of a reply.
  public static let most = 5000

  /// The figure's code, such as `I1` or `I0:FORM_FEDE`.
  public var code: String
  /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
  public var scope: String
  /// What the figure is asked for.
  public var query: FigureQuery
  /// The one structure that is asked about; absent for all.
  public var structure: String?

  /// Makes the request.
  public init(code: String, scope: String, query: FigureQuery, structure: String? = nil) {
    self.code = code
    self.scope = scope
    self.query = query
    self.structure = structure
  }

  /// The explanation; NOT_FOUND with `FIGURE_UNKNOWN` for a code that this service does not own.
  public struct Reply: Codable, Sendable {
    /// The version of the rules (``RuleBook``).
    public var rules: String
    /// Who is counted and who is not, in order of structure and person; 5,000 at most.
    public var members: [FigureMember]
    /// Whether there are more.
    public var hasMore: Bool
    /// Where each feed stood: service → position.
    public var positions: [String: String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      rules: String, members: [FigureMember], hasMore: Bool, positions: [String: String],
      fictitious: Bool?
    ) {
      self.rules = rules
      self.members = members
      self.hasMore = hasMore
      self.positions = positions
      self.fictitious = fictitious
    }
  }
}
