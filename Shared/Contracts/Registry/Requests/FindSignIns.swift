public import RPCContract
public import Values

/// Finds who may sign in on the web today, by an e-mail address or by a person's code.
///
/// Whoever directs a structure, is its family referent or coordinates it, an interim too, acts for that structure; whoever has a grant acts
/// as it says. People who may do nothing are not named, and neither is anybody in a role that has no pages yet, or as operator or auditor
/// of some territories alone.
/// INVALID_ARGUMENT unless one of the two is given.
public struct FindSignIns: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/FindSignIns"
  /// Fronts alone: whoever could ask would learn whose an address is.
  public static let roles: Set<Role> = [.service]
  /// Nobody has signed in yet.
  public static let isForSigningIn = true
  /// It shows names and addresses of people.
  public static let tellsOfPeople = true
  /// The person, if one is named.
  public var subjects: [String] { person.map { [$0] } ?? [] }
  /// The most people of a reply.
  public static let most = 20
  /// The most characters of an address and of a code.
  public static let mostCharacters = 254

  /// The address, compared without regard to capitals and to white space around it; absent where a person is given.
  public var email: String?
  /// The person's code; absent where an address is given.
  public var person: String?

  /// Makes the request.
  public init(email: String? = nil, person: String? = nil) {
    self.email = email
    self.person = person
  }

  /// One way in which a person may act.
  public struct Way: Codable, Sendable, Hashable {
    /// `structure`, `operator` or `auditor`.
    public var role: String
    /// The structure's code; present for the role `structure` alone.
    public var structure: String?
    /// The structure's name; present with its code.
    public var structureName: String?
    /// The name of the structure's commune; absent where it is not known.
    public var commune: String?
    /// `director`, `family_referent` or `coordinator`; absent where a grant lets the person act.
    public var function: String?
    /// The last day of the post; absent while there is none, and for a grant.
    public var until: CivilDate?

    /// Makes a way.
    public init(
      role: String, structure: String? = nil, structureName: String? = nil,
      commune: String? = nil, function: String? = nil, until: CivilDate? = nil
    ) {
      self.role = role
      self.structure = structure
      self.structureName = structureName
      self.commune = commune
      self.function = function
      self.until = until
    }
  }

  /// Somebody who may sign in.
  public struct Row: Codable, Sendable, Hashable {
    /// The person's code.
    public var code: String
    /// The family name.
    public var familyName: String
    /// The given name.
    public var givenName: String
    /// The e-mail address; absent where none is known.
    public var email: String?
    /// The ways in which the person may act, structures first, by their codes; one at least.
    public var ways: [Way]

    /// Makes a row.
    public init(
      code: String, familyName: String, givenName: String, email: String?, ways: [Way]
    ) {
      self.code = code
      self.familyName = familyName
      self.givenName = givenName
      self.email = email
      self.ways = ways
    }
  }

  /// The people.
  public struct Reply: Codable, Sendable {
    /// In the order of their codes; ``most`` at most.
    public var people: [Row]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(people: [Row], fictitious: Bool?) {
      self.people = people
      self.fictitious = fictitious
    }
  }
}
