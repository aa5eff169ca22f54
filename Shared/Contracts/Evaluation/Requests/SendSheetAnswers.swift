public import RPCContract
public import Values

/// Takes a structure's own answers to the sheet's questions, and its own reading of its diagnosis on the grid of I6: its sending is its
/// validation.
///
/// They are checked and stored as the second tab of its form would be: as a row of `evaluation_answers.csv` and as a row of
/// `diagnoses.csv` by the assessor `first`, both of the present day in Paris. Both are taken or none. Those of the same day are corrected.
/// PERMISSION_DENIED with `OTHER_STRUCTURE`; RESOURCE_EXHAUSTED with `DIAGNOSIS_FULL`.
public struct SendSheetAnswers: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/SendSheetAnswers"
  /// Who answers. Who runs the evaluation loads files.
  public static let roles: Set<Role> = [.structure]
  /// It changes facts.
  public static let mutates = true
  /// The structure and the year.
  public var subjects: [String] { [structure, String(year.value)] }
  /// The most cells of the answers and of the reading together.
  public static let mostCells = 100

  /// The structure's code.
  public var structure: String
  /// The year that the answers are about.
  public var year: Year
  /// Column of `evaluation_answers.csv` → cell, in the form of the file; empty for no answers. The year, the structure and the day are the
  /// service's to say, whatever stands here.
  public var answers: [String: String]
  /// Column of `diagnoses.csv` → cell, in the form of the file; empty for no reading. The structure, the assessor and the day are the
  /// service's to say, whatever stands here.
  public var reading: [String: String]

  /// Makes the request.
  public init(
    structure: String, year: Year, answers: [String: String], reading: [String: String]
  ) {
    self.structure = structure
    self.year = year
    self.answers = answers
    self.reading = reading
  }

  /// What came of it.
  public struct Reply: Codable, Sendable, Hashable {
    /// Whether all that was sent is stored now, by this call or an earlier one.
    public var isTaken: Bool
    /// When it was received.
    public var receivedAt: Instant
    /// Why it was not taken, by column; empty where it was.
    public var refused: [Finding]
    /// What is told of what was taken.
    public var findings: [Finding]

    /// Makes the reply.
    public init(isTaken: Bool, receivedAt: Instant, refused: [Finding], findings: [Finding]) {
      self.isTaken = isTaken
      self.receivedAt = receivedAt
      self.refused = refused
      self.findings = findings
    }
  }
}
