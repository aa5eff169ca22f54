/// How a method limits those who call it by a role.
public enum AccessCut: String, Sendable, Codable {
  /// To the structure that the key stands for.
  case ownStructure = "own structure"
  /// To the key's territories.
  case territory
  /// To the federation's members.
  case members

  /// Whether a method that cuts so also keeps to the caller's territories.
  public var keepsToTerritories: Bool { self != .ownStructure }
}

/// What the caller may read and write in one call. Handlers and stores limit an answer by this alone.
public struct Access: Sendable, Hashable {
  /// What messages of the exchange tell about people.
  public enum People: Sendable, Comparable {
    /// Nothing.
    case none
    /// What figures rest on: posts, attendance and codes, but not what is confided.
    case counted
    /// Everything.
    case all
  }

  /// The structures about which a caller may read and write.
  public enum Structures: Sendable, Hashable {
    /// All, within ``Access/territories``.
    case all
    /// One only; nil for a key that stands for none.
    case only(String?)
    /// The federation's members, within ``Access/territories``, and one structure beside these; nil for none.
    case members(and: String?)

    /// What both of two callers may see; less where that cannot be known without the network.
    fileprivate func narrowed(by other: Structures) -> Structures {
      switch (self, other) {
      case (.all, let one), (let one, .all): one
      case (.members(let mine), .members(let theirs)): .members(and: mine == theirs ? mine : nil)
      case (.only(let mine), .only(let theirs)), (.only(let mine), .members(let theirs)),
        (.members(let mine), .only(let theirs)):
        .only(mine == theirs ? mine : nil)
      }
    }
  }

  /// Who calls.
  public var principal: String
  /// The structures.
  public var structures: Structures = .all
  /// The structure whose own matters the caller sees, beside others perhaps; nil for none.
  public var own: String?
  /// The territories; nil for all.
  public var territories: [String]?
  /// What is shown of people.
  public var people: People
  /// Whether the causes of departures are shown, by which somebody could be recognised.
  public var seesCauses: Bool
  /// The roles that opened the method.
  private var roles: Set<Role>

  /// Takes what a call's rules allow.
  ///
  /// - Parameters:
  ///   - principal: who calls.
  ///   - roles: the roles that opened the method.
  ///   - territories: the territories; nil for all.
  ///   - people: what is shown of people.
  ///   - seesCauses: whether the causes of departures are shown.
  public init(
    principal: String, roles: Set<Role>, territories: [String]? = nil, people: People = .none,
    seesCauses: Bool = false
  ) {
    self.principal = principal
    self.roles = roles
    self.territories = territories
    self.people = people
    self.seesCauses = seesCauses
  }

  /// Whether the caller may read and write about a structure.
  ///
  /// - Parameters:
  ///   - structure: the structure.
  ///   - isMember: whether it is a member of the federation; only methods that cut a role to the members have to know.
  /// - Returns: whether it may.
  public func includes(_ structure: String, isMember: Bool = false) -> Bool {
    switch structures {
    case .all: true
    case .only(let own): structure == own
    case .members(let own): isMember || structure == own
    }
  }

  /// What a caller may do in the name of somebody: no more than either of them.
  public func narrowed(by other: Access) -> Access {
    var access = self
    access.principal = other.principal
    access.structures = structures.narrowed(by: other.structures)
    if access.own == nil { access.own = other.own }
    if let territories = other.territories {
      access.territories =
        self.territories.map { $0.filter(territories.contains) } ?? territories
    }
    access.people = min(people, other.people)
    access.seesCauses = seesCauses && other.seesCauses
    return access
  }

  /// The one structure that the caller is limited to; nil for no such limit.
  ///
  /// - Throws: ``RPCError`` with PERMISSION_DENIED, `OTHER_STRUCTURE`, for a key that stands for none, and for one that is limited to
  ///   several.
  public func onlyStructure(_ domain: String, _ rule: String) throws -> String? {
    switch structures {
    case .all: return nil
    case .only(let own):
      guard let own else { throw Self.otherStructure(domain, rule) }
      return own
    case .members: throw Self.otherStructure(domain, rule)
    }
  }

  /// Makes sure that the caller may read and write about a structure, or about all where it names none.
  ///
  /// - Parameters:
  ///   - structure: the structure asked about; nil where the caller named none, which means its own for a caller that is limited to it.
  ///   - domain: the refusal's domain.
  ///   - rule: what the refusal says.
  /// - Returns: the one structure that is meant; nil for all.
  /// - Throws: ``RPCError`` with PERMISSION_DENIED, `OTHER_STRUCTURE`. It reveals nothing of whether the structure exists.
  public func meant(_ structure: String?, _ domain: String, _ rule: String) throws -> String? {
    guard let only = try onlyStructure(domain, rule) else { return structure }
    guard structure == nil || structure == only else { throw Self.otherStructure(domain, rule) }
    return only
  }

  private static func otherStructure(_ domain: String, _ rule: String) -> RPCError {
    RPCError(.permissionDenied, reason: "OTHER_STRUCTURE", domain: domain, rule)
  }

  /// Returns which of some roles opened the method to the caller: what it may bring or submit depends on them.
  public func roles(among roles: Set<Role>) -> Set<Role> { self.roles.intersection(roles) }

  /// The names of the roles that opened the method, in order.
  public var roleNames: [String] { roles.map(\.rawValue).sorted() }

  /// Whether the caller is a service.
  public var isService: Bool { roles.contains(.service) }
}
