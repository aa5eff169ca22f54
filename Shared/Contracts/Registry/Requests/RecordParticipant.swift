public import RPCContract

/// Records somebody new who takes part in a training, under a free code: an entry of `people.csv`, and nothing else.
///
/// Where somebody recorded may be the same person, nothing is recorded, and the reply tells who, unless the caller says that it is
/// somebody else. The federation records people of structures that are its members today: PERMISSION_DENIED with `OTHER_STRUCTURE` for
/// another one. NOT_FOUND with `STRUCTURE_UNKNOWN`; INVALID_ARGUMENT with `ROW_REFUSED` for what `people.csv` may not have.
public struct RecordParticipant: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/RecordParticipant"
  /// Those who register people.
  public static let roles = FindPeople.roles
  /// Of whose structures the federation records people.
  public static let cuts = FindPeople.cuts
  /// It changes facts.
  public static let mutates = true
  /// The structure.
  public var subjects: [String] { [structure] }

  /// The family name; ``PrepareArrival/mostCharacters`` characters at most.
  public var familyName: String
  /// The given name; ``PrepareArrival/mostCharacters`` characters at most.
  public var givenName: String
  /// The e-mail address; absent for none, ``PrepareArrival/mostCharacters`` characters at most.
  public var email: String?
  /// The code of the structure for which the person comes. It is not recorded: likenesses are looked for with it.
  public var structure: String
  /// Whether the person is recorded though somebody is alike; false when absent.
  public var despiteLikeness: Bool?

  /// Makes the request.
  public init(
    familyName: String, givenName: String, email: String?, structure: String,
    despiteLikeness: Bool? = nil
  ) {
    self.familyName = familyName
    self.givenName = givenName
    self.email = email
    self.structure = structure
    self.despiteLikeness = despiteLikeness
  }

  /// Somebody who may be the same person.
  public struct Likeness: Codable, Sendable, Hashable {
    /// The person's code.
    public var person: String
    /// Why, as in ``ListDuplicates/Pair/reasons``.
    public var reasons: [String]

    /// Makes one.
    public init(person: String, reasons: [String]) {
      self.person = person
      self.reasons = reasons
    }
  }

  /// What became of it.
  public struct Reply: Codable, Sendable, Hashable {
    /// The new person's code; absent where nobody was recorded.
    public var code: String?
    /// Who may be the same person, by the codes; ``PrepareArrival/most`` at most.
    public var alike: [Likeness]

    /// Makes the reply.
    public init(code: String?, alike: [Likeness]) {
      self.code = code
      self.alike = alike
    }
  }
}
