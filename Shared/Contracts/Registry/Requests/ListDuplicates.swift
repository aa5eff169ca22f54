public import RPCContract
public import Values

/// Lists pairs of people who may be one person, by their codes: same address, same or swapped names, names one character apart.
///
/// Source: acceptance/year.md, “Duplicates”.
public struct ListDuplicates: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListDuplicates"
  /// Those who bring facts about people.
  public static let roles: Set<Role> = [.operator, .federation]
  /// It compares people by their names and addresses.
  public static let tellsOfPeople = true

  /// The person, if one is named.
  public var subjects: [String] { person.map { [$0] } ?? [] }

  /// The one person of whom pairs are told, by the code; absent for all pairs.
  public var person: String?
  /// The pair after which to begin; absent for the first page.
  public var after: Place?
  /// The most pairs: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(person: String? = nil, after: Place? = nil, limit: PageSize? = nil) {
    self.person = person
    self.after = after
    self.limit = limit
  }

  /// A pair's place in the list, which is in order of the first person's code, then of the second's.
  public struct Place: Codable, Sendable, Hashable {
    /// The first person's code.
    public var personA: String
    /// The second person's code.
    public var personB: String

    /// Makes a place.
    public init(personA: String, personB: String) {
      self.personA = personA
      self.personB = personB
    }
  }

  /// Two people.
  public struct Pair: Codable, Sendable, Hashable {
    /// The person's code that comes first by code point.
    public var personA: String
    /// The other person's code.
    public var personB: String
    /// Why, in order: `CLOSE_NAME`, `NAMES_SWAPPED`, `SAME_EMAIL` and `SAME_NAME`, one of them at least.
    public var reasons: [String]

    /// Makes a pair.
    public init(personA: String, personB: String, reasons: [String]) {
      self.personA = personA
      self.personB = personB
      self.reasons = reasons
    }

    /// Where it stands in the list.
    public var place: Place { Place(personA: personA, personB: personB) }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In their order.
    public var pairs: [Pair]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(pairs: [Pair], hasMore: Bool, fictitious: Bool?) {
      self.pairs = pairs
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
