public import RPCContract

/// Who a key belongs to and what it may do; from the allow-list.
public struct Principal: Sendable, Hashable, Codable {
  /// A short name, such as `operator-1`; it stands in the audit.
  public var name: String
  /// What it may do.
  public var roles: Set<Role>
  /// The codes of the territories that it is limited to; nil for no limit.
  public var territories: [String]?
  /// The structure it stands for; nil for none.
  public var structure: String?

  /// Makes a principal.
  public init(
    name: String, roles: Set<Role>, territories: [String]? = nil, structure: String? = nil
  ) {
    self.name = name
    self.roles = roles
    self.territories = territories
    self.structure = structure
  }
}

/// Knows the principals of keys, as of now; a transport asks it again and again while a connection lasts.
public protocol PrincipalDirectory: Sendable {
  /// The principal of a key; nil when the key is unknown, revoked, not yet valid or expired.
  func principal(forKey key: String) -> Principal?
}
