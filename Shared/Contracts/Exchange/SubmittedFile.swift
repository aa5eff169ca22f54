public import RPCContract

/// A fact file whose rows are submitted, by whom, and the service that takes them.
public struct SubmittedFile: Sendable, Hashable {
  /// The file, such as `attendance.csv`.
  public let name: String
  /// The service.
  public let service: String
  /// Who submits it: PERMISSION_DENIED, `ROLE_NEEDED`, for others.
  public let roles: Set<Role>

  /// The schema's name, such as `urn:vigie:file:attendance.csv:1`.
  public var schema: String { "urn:vigie:file:\(name):1" }

  /// All of them: the files that partners keep themselves, and the answers that structures declare, which the operator brings. A
  /// new one goes to the end: documents that were given out keep their places.
  public static let all = [
    SubmittedFile(
      name: "attendance.csv", service: "training", roles: [.operator, .federation, .partner]),
    SubmittedFile(name: "evaluation_answers.csv", service: "evaluation", roles: [.operator]),
    SubmittedFile(name: "submissions.csv", service: "senacs", roles: [.operator, .partner]),
    SubmittedFile(
      name: "veille_attendance.csv", service: "evaluation", roles: [.operator, .partner]),
    SubmittedFile(
      name: "veille_meetings.csv", service: "evaluation", roles: [.operator, .partner]),
    SubmittedFile(name: AnswersFile.name, service: "senacs", roles: [.operator, .partner]),
  ]

  /// The file of a schema; nil for a schema, or a version of one, that is not known.
  public static func of(schema: String) -> SubmittedFile? { all.first { $0.schema == schema } }
}
