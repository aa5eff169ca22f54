public import RPCContract
public import Values

/// Does all that ``RecordFact`` does, but changes no fact: it tells what stands, and what would.
///
/// It is a method of its own, so that a service that does not know it changes nothing either.
public struct RehearseFact: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.files.v1/RehearseFact"
  /// Who brings facts; a service may open it to more: ``RecordFact/openers(in:)``.
  public static let roles = RecordFact.roles
  /// It stores nothing.
  public static let mutates = false
  /// It shows what is recorded of people.
  public static let tellsOfPeople = true
  /// The file, and the structure and the people of the record.
  public var subjects: [String] { RecordFact.subjects(file, cells) }

  /// The fact file whose row it is, such as `mandates.csv`.
  public var file: String
  /// As in ``RecordFact/cells``.
  public var cells: [String: String]
  /// As in ``RecordFact/isNew``.
  public var isNew: Bool
  /// As in ``RecordFact/fictitious``.
  public var fictitious: Bool?

  /// Makes the request.
  public init(file: String, cells: [String: String], isNew: Bool, fictitious: Bool? = nil) {
    self.file = file
    self.cells = cells
    self.isNew = isNew
    self.fictitious = fictitious
  }

  /// What came of a record, or what would.
  public struct Reply: Codable, Sendable, Hashable {
    /// The number of the version that stood before; 0 where no record did.
    public var version: Int
    /// Column → cell of the record that stood before; absent where none did.
    public var before: [String: String]?
    /// Column → cell of the record now; absent where it was refused.
    public var after: [String: String]?
    /// Why it was not taken; empty where it was.
    public var refused: [Finding]
    /// Things to tell about a record that was taken; its row is 2, as below a header.
    public var findings: [Finding]
    /// The name by which ``UndoImport`` takes it back; absent in a rehearsal, and where nothing changed.
    public var importID: String?

    /// Makes the reply.
    public init(
      version: Int, before: [String: String]?, after: [String: String]? = nil,
      refused: [Finding] = [], findings: [Finding] = [], importID: String? = nil
    ) {
      self.version = version
      self.before = before
      self.after = after
      self.refused = refused
      self.findings = findings
      self.importID = importID
    }
  }
}
