public import RPCContract
public import Values

/// Brings rows of one fact file in a call; those that are refused do not hold up the others.
public struct SubmitRows: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/SubmitRows"
  /// Who brings facts.
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
  /// What brings them; each row's version names it.
  public var cause: String
  /// What the one who brings them may speak of; absent for everything.
  public var cut: Cut?

  /// The structures and bodies that rows may speak of. Others are unknown, a row must name one of them, and
  /// a row that is there about another one cannot be corrected (`KEY_TAKEN`).
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
