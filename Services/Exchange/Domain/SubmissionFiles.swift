/// What partners may submit, and which service takes it.
public enum SubmissionFiles {
  /// How a submission's rows are cut to the caller's territory.
  public enum Cut: Sendable, Hashable {
    /// By the structure of this column.
    case structure(String)
    /// By the body of this column.
    case body(String)
  }

  /// A file that may be submitted.
  public struct File: Sendable, Hashable {
    /// The file, such as `attendance.csv`.
    public let name: String
    /// The service that takes it.
    public let service: String
    /// Whose rows they are.
    public let cut: Cut

    /// The schema's name.
    public var schema: String { "urn:vigie:file:\(name):1" }
  }

  /// All of them. Source: the fact files of acceptance/formats.md that partners keep themselves.
  public static let all = [
    File(name: "submissions.csv", service: "senacs", cut: .structure("structure_code")),
    File(name: "attendance.csv", service: "training", cut: .structure("structure_code")),
    File(
      name: "evaluation_answers.csv", service: "evaluation", cut: .structure("structure_code")),
    File(name: "veille_meetings.csv", service: "evaluation", cut: .body("body_code")),
    File(
      name: "veille_attendance.csv", service: "evaluation", cut: .structure("structure_code")),
  ]

  /// The file of a schema; nil for a schema, or a version of one, that is not known.
  public static func file(schema: String) -> File? { all.first { $0.schema == schema } }
}
