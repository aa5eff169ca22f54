public import RPCContract
public import Values

/// Lists what partners promised and paid in a year, by scope, kind of partner and purpose.
///
/// NOT_FOUND with `STRUCTURE_UNKNOWN`; PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
/// Source: acceptance/year.md, “Contributions”.
public struct ListContributions: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListContributions"
  /// Accounts are for the pilot, for those who audit, and for each structure about itself.
  public static let roles: Set<Role> = [.operator, .auditor, .structure]

  /// The year.
  public var year: Year
  /// What one structure received only; absent for all that the caller may see.
  public var structure: String?
  /// Whether partners are told one by one, in the scope `all` only, instead of by their kind; absent for no.
  public var byPartner: Bool?

  /// Makes the request.
  public init(year: Year, structure: String? = nil, byPartner: Bool? = nil) {
    self.byPartner = byPartner
    self.year = year
    self.structure = structure
  }

  /// A purpose for which partners of a kind, or one of them, contribute in a scope.
  public struct Row: Codable, Sendable, Hashable {
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`, by what structures are on 31 December of the year.
    public var scope: String
    /// The partners' kind as `partners.csv` has it, such as `caf`.
    public var kind: String
    /// The purpose as `contributions.csv` has it, such as `functioning`.
    public var purpose: String
    /// Euros promised, of the rows that say it; absent if none does.
    public var promised: Quantity?
    /// Euros paid, of the rows that say it; absent if none does.
    public var paid: Quantity?
    /// How many rows of the file, and of how many structures.
    public var rows, structures: Int
    /// The partner's code and name; absent where partners are told by their kind.
    public var partner, partnerName: String?

    /// Makes a row.
    public init(
      scope: String, kind: String, purpose: String, promised: Quantity?, paid: Quantity?,
      rows: Int, structures: Int, partner: String? = nil, partnerName: String? = nil
    ) {
      self.partner = partner
      self.partnerName = partnerName
      self.scope = scope
      self.kind = kind
      self.purpose = purpose
      self.promised = promised
      self.paid = paid
      self.rows = rows
      self.structures = structures
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// In the order of scopes, then by kind, partner and purpose; only those with a row of the file.
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
