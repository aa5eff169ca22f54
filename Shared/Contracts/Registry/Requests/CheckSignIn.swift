public import RPCContract

/// Whether somebody who has signed in may still act in that way today: a post or a grant that ends, ends the session.
///
/// It tells nothing of people: who asks knows the person and the way.
public struct CheckSignIn: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/CheckSignIn"
  /// Fronts alone.
  public static let roles: Set<Role> = [.service]
  /// It is asked before anything is called in the person's name.
  public static let isForSigningIn = true

  /// The person's code.
  public var person: String
  /// The role, such as `structure`.
  public var role: String
  /// The structure's code; absent for other roles.
  public var structure: String?

  /// Makes the request.
  public init(person: String, role: String, structure: String?) {
    self.person = person
    self.role = role
    self.structure = structure
  }

  /// The answer.
  public struct Reply: Codable, Sendable {
    /// Whether the person may act in this way today.
    public var isAllowed: Bool

    /// Makes the reply.
    public init(isAllowed: Bool) {
      self.isAllowed = isAllowed
    }
  }
}
