public import RPCContract

/// Tells who left directors' and family referents' posts in a year, by cause, who came, and how long posts are held: what stands
/// beside I3.
public struct GetTurnover: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/GetTurnover"
  /// Who evaluates the sheet; reasons of departure are for the pilot, who audits it, and evaluation, which looks a report over.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// The causes of `mandates.csv`; an empty one is the last.
  public static let causes = [
    "contract_end", "mobility", "retirement", "other", "not_communicated",
  ]

  /// What is asked: the year, and what was known.
  public var query: FigureQuery

  /// Makes the request.
  public init(query: FigureQuery) {
    self.query = query
  }

  /// A function in a scope, in the structures that I3a counts.
  public struct Row: Codable, Sendable, Hashable {
    /// `director` or `family_referent`.
    public var function: String
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
    public var scope: String
    /// I3a's denominator.
    public var structures: Int
    /// I3a's numerator: with one departure or more.
    public var structuresLeft: Int
    /// Departures; a structure may have several.
    public var departures: Int
    /// Cause → departures, each of ``GetTurnover/causes``; absent for who may not see reasons.
    public var causes: [String: Int]?
    /// People who began in a structure without having been there within 31 days; a structure may have several.
    public var arrivals: Int
    /// People who left one structure or more.
    public var peopleLeft: Int
    /// People who came to one or more.
    public var peopleCame: Int
    /// People in post on 1 January.
    public var peopleInPost: Int
    /// I3b: (came + left) ÷ 2 ÷ in post on 1 January; absent where nobody was. It may exceed 1.
    public var rotation: Ratio?
    /// I3d: how long posts are held, those of today followed until 31 December.
    public var tenure: Lasting

    /// Makes a row.
    public init(
      function: String, scope: String, structures: Int, structuresLeft: Int, departures: Int,
      causes: [String: Int]?, arrivals: Int, peopleLeft: Int, peopleCame: Int, peopleInPost: Int,
      rotation: Ratio?, tenure: Lasting
    ) {
      self.function = function
      self.scope = scope
      self.structures = structures
      self.structuresLeft = structuresLeft
      self.departures = departures
      self.causes = causes
      self.arrivals = arrivals
      self.peopleLeft = peopleLeft
      self.peopleCame = peopleCame
      self.peopleInPost = peopleInPost
      self.rotation = rotation
      self.tenure = tenure
    }
  }

  /// Both functions in the five scopes.
  public struct Reply: Codable, Sendable {
    /// By function and scope.
    public var rows: [Row]
    /// Where each feed stood: service → position.
    public var positions: [String: String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(rows: [Row], positions: [String: String], fictitious: Bool?) {
      self.rows = rows
      self.positions = positions
      self.fictitious = fictitious
    }
  }
}
