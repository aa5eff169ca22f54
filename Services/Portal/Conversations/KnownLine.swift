import Contracts
import Texts
import Values

/// A line of a page that may be wrong. The page that shows it and the message that is written about it name it by the same topic.
struct KnownLine: Sendable {
  /// The most characters of a topic.
  static let mostCharacters = 300
  /// The topic of a message about nothing that is shown: something is missing, or is wrong as a whole.
  static let other = "autre"

  /// Such as `equipe:P03:director:2024-01-01`.
  let topic: String
  /// What it is about, and what it says.
  let subject: String, text: String
  /// The campaign and the field; empty where it is of no answer.
  var campaign = "", field = ""

  /// The page on which a message about a topic is written.
  static func address(_ topic: String) -> String {
    "/messages/nouveau?sujet=" + encoded(topic)
  }

  // A topic has codes of facts, which may have any letter.
  private static func encoded(_ topic: String) -> String {
    String(WebResponse.path([topic]).dropFirst())
  }

  // MARK: Topics

  static let structure = "structure"

  static func topic(_ approval: GetStructure.Reply.Approval) -> String {
    "agrement:\(approval.from.iso)" + (approval.families ? ":familles" : "")
  }

  static func topic(_ mandate: ListMandates.Mandate) -> String {
    "equipe:\(mandate.person):\(mandate.function):\(mandate.from.iso)"
  }

  static func topic(_ agreement: ListAgreements.Row) -> String { "convention:\(agreement.code)" }

  static func topic(_ training: ListTrainings.Training) -> String {
    "formation:\(training.session):\(training.person)"
  }

  static func diagnosis(_ code: String) -> String { "diagnostic:\(code)" }

  static func sheet(_ campaign: String) -> String { "restitution:\(campaign)" }

  static func rule(_ campaign: String, _ field: String) -> String { "regle:\(campaign):\(field)" }

  /// Whether a topic is of a line about a person: a post, or a training.
  static func isAbout(_ person: String, topic: String) -> Bool {
    topic.hasPrefix("equipe:\(person):")
      || topic.hasPrefix("formation:") && topic.hasSuffix(":\(person)")
  }
}
