public import RPCContract

/// Tells how long trained people stay in post. It is shown beside I4.
public struct GetRetention: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.training.v1/GetRetention"
  /// Those who evaluate the sheet, and the evaluation service, which checks reports.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// The numbers of months after which the share still in post is told.
  public static let months = [6, 12, 24, 36, 48]

  /// What is asked: the day as of which facts are seen, and what was known.
  public var query: FigureQuery

  /// Makes the request.
  public init(query: FigureQuery) {
    self.query = query
  }

  /// A scope. A person who held posts in two scopes on the last day of the training counts in both.
  public struct Row: Codable, Sendable, Hashable {
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
    public var scope: String
    /// How long people stay: from the last day of their first training until they no longer hold a post in the network.
    public var stay: Lasting

    /// Makes a row.
    public init(scope: String, stay: Lasting) {
      self.scope = scope
      self.stay = stay
    }
  }

  /// The five scopes.
  public struct Reply: Codable, Sendable {
    /// People who followed four fifths of a session or more, as in I4, at any time.
    public var trained: Int
    /// How many of those held no post on the last day of their first such session; they are in no row.
    public var withoutPost: Int
    /// The others, by scope.
    public var rows: [Row]
    /// Where each feed stood: service → position.
    public var positions: [String: String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      trained: Int, withoutPost: Int, rows: [Row], positions: [String: String], fictitious: Bool?
    ) {
      self.trained = trained
      self.withoutPost = withoutPost
      self.rows = rows
      self.positions = positions
      self.fictitious = fictitious
    }
  }
}
