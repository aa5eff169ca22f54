public import RPCContract
public import Values

/// The number of a record's version; 0 says that no record stands.
public enum VersionBounds: NumberBounds {
  /// Up to 1,000,000,000.
  public static let range = 0...1_000_000_000
}

/// Records one fact without a file: adds a record, or changes cells of the one that stands.
///
/// The row passes the checks of ``SubmitRows``. What it brought can be taken back by ``UndoImport``, like an import of one row.
public struct RecordFact: RPCRequest, OwnStructureMessage {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/RecordFact"
  /// Those who bring facts; each kind of file says which of these roles may bring it (PERMISSION_DENIED, `ROLE_NEEDED`).
  public static let roles = BeginImport.roles
  /// Returns the roles that may call it in a service. Evaluation keeps what structures say of themselves, so there a structure writes too:
  /// the kinds of ``RecordDiagnosis``, about itself.
  public static func openers(in service: String) -> Set<Role> {
    service == "evaluation" ? roles.union([.structure]) : roles
  }
  /// It changes a fact.
  public static let mutates = true
  /// The file, and the structure and the people of the record.
  public var subjects: [String] { Self.subjects(file, cells) }
  /// The most cells.
  public static let mostCells = 100

  static func subjects(_ file: String, _ cells: [String: String]) -> [String] {
    let people = ["person_code", "kept_code"].compactMap { column in
      cells[column].flatMap { $0.split(whereSeparator: \.isWhitespace).first }
    }
    return [file] + SubmitRows.structures(of: [cells]) + people.map { String($0) }
  }

  /// The fact file whose row it is, such as `mandates.csv`.
  public var file: String
  /// Column → cell, in the form of the file; 100 at most. The cells of the key name the record. A column that is not named keeps the cell
  /// that stands, and is empty in a new record.
  public var cells: [String: String]
  /// Whether the record is new: refused with `RECORD_KNOWN` where one stands under the key, otherwise with `RECORD_UNKNOWN` where none does.
  public var isNew: Bool
  /// Whether the fact is invented; absent for the nature of the facts in the store.
  public var fictitious: Bool?
  /// The version of the record that the caller has seen: refused with `RECORD_CHANGED` where another one stands. Absent for any.
  public var version: Bounded<VersionBounds>?

  /// Makes the request.
  public init(
    file: String, cells: [String: String], isNew: Bool, fictitious: Bool? = nil,
    version: Bounded<VersionBounds>? = nil
  ) {
    self.file = file
    self.cells = cells
    self.isNew = isNew
    self.fictitious = fictitious
    self.version = version
  }

  /// What came of it.
  public typealias Reply = RehearseFact.Reply
}
