public import RPCContract

/// Does all that ``SubmitRows`` does, but changes no fact: it tells which rows would be refused, and why.
///
/// A structure tries so the rows of its own form before it sends it. INVALID_ARGUMENT with `FILE_UNKNOWN` for another service's file.
public struct RehearseRows: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.files.v1/RehearseRows"
  /// Those who bring facts; a service may open it to more: ``openers(in:)``.
  public static let roles = BeginImport.roles
  /// Returns the roles that may call it in a service: a structure tries its form where its parts are kept.
  public static func openers(in service: String) -> Set<Role> {
    ["senacs", "evaluation"].contains(service) ? roles.union([.structure]) : roles
  }
  /// The files that a form has parts of, each part about its own structure.
  public static let ofForms: Set<String> = [
    AnswersFile.name, "evaluation_answers.csv", "diagnoses.csv", "veille_declarations.csv",
  ]
  /// It stores nothing.
  public static let mutates = false
  /// It shows what is recorded of people where a row would change it.
  public static let tellsOfPeople = true
  /// The file and the structures of its rows.
  public var subjects: [String] { [file] + SubmitRows.structures(of: rows) }

  /// The file whose rows they are, such as `evaluation_answers.csv`.
  public var file: String
  /// Column → cell, in the form of the file; 1,000 rows at most.
  public var rows: [[String: String]]
  /// Whether the facts are invented; absent for the nature of the facts in the store.
  public var fictitious: Bool?

  /// Makes the request.
  public init(file: String, rows: [[String: String]], fictitious: Bool? = nil) {
    self.file = file
    self.rows = rows
    self.fictitious = fictitious
  }

  /// What would come of the rows.
  public typealias Reply = SubmitRows.Reply
}
