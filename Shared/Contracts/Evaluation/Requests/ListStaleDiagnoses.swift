public import RPCContract
public import Values

/// Lists the active structures whose shared diagnosis rests on something that is over 24 months old (``GetDiagnosis/Evidence/freshness``).
///
/// What changed around an item since its date, such as a series, is told by ``GetDiagnosis`` alone: it takes a look at all that surrounds it.
public struct ListStaleDiagnoses: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListStaleDiagnoses"
  /// Those who accompany structures, and those who audit.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The day asked about.
  public var asOf: CivilDate

  /// Makes the request.
  public init(asOf: CivilDate) {
    self.asOf = asOf
  }

  /// A structure whose diagnosis rests on something old.
  public struct Row: Codable, Sendable, Hashable {
    /// The structure's code, and the organisation's name on the day asked about.
    public var structure, name: String
    /// The commune's name on that day, or its code.
    public var commune: String
    /// How many items its diagnosis rests on.
    public var items: Int
    /// Of these, how many are over 24 months old.
    public var old: Int
    /// The latest of the items' dates.
    public var latestOn: CivilDate

    /// Makes a row.
    public init(
      structure: String, name: String, commune: String, items: Int, old: Int,
      latestOn: CivilDate
    ) {
      self.structure = structure
      self.name = name
      self.commune = commune
      self.items = items
      self.old = old
      self.latestOn = latestOn
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// The structures, by code; at most as many as are active. There are no pages: a row has some 190 bytes of JSON, so 4 MiB, the most
    /// of a message, hold 22,000 structures.
    public var rows: [Row]
    /// How many active structures have a diagnosis that rests on at least one item.
    public var diagnoses: Int
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(rows: [Row], diagnoses: Int, fictitious: Bool?) {
      self.rows = rows
      self.diagnoses = diagnoses
      self.fictitious = fictitious
    }
  }
}
