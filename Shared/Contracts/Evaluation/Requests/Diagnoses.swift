public import RPCContract
public import Values

/// Brings rows about diagnoses and answers to the sheet's questions; a structure's key may bring only its own.
///
/// The feed tells the rows like those of any fact file. INVALID_ARGUMENT with `FILE_UNKNOWN` for another file.
public struct RecordDiagnosis: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/RecordDiagnosis"
  /// The operator, and the structure itself: nobody else writes what a structure says of itself.
  public static let roles: Set<Role> = [.operator, .structure]
  /// It changes facts.
  public static let mutates = true
  /// The file and the structures of its rows.
  public var subjects: [String] { [file] + SubmitRows.structures(of: rows) }

  /// The most rows that a structure may have in its diagnosis and its declarations; `DIAGNOSIS_FULL` (RESOURCE_EXHAUSTED) beyond.
  public static let maxKept = 2000

  /// `diagnosis_evidence.csv`, `diagnosis_participants.csv`, `diagnosis_elements.csv`, `diagnosis_revisions.csv`,
  /// `evaluation_answers.csv` or `veille_declarations.csv`.
  public var file: String
  /// Column → cell, in the form of the file; 1,000 rows at most.
  public var rows: [[String: String]]
  /// Whether they are invented; if absent, they are if the network is.
  public var fictitious: Bool?

  /// Makes the request.
  public init(file: String, rows: [[String: String]]) {
    self.file = file
    self.rows = rows
  }

  /// What came of the rows.
  public typealias Reply = SubmitRows.Reply
}

/// Records what a series newly says since a structure's diagnosis as an item of evidence, with values, dates and source, in one step.
///
/// The item's code is the series' code with the period, so noting the same change again changes nothing. NOT_FOUND with `SERIES_UNKNOWN`;
/// FAILED_PRECONDITION with `NO_CHANGE` if the series says nothing of the territory, or nothing new since the latest reading.
public struct NoteChange: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/NoteChange"
  /// Who records diagnoses.
  public static let roles = RecordDiagnosis.roles
  /// It adds an item.
  public static let mutates = true
  /// The structure and the series.
  public var subjects: [String] { [structure, series] }

  /// The structure's code.
  public var structure: String
  /// The series' code.
  public var series: String
  /// The base that the item belongs to, such as `problems`.
  public var base: String
  /// The day by which a value must have been published to be seen.
  public var asOf: CivilDate

  /// Makes the request.
  public init(structure: String, series: String, base: String, asOf: CivilDate) {
    self.structure = structure
    self.series = series
    self.base = base
    self.asOf = asOf
  }

  /// The item.
  public struct Reply: Codable, Sendable {
    /// Its cells, as `diagnosis_evidence.csv` has them.
    public var item: [String: String]
    /// Whether it is new.
    public var isNew: Bool

    /// Makes the reply.
    public init(item: [String: String], isNew: Bool) {
      self.item = item
      self.isNew = isNew
    }
  }
}

/// Grades the diagnoses of all active structures by the proposed grid or another, and tells which levels depend on a single point.
///
/// INVALID_ARGUMENT with `GRID_WRONG` for a grid that cannot be used.
public struct GradeDiagnoses: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/GradeDiagnoses"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]

  /// The day.
  public var asOf: CivilDate
  /// The grid; absent for the proposed one.
  public var grid: DiagnosisGrid?
  /// Only what was recorded by the end of this day, in Paris; absent for all.
  public var knownOn: CivilDate?

  /// Makes the request.
  public init(asOf: CivilDate, grid: DiagnosisGrid? = nil, knownOn: CivilDate? = nil) {
    self.asOf = asOf
    self.grid = grid
    self.knownOn = knownOn
  }

  /// A structure.
  public struct Row: Codable, Sendable, Hashable {
    /// Its code and name.
    public var structure, name: String
    /// How its diagnosis comes out.
    public var grading: GetDiagnosis.Grading

    /// Makes a row.
    public init(structure: String, name: String, grading: GetDiagnosis.Grading) {
      self.structure = structure
      self.name = name
      self.grading = grading
    }
  }

  /// I6 in a scope, and its lowest and highest value if each structure may have one point less or one more.
  public struct Summary: Codable, Sendable, Hashable {
    /// The scope, such as `kind:CS`.
    public var scope: String
    /// Structures acquired; the lowest and the highest number if one point of each structure may be one less or one more.
    public var acquired, lowest, highest: Int
    /// Structures evaluated.
    public var evaluated: Int

    /// Makes it.
    public init(scope: String, acquired: Int, lowest: Int, highest: Int, evaluated: Int) {
      self.scope = scope
      self.acquired = acquired
      self.lowest = lowest
      self.highest = highest
      self.evaluated = evaluated
    }
  }

  /// The grades.
  public struct Reply: Codable, Sendable {
    /// The grid that was used.
    public var grid: DiagnosisGrid
    /// The structures, by code.
    public var rows: [Row]
    /// The five scopes.
    public var summaries: [Summary]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      grid: DiagnosisGrid, rows: [Row], summaries: [Summary], fictitious: Bool?
    ) {
      self.grid = grid
      self.rows = rows
      self.summaries = summaries
      self.fictitious = fictitious
    }
  }
}
