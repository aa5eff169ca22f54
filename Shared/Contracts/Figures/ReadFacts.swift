public import RPCContract
public import Values

/// Reads facts by their keys, as they were known at a time, each with what brought it.
public struct ReadFacts: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.figures.v1/ReadFacts"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// It shows facts about people.
  public static let tellsOfPeople = true
  /// The files, and the keys of the facts.
  public var subjects: [String] { Set(facts.flatMap { [$0.file] + $0.key }).sorted() }
  /// The most facts of a call.
  public static let most = 500

  /// The facts; 500 at most. Those of a file that the service does not keep are left out, and so are people's names.
  public var facts: [FactReference]
  /// Only what was recorded before midnight Europe/Paris after this day; absent for all.
  public var knownOn: CivilDate?
  /// Only what the service had recorded when it was pinned; absent for all.
  public var pin: FigureQuery.Pin?

  /// Makes the request.
  public init(facts: [FactReference], knownOn: CivilDate? = nil, pin: FigureQuery.Pin? = nil) {
    self.facts = facts
    self.knownOn = knownOn
    self.pin = pin
  }

  /// The instant before which a fact must have been recorded to be seen; nil for all.
  public var knownBefore: Instant? { FigureQuery.bound(knownOn, pin) }

  /// A version of a fact.
  public struct Fact: Codable, Sendable, Hashable {
    /// Which fact it is.
    public var fact: FactReference
    /// Column → cell; without free texts and reasons of departure.
    public var cells: [String: String]
    /// 1 for the first; each correction is one more.
    public var version: Int
    /// When it was recorded.
    public var recordedAt: Instant
    /// What brought it: an import and its row, a call, a message.
    public var cause: String
    /// The file that was imported; absent where it came otherwise.
    public var file: String?
    /// The record in that file, the header being 1.
    public var row: Int?
    /// Who brought it: the key, or the key in whose name a service called; absent where the audit has no line of it.
    public var principal: String?
    /// The roles by which it was brought.
    public var roles: [String]?

    /// Makes a version.
    public init(
      fact: FactReference, cells: [String: String], version: Int, recordedAt: Instant,
      cause: String, file: String?, row: Int?
    ) {
      self.fact = fact
      self.cells = cells
      self.version = version
      self.recordedAt = recordedAt
      self.cause = cause
      self.file = file
      self.row = row
    }
  }

  /// The facts that were found.
  public struct Reply: Codable, Sendable {
    /// In the order asked.
    public var facts: [Fact]

    /// Makes the reply.
    public init(facts: [Fact]) { self.facts = facts }
  }
}
