public import RPCContract
public import Values

/// Lists where the active agreements of a kind hold on a day, and where they do not: the communes of the active structures, or these
/// structures themselves.
///
/// Source: acceptance/year.md, “Coverage”.
public struct ListCoverage: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListCoverage"
  /// Who has an agreement is no secret among those who work with the network.
  public static let roles = ListTools.roles

  /// A kind of agreement of which it is said where it holds.
  public enum Kind: String, Choice {
    /// Which communes have a *convention territoriale globale*.
    case ctg
    /// Which communes have a *contrat de ville*.
    case cityPolicy = "city_policy"
    /// Which structures have a tripartite agreement.
    case tripartite
  }

  /// The kind of agreement.
  public var kind: Kind
  /// The day asked about.
  public var asOf: CivilDate

  /// Makes the request.
  public init(kind: Kind, asOf: CivilDate) {
    self.kind = kind
    self.asOf = asOf
  }

  /// A commune in which a structure is active; for tripartite agreements an active structure.
  public struct Row: Codable, Sendable, Hashable {
    /// The commune's code on the day asked about, or the structure's code.
    public var code: String
    /// The commune's name on that day, or its code; for a structure the organisation's name.
    public var name: String
    /// How many structures are active in the commune; absent for a structure.
    public var structures: Int?
    /// The codes of the active agreements that cover it, in order; none where it is not covered.
    public var agreements: [String]

    /// Makes a row.
    public init(code: String, name: String, structures: Int?, agreements: [String]) {
      self.code = code
      self.name = name
      self.structures = structures
      self.agreements = agreements
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// By code; at most as many as there are active structures. There are no pages: a row has some 100 bytes of
    /// JSON, so 4 MiB, the most of a message, hold 40,000.
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
