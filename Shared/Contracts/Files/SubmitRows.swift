public import RPCContract
public import Values

/// Brings rows of one fact file in a call; a refused row does not hold up the others.
public struct SubmitRows: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/SubmitRows"
  /// Those who bring facts, and the exchange for those who submit facts through it.
  public static let roles = BeginImport.roles.union([.service])
  /// It changes facts.
  public static let mutates = true
  /// The file and the structures of its rows.
  public var subjects: [String] { [file] + Self.structures(of: rows) }

  /// Returns the structures that rows name in `structure_code`, in order of their codes.
  static func structures(of rows: [[String: String]]) -> [String] {
    Set(rows.compactMap { $0["structure_code"]?.split(whereSeparator: \.isWhitespace).first })
      .sorted().map(String.init)
  }
  /// The most rows of a call.
  public static let maxRows = 1000

  /// The file whose rows they are, such as `attendance.csv`.
  public var file: String
  /// Column → cell, in the form of the file; 1,000 rows at most.
  public var rows: [[String: String]]
  /// Whether the facts are invented.
  public var fictitious: Bool
  /// What brings the rows, named in each row's version: the exchange names the submission; for any other caller this is ignored, and the
  /// service names the key that called.
  public var cause: String
  /// What the rows may be about; absent for everything that the caller may write about.
  public var cut: Cut?

  /// The structures and bodies that rows may be about. Other structures and bodies count as unknown, and so do their people and meetings. A
  /// row must name one of those allowed, and a stored row about another one cannot be corrected (`KEY_TAKEN`). If rows are about people,
  /// the reply does not tell what is stored: a row that was there already with the same values counts as loaded.
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

  /// The roles by which they were submitted, for the audit: the exchange says it; absent for any other caller.
  public var submittedAs: [Role]?

  /// Makes the request.
  public init(
    file: String, rows: [[String: String]], fictitious: Bool, cause: String, cut: Cut? = nil,
    submittedAs: [Role]? = nil
  ) {
    self.file = file
    self.rows = rows
    self.fictitious = fictitious
    self.cause = cause
    self.cut = cut
    self.submittedAs = submittedAs
  }

  /// What came of the rows.
  public struct Reply: Codable, Sendable, Hashable {
    /// How many rows had which outcome.
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
