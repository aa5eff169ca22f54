public import RPCContract
public import Values

/// Reads each structure's latest answer to the sheet's questions and its latest reading by the assessor `first`, with which its next form
/// begins. The answers include free texts, so the operator reads them all, and a structure only its own.
public struct ReadLatestAnswers: RPCStreamRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ReadLatestAnswers"
  /// Who sends forms out, and who answers.
  public static let roles: Set<Role> = [.operator, .structure]
  /// Answers have texts that people wrote.
  public static let tellsOfPeople = true
  /// The year.
  public var subjects: [String] { year.map { [String($0.value)] } ?? [] }

  /// Only answers of this year; absent for all.
  public var year: Year?

  /// Makes the request.
  public init(year: Year? = nil) { self.year = year }

  /// A structure.
  public struct Item: Codable, Sendable {
    /// The structure's code.
    public var structureCode: String
    /// Column of `evaluation_answers.csv` → cell, of the latest answer; empty without one.
    public var answer: [String: String]
    /// Column of `diagnoses.csv` → cell, of the latest reading by the assessor `first`; empty without one.
    public var diagnosis: [String: String]

    /// Makes an item.
    public init(structureCode: String, answer: [String: String], diagnosis: [String: String]) {
      self.structureCode = structureCode
      self.answer = answer
      self.diagnosis = diagnosis
    }
  }
}
