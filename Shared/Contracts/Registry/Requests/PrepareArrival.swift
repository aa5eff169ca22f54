public import RPCContract
public import Values

extension MandateFunction: Choice {}

/// Tells what is to be known before somebody takes a post: who holds it, and who of those recorded the person may be.
///
/// It records nothing. NOT_FOUND with `STRUCTURE_UNKNOWN`.
public struct PrepareArrival: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/PrepareArrival"
  /// Those who record people and mandates.
  public static let roles: Set<Role> = [.operator]
  /// It compares people by their names and addresses.
  public static let tellsOfPeople = true
  /// The structure and, if known, the person.
  public var subjects: [String] { [structure] + (person.map { [$0] } ?? []) }
  /// The most people of a finding, and of one kind of findings.
  public static let most = 20
  /// The most characters of a name or an address.
  public static let mostCharacters = 500

  /// The structure's code.
  public var structure: String
  /// The post.
  public var function: MandateFunction
  /// The person's first day in it.
  public var on: CivilDate
  /// Whether the person only fills in for somebody, who may then hold the post too.
  public var isInterim: Bool
  /// The person's code; absent for somebody who is not recorded yet.
  public var person: String?
  /// Somebody who is not recorded yet; absent for everybody else.
  public var newcomer: Newcomer?

  /// Makes the request.
  public init(
    structure: String, function: MandateFunction, on: CivilDate, isInterim: Bool,
    person: String? = nil, newcomer: Newcomer? = nil
  ) {
    self.structure = structure
    self.function = function
    self.on = on
    self.isInterim = isInterim
    self.person = person
    self.newcomer = newcomer
  }

  /// Somebody who is not recorded yet.
  public struct Newcomer: Codable, Sendable, Hashable {
    /// The family name; 500 characters at most.
    public var familyName: String
    /// The given name; 500 characters at most.
    public var givenName: String
    /// The e-mail address; absent for none, 500 characters at most.
    public var email: String?

    /// Makes one.
    public init(familyName: String, givenName: String, email: String?) {
      self.familyName = familyName
      self.givenName = givenName
      self.email = email
    }
  }

  /// What is to be known.
  public struct Reply: Codable, Sendable, Hashable {
    /// A code that no person has or had.
    public var freeCode: String
    /// `POST_HELD` with the codes of those who hold the post that day, and for each person whom the newcomer may be one for each reason of
    /// ``ListDuplicates``. At most ``PrepareArrival/most`` people each.
    public var findings: [Finding]

    /// Makes the reply.
    public init(freeCode: String, findings: [Finding]) {
      self.freeCode = freeCode
      self.findings = findings
    }
  }
}
