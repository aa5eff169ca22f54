public import RPCContract
public import Values

/// Shows what the registry has of some people, each entry by itself as it was recorded: somebody decides by it whether two are one person.
public struct GetEntries: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/GetEntries"
  /// Who decides about entries.
  public static let roles: Set<Role> = [.operator]
  /// It shows names, addresses and posts of people.
  public static let tellsOfPeople = true
  /// The people.
  public var subjects: [String] { people }
  /// The most people of a call.
  public static let maxPeople = 100
  /// The most mandates of an entry.
  public static let mostMandates = 100

  /// Their codes; ``maxPeople`` at most.
  public var people: [String]

  /// Makes the request.
  public init(people: [String]) {
    self.people = people
  }

  /// A mandate.
  public struct Post: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structure: String
    /// `director`, `family_referent`, `coordinator` or `other`.
    public var function: String
    /// The first day.
    public var from: CivilDate
    /// The last day; absent while there is none.
    public var to: CivilDate?
    /// Whether somebody holds the post for the time being only.
    public var interim: Bool

    /// Makes a mandate.
    public init(
      structure: String, function: String, from: CivilDate, to: CivilDate?, interim: Bool
    ) {
      self.structure = structure
      self.function = function
      self.from = from
      self.to = to
      self.interim = interim
    }
  }

  /// What is recorded under a code.
  public struct Entry: Codable, Sendable, Hashable {
    /// The code.
    public var code: String
    /// The family name.
    public var familyName: String
    /// The given name.
    public var givenName: String
    /// The e-mail address; absent where none is known.
    public var email: String?
    /// The mandates under this code, the latest first; 100 at most.
    public var mandates: [Post]
    /// The code under which the entry counts: its own unless it was merged.
    public var person: String

    /// Makes an entry.
    public init(
      code: String, familyName: String, givenName: String, email: String?, mandates: [Post],
      person: String
    ) {
      self.code = code
      self.familyName = familyName
      self.givenName = givenName
      self.email = email
      self.mandates = mandates
      self.person = person
    }
  }

  /// The entries that are known.
  public struct Reply: Codable, Sendable {
    /// In the order asked for.
    public var entries: [Entry]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(entries: [Entry], fictitious: Bool?) {
      self.entries = entries
      self.fictitious = fictitious
    }
  }
}
