public import RPCContract

/// Returns the names of people by their codes.
///
/// A structure is told those who have or had a mandate in it, the federation those who have or had one in a structure that is its member
/// today, and those whom its key recorded itself. Whoever else is asked for is left out, as if there were nobody of that code. A code that
/// was merged into another one has the names and the address of that one.
public struct GetContacts: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/GetContacts"
  /// Names are for the pilot; for the federation those of its members' people, for a structure those of its own.
  public static let roles: Set<Role> = [.operator, .federation, .structure]
  /// Whose people each is told.
  public static let cuts: [Role: AccessCut] = [
    .structure: .ownStructure, .federation: .members,
  ]
  /// It shows names and addresses of people.
  public static let tellsOfPeople = true
  /// The people.
  public var subjects: [String] { people }
  /// The most people of a call.
  public static let maxPeople = 1000

  /// Their codes; ``maxPeople`` at most.
  public var people: [String]

  /// Makes the request.
  public init(people: [String]) {
    self.people = people
  }

  /// A person.
  public struct Contact: Codable, Sendable, Hashable {
    /// The code that was asked for.
    public var code: String
    /// The family name.
    public var familyName: String
    /// The given name.
    public var givenName: String
    /// The e-mail address; absent where none is known.
    public var email: String?
    /// The code of the person's entry, whose names these are; absent where it is the one that was asked for.
    public var person: String?

    /// Makes one.
    public init(
      code: String, familyName: String, givenName: String, email: String?, person: String? = nil
    ) {
      self.code = code
      self.familyName = familyName
      self.givenName = givenName
      self.email = email
      self.person = person
    }
  }

  /// The people that are known, of those whom the caller may see.
  public struct Reply: Codable, Sendable {
    /// In the order asked for.
    public var contacts: [Contact]

    /// Makes the reply.
    public init(contacts: [Contact]) {
      self.contacts = contacts
    }
  }
}
