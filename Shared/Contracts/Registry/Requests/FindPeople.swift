public import RPCContract
public import Values

/// Finds the codes of people by the beginning of a name; accents, capitals and signs do not matter.
///
/// The federation finds those who have or had a mandate in a structure that is its member today, and those whom the caller recorded
/// itself. If it names a structure, that must be a member: PERMISSION_DENIED with `OTHER_STRUCTURE`. NOT_FOUND with `STRUCTURE_UNKNOWN`;
/// INVALID_ARGUMENT for a text without a letter or a digit.
public struct FindPeople: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/FindPeople"
  /// Those who register people.
  public static let roles: Set<Role> = [.operator, .federation]
  /// Whom the federation finds.
  public static let cuts: [Role: AccessCut] = [.federation: .members]
  /// It shows names of people.
  public static let tellsOfPeople = true
  /// The structure, if one is named.
  public var subjects: [String] { structure.map { [$0] } ?? [] }

  /// With what a family or given name begins, or both names one after the other; ``PrepareArrival/mostCharacters`` characters at most.
  public var beginning: String
  /// The structure in which the person has or had a mandate, by its code; absent for any.
  public var structure: String?
  /// The person's code after which to begin; absent for the first page.
  public var after: String?
  /// The most people: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    beginning: String, structure: String? = nil, after: String? = nil, limit: PageSize? = nil
  ) {
    self.beginning = beginning
    self.structure = structure
    self.after = after
    self.limit = limit
  }

  /// A person.
  public struct Row: Codable, Sendable, Hashable {
    /// The person's code; of entries that were merged, the one that stands for them.
    public var code: String
    /// The family name.
    public var familyName: String
    /// The given name.
    public var givenName: String
    /// The codes of the structures in which the person has or had a mandate and which the caller may see, in order.
    public var structures: [String]

    /// Makes a row.
    public init(code: String, familyName: String, givenName: String, structures: [String]) {
      self.code = code
      self.familyName = familyName
      self.givenName = givenName
      self.structures = structures
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the people's codes.
    public var people: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(people: [Row], hasMore: Bool, fictitious: Bool?) {
      self.people = people
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
