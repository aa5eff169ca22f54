public import RPCContract
public import Values

/// Counts the structures that use tools on a day, and those that use one together with another structure.
///
/// Source: acceptance/year.md, “Tools”.
public struct CountTools: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/CountTools"
  /// Counts of organisations: everybody who works with the network.
  public static let roles = ListTools.roles

  /// The day asked about.
  public var asOf: CivilDate

  /// Makes the request.
  public init(asOf: CivilDate) {
    self.asOf = asOf
  }

  /// A scope.
  public struct Row: Codable, Sendable, Hashable {
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
    public var scope: String
    /// The structures that are active on that day.
    public var active: Int
    /// How many of these use a tool.
    public var using: Int
    /// How many of these use a tool that has two users or more in the whole network.
    public var sharing: Int

    /// Makes a row.
    public init(scope: String, active: Int, using: Int, sharing: Int) {
      self.scope = scope
      self.active = active
      self.using = using
      self.sharing = sharing
    }
  }

  /// The five scopes.
  public struct Reply: Codable, Sendable {
    /// In their order.
    public var rows: [Row]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(rows: [Row], fictitious: Bool?) {
      self.rows = rows
      self.fictitious = fictitious
    }
  }
}
