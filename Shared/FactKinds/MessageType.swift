public import Contracts

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
    /// A row of a kind of fact.
    case fact(FactKind, FactEvent)
    /// A value of a contract.
    case contract(any (Codable & Sendable).Type)
  }

  /// The type, such as `vigie.senacs.v1.questionnaire-submitted`.
  public let name: String
  /// Its data.
  public let row: Row
  /// Whether it tells of single people, or of what a structure says of itself; such messages never go to partners.
  public let isAboutPeople: Bool
  /// Whether it is a structure's statement about itself, or how it is judged; see ``FactKind/isConfided``.
  public let isConfided: Bool

  /// The id of its data's schema, such as `urn:vigie:schema:vigie.senacs.v1.campaign-recorded:1`.
  public var schema: String { Self.schema(of: name) }

  /// The id of the schema of a type's data.
  public static func schema(of name: String) -> String {
    "urn:vigie:schema:\(name):\(major(of: name) ?? major)"
  }

  /// Returns the type of the message about a submission's outcome: accepted, or refused for any other state.
  public static func ofOutcome(_ state: SubmissionState) -> String {
    "vigie.exchange.v1.submission-\(state == .accepted ? SubmissionState.accepted : .refused)"
  }

  /// Returns the types of the messages for recorded and for withdrawn rows of a kind; none where the kind is not told to partners.
  static func of(_ kind: FactKind) -> [MessageType] {
    guard let event = kind.event, !kind.isInternal else { return [] }
    return [event.type, event.withdrawnType].map {
      MessageType(
        name: $0, row: .fact(kind, event), isAboutPeople: kind.place.isOfPeople,
        isConfided: kind.isConfided)
    }
  }
}
