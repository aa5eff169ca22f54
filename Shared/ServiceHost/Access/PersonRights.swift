public import CentreNetwork
public import RPCContract
import Storage
public import Values

/// What a person may do on a day: it follows from their grants and their posts, and from nothing else.
public struct PersonRights: Sendable, Hashable {
  /// What a row of `grants.csv` lets a person do.
  public struct Grant: Sendable, Hashable {
    /// What the person acts as.
    public let role: GrantRole
    /// The only territory where the person acts; nil for no limit.
    public let territory: String?
    /// The structure for which the person acts; nil for every role but ``GrantRole/structure``.
    public let structure: String?
    /// The days it covers.
    public let period: Period

    /// Makes a grant.
    public init(role: GrantRole, territory: String?, structure: String?, period: Period) {
      self.role = role
      self.territory = territory
      self.structure = structure
      self.period = period
    }
  }

  /// What the person may act as; empty for nothing.
  public var roles: Set<Role>
  /// The structures for which the person acts in the role `structure`.
  public var structures: Set<String>
  /// The territories to which a role is limited, by their codes; a role that is not named has no limit.
  public var limits: [Role: [String]]

  /// The territories of all limited roles together; nil where no role is limited. This is no limit of a call: whoever has several roles
  /// acts in one of them at a time, within the ``limits`` of that role.
  public var territories: [String]? {
    limits.isEmpty ? nil : Set(limits.values.joined()).sorted()
  }

  /// Works out what the grants and posts of one person allow on a day.
  ///
  /// A post as director, family referent or coordinator, an interim too, lets the person act for the structure. Several grants of a
  /// role add up, so a role has no limit once one of its grants has none.
  ///
  /// - Parameters:
  ///   - grants: the person's grants, of any day.
  ///   - mandates: the person's posts, of any day.
  ///   - day: the day.
  public init(grants: [Grant], mandates: [Mandate], on day: CivilDate) {
    let granted = Dictionary(
      grouping: grants.filter { $0.period.contains(day) }, by: { Role(rawValue: $0.role.rawValue) })
    let posts = mandates.filter { $0.period.contains(day) && Self.answering.contains($0.function) }
    roles = Set(granted.keys)
    if !posts.isEmpty { roles.insert(.structure) }
    structures = Set(
      (granted[.structure] ?? []).compactMap(\.structure) + posts.map(\.structureCode))
    limits = [:]
    for (role, grants) in granted where role != .structure {
      let codes = Set(grants.compactMap(\.territory))
      if grants.allSatisfy({ $0.territory != nil }) { limits[role] = codes.sorted() }
    }
  }

  /// The posts whose holders answer for their structure.
  private static let answering: Set<MandateFunction> = [.director, .familyReferent, .coordinator]
}

extension PersonRights.Grant {
  /// Reads a grant from its row; nil for one whose role, limit or days this version does not understand. If such a limit were ignored, the
  /// grant would allow more than was meant.
  init?(_ row: SQLRow) {
    guard let role = GrantRole(rawValue: row.text("role")), let period = row.period else {
      return nil
    }
    let territory = row.filledText("territory_code")
    let structure = row.filledText("structure_code")
    let isOfStructure = role == .structure
    guard (structure != nil) == isOfStructure, territory == nil || !isOfStructure else {
      return nil
    }
    self.init(role: role, territory: territory, structure: structure, period: period)
  }
}
