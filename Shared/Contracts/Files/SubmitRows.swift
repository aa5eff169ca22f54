public import RPCContract
public import Values

/// Brings rows of one fact file in a call; those that are refused do not hold up the others.
public struct SubmitRows: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/SubmitRows"
  /// Who brings facts, and the exchange for those who submit some.
  public static let roles = BeginImport.roles.union([.service])
  /// It changes facts.
  public static let mutates = true
  /// The most rows of a call.
  public static let maxRows = 1000

  /// The file whose rows they are, such as `attendance.csv`.
  public var file: String
  /// Column → cell, in the form of the file; 1,000 rows at most.
  public var rows: [[String: String]]
  /// Whether the facts are invented.
  public var fictitious: Bool
  /// What brings them, which each row's version names: the exchange names the submission. The word of others is passed over:
  /// the service names the key that called.
  public var cause: String
  /// What the rows may speak of; absent for everything that the caller may speak of.
  public var cut: Cut?

  /// The structures and bodies that rows may speak of. Others are unknown and so are their people and meetings, a row must name
  /// one of them, and a row that is there about another one cannot be corrected (`KEY_TAKEN`). Where rows are about people, nothing
  /// is told of what is there: a row that was there just so counts as loaded.
  public struct Cut: Codable, Sendable, Hashable {
    /// Codes of structures.
    public var structures: [String]
    /// Codes of bodies.
    public var bodies: [String]

    /// Makes a cut.
    public init(structures: [String], bodies: [String]) {
      self.structures = structures
      self.bodies = bodies
    }
  }

  /// Makes the request.
  public init(
    file: String, rows: [[String: String]], fictitious: Bool, cause: String, cut: Cut? = nil
  ) {
    self.file = file
    self.rows = rows
    self.fictitious = fictitious
    self.cause = cause
    self.cut = cut
  }

  /// What came of the rows.
  public struct Reply: Codable, Sendable, Hashable {
    /// How many came to what.
    public var counts: CommitImport.Reply
    /// Rows that were not taken, each by its first fault; the first row sent is row 2.
    public var refused: [Finding]
    /// Things to tell about rows that were taken.
    public var findings: [Finding]

    /// Makes the reply.
    public init(counts: CommitImport.Reply, refused: [Finding], findings: [Finding]) {
      self.counts = counts
      self.refused = refused
      self.findings = findings
    }
  }
}
