/// A type of message that the exchange delivers, and what its data is.
public struct MessageType: Sendable {
  /// The major version of types that this program understands; within it types only grow.
  public static let major = 1

  /// The major version in a type's name, such as 1 of `vigie.senacs.v1.campaign-recorded`; nil without one.
  public static func major(of name: String) -> Int? {
    name.split(separator: ".").lazy.compactMap { part in
      part.first == "v" ? Int(part.dropFirst()) : nil
    }.first
  }

  /// What a message's data is.
  public enum Row: Sendable {
    /// A row of a fact file, without some columns.
    case file(String, without: [String])
    /// A value of a contract.
    case contract(any (Codable & Sendable).Type)
  }

  /// The type, such as `vigie.senacs.v1.questionnaire-submitted`.
  public let name: String
  /// Its data.
  public let row: Row
  /// Whether it tells of single people, and so never goes to partners.
  public let isAboutPeople: Bool

  /// The id of its data's schema, such as `urn:vigie:schema:vigie.senacs.v1.campaign-recorded:1`.
  public var schema: String { Self.schema(of: name) }

  /// The id of the schema of a type's data.
  public static func schema(of name: String) -> String {
    "urn:vigie:schema:\(name):\(major(of: name) ?? major)"
  }

  private init(_ name: String, _ row: Row, aboutPeople: Bool = false) {
    self.name = name
    self.row = row
    isAboutPeople = aboutPeople
  }

  /// Every type.
  public static let all = [
    MessageType(
      "vigie.registry.v1.commune-recorded", .contract(CommunesRecorded.Commune.self)),
    MessageType(
      "vigie.registry.v1.movement-recorded", .contract(CommunesRecorded.Movement.self)),
    MessageType(
      "vigie.registry.v1.structure-recorded", .contract(StructuresRecorded.Structure.self)),
    MessageType(
      "vigie.registry.v1.approval-recorded", .contract(ApprovalsRecorded.Approval.self)),
    MessageType(
      "vigie.registry.v1.person-recorded", .contract(PeopleRecorded.Person.self),
      aboutPeople: true),
    MessageType(
      "vigie.registry.v1.mandate-recorded", .contract(MandatesRecorded.Mandate.self),
      aboutPeople: true),
    MessageType("vigie.training.v1.session-recorded", .file("sessions.csv", without: [])),
    MessageType(
      "vigie.training.v1.attendance-recorded", .file("attendance.csv", without: []),
      aboutPeople: true),
    MessageType("vigie.senacs.v1.campaign-recorded", .file("campaigns.csv", without: [])),
    MessageType("vigie.senacs.v1.questionnaire-submitted", .file("submissions.csv", without: [])),
    MessageType(
      "vigie.evaluation.v1.answer-recorded",
      .file("evaluation_answers.csv", without: ["training_text", "senacs_text"]),
      aboutPeople: true),
    MessageType(
      "vigie.evaluation.v1.diagnosis-recorded", .file("diagnoses.csv", without: []),
      aboutPeople: true),
    MessageType("vigie.evaluation.v1.body-recorded", .file("veille_bodies.csv", without: [])),
    MessageType("vigie.evaluation.v1.meeting-recorded", .file("veille_meetings.csv", without: [])),
    MessageType(
      "vigie.evaluation.v1.invitation-recorded", .file("veille_attendance.csv", without: [])),
    MessageType("vigie.exchange.v1.submission-accepted", .contract(SubmissionOutcome.self)),
    MessageType("vigie.exchange.v1.submission-refused", .contract(SubmissionOutcome.self)),
  ]
}
