public import RPCContract
import Values

/// Tells how many left directors' and family referents' posts in a year, by cause, how many came, and how long posts are held. It is shown
/// beside I3.
public struct GetTurnover: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/GetTurnover"
  /// Those who evaluate the sheet. Only the pilot, those who audit, and the evaluation service, which checks reports, see causes of
  /// departure.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// The causes of `mandates.csv`; an empty cell counts as the last of them.
  public static let causes = DepartureReason.allCases.map(\.rawValue)

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
    /// I3a's numerator: structures with one departure or more.
    public var structuresLeft: Int
    /// Departures; a structure may have several.
    public var departures: Int
    /// Cause → departures, with each of ``GetTurnover/causes``; absent if the caller may not see causes.
    public var causes: [String: Int]?
    /// Arrivals of people who did not hold the post in the structure within the 31 days before; a structure may have several.
    public var arrivals: Int
    /// People who left one structure or more.
    public var peopleLeft: Int
    /// People who came to one structure or more.
    public var peopleCame: Int
    /// People in post on 1 January.
    public var peopleInPost: Int
    /// I3b: (came + left) ÷ 2 ÷ in post on 1 January; absent where nobody was. It may exceed 1.
    public var rotation: Ratio?
    /// I3d: how long posts are held; posts that are still held are followed until 31 December.
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
    /// The rows, by function and scope.
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
