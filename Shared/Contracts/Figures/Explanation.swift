public import RPCContract
public import Values

/// A fact by which something was counted: a row of a fact file, by its key.
public struct FactReference: Codable, Sendable, Hashable {
  /// The file whose form it has, such as `submissions.csv`; `senacs-answers` for answers by a codebook.
  public var file: String
  /// The cells of the file's key, in its order.
  public var key: [String]

  /// Makes a reference.
  public init(_ file: String, _ key: String...) {
    self.file = file
    self.key = key
  }

  /// A row of `structures.csv`: of the one that holds since ever the code alone, as every version understands it.
  public static func structure(_ code: String, from day: CivilDate?) -> FactReference {
    var fact = FactReference("structures.csv", code)
    if let day { fact.key.append(day.iso) }
    return fact
  }
}

/// Whoever a figure counts, or does not count, and why.
public struct FigureMember: Codable, Sendable, Hashable {
  /// The structure's code; absent where it is a person or a head count.
  public var structure: String?
  /// The person's code; absent where it is a structure.
  public var person: String?
  /// What it adds to the numerator; 0 or more.
  public var counts: Quantity
  /// What it adds to the denominator; 0 where it is outside, and for plain counts.
  public var of: Quantity
  /// Why it is not in the numerator, or not in the denominator; a stable code such as `NO_SUBMISSION`.
  public var reason: String?
  /// The facts that it rests on.
  public var facts: [FactReference]

  /// Makes a member.
  public init(
    structure: String? = nil, person: String? = nil, counts: Quantity, of: Quantity,
    reason: String? = nil, facts: [FactReference]
  ) {
    self.structure = structure
    self.person = person
    self.counts = counts
    self.of = of
    self.reason = reason
    self.facts = facts
  }

  /// A structure of a rate: it is in the denominator, and in the numerator where nothing speaks against it.
  public static func member(
    _ structure: String, isCounted: Bool, reason: String? = nil, facts: [FactReference]
  ) -> FigureMember {
    FigureMember(
      structure: structure, counts: Quantity(isCounted ? 1 : 0), of: Quantity(1),
      reason: isCounted ? nil : reason, facts: facts)
  }

  /// A structure that a figure leaves out.
  public static func outside(
    _ structure: String, _ reason: String, facts: [FactReference]
  ) -> FigureMember {
    FigureMember(
      structure: structure, counts: Quantity(0), of: Quantity(0), reason: reason, facts: facts)
  }
}

/// Tells who a figure counts, who it does not, and by which facts; the sums are the figure's own.
///
/// People are codes here as everywhere; a structure's key sees its own member only.
public struct ExplainFigure: RPCRequest {
  /// The method's full name; every service that owns figures offers it.
  public static let method = "vigie.figures.v1/Explain"
  /// Who evaluates and audits, and structures of themselves.
  public static let roles: Set<Role> = [.operator, .auditor, .structure]
  /// The most members of a reply.
  public static let most = 5000

  /// The figure's code, such as `I1` or `I0:FORM_FEDE`.
  public var code: String
  /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
  public var scope: String
  /// What the figure is asked for.
  public var query: FigureQuery
  /// The one structure that is asked about; absent for all.
  public var structure: String?

  /// Makes the request.
  public init(code: String, scope: String, query: FigureQuery, structure: String? = nil) {
    self.code = code
    self.scope = scope
    self.query = query
    self.structure = structure
  }

  /// The explanation; NOT_FOUND with `FIGURE_UNKNOWN` for a code that this service does not own.
  public struct Reply: Codable, Sendable {
    /// The version of the rules (``RuleBook``).
    public var rules: String
    /// Who is counted and who is not, by structure and person; 5,000 at most.
    public var members: [FigureMember]
    /// Whether there are more.
    public var hasMore: Bool
    /// Where each feed stood: service → position.
    public var positions: [String: String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      rules: String, members: [FigureMember], hasMore: Bool, positions: [String: String],
      fictitious: Bool?
    ) {
      self.rules = rules
      self.members = members
      self.hasMore = hasMore
      self.positions = positions
      self.fictitious = fictitious
    }
  }
}

/// Reads facts by their keys, as they were known, with what brought them.
public struct ReadFacts: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.figures.v1/ReadFacts"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]
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
