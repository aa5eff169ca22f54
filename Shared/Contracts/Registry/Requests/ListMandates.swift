public import RPCContract
public import Values

/// Lists who holds which post in a structure on a day, by the codes of people.
///
/// A structure asks for itself, the federation for a structure that is its member today: PERMISSION_DENIED with `OTHER_STRUCTURE` for
/// another one. NOT_FOUND with `STRUCTURE_UNKNOWN`.
public struct ListMandates: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListMandates"
  /// Those who are told the names of the same people.
  public static let roles = GetContacts.roles
  /// Whose posts each is told.
  public static let cuts = GetContacts.cuts
  /// It names people, by their codes.
  public static let tellsOfPeople = true
  /// The structure.
  public var subjects: [String] { [structure] }
  /// The most mandates of a reply.
  public static let most = 500

  /// The structure's code.
  public var structure: String
  /// The day asked about.
  public var asOf: CivilDate

  /// Makes the request.
  public init(structure: String, asOf: CivilDate) {
    self.structure = structure
    self.asOf = asOf
  }

  /// A mandate in force.
  public struct Mandate: Codable, Sendable, Hashable {
    /// The person's code.
    public var person: String
    /// `director`, `family_referent`, `coordinator` or `other`.
    public var function: String
    /// The first day.
    public var from: CivilDate
    /// The last day; absent while there is none.
    public var to: CivilDate?
    /// Whether the person holds the post for the time being only.
    public var interim: Bool

    /// Makes a mandate.
    public init(person: String, function: String, from: CivilDate, to: CivilDate?, interim: Bool) {
      self.person = person
      self.function = function
      self.from = from
      self.to = to
      self.interim = interim
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// By function, then by first day; 500 at most.
    public var mandates: [Mandate]
    /// Whether there are more.
    public var hasMore: Bool

    /// Makes the reply.
    public init(mandates: [Mandate], hasMore: Bool) {
      self.mandates = mandates
      self.hasMore = hasMore
    }
  }
}
