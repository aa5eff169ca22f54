/// A fact file whose rows partners may submit, and the service that takes them.
public struct SubmittedFile: Sendable, Hashable {
  /// The file, such as `attendance.csv`.
  public let name: String
  /// The service.
  public let service: String

  /// The schema's name, such as `urn:vigie:file:attendance.csv:1`.
  public var schema: String { "urn:vigie:file:\(name):1" }

  /// All of them: the files that partners keep themselves. A new one goes to the end: documents that were given out keep their places.
  public static let all = [
    SubmittedFile(name: "attendance.csv", service: "training"),
    SubmittedFile(name: "evaluation_answers.csv", service: "evaluation"),
    SubmittedFile(name: "submissions.csv", service: "senacs"),
    SubmittedFile(name: "veille_attendance.csv", service: "evaluation"),
    SubmittedFile(name: "veille_meetings.csv", service: "evaluation"),
    SubmittedFile(name: AnswersFile.name, service: "senacs"),
  ]

  /// The file of a schema; nil for a schema, or a version of one, that is not known.
  public static func of(schema: String) -> SubmittedFile? { all.first { $0.schema == schema } }
}
