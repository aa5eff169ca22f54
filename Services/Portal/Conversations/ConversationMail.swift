import Pages
import PortalDomain
import Texts
import Values

/// A mail that says that somebody wrote. It has the link to the conversation, never a figure, a word of it, or the name of anybody else.
struct ConversationMail: Sendable {
  /// Whom it tells of what the other side wrote.
  let reader: Conversation.Side
  let link: String
  let name: String
  let address: String
  let isFictitious: Bool
  let language: Language

  /// The message; nil for an address to which nothing can be sent.
  func message(written date: Instant, by sender: String?) -> MailMessage? {
    MailMessage(
      to: name, at: address, subject: subject, body: body, in: language, date: date,
      sender: sender)
  }

  private var subject: String {
    switch reader {
    case .structure:
      language.pick("La Caf vous écrit dans Vigie", "The Caf writes to you in Vigie")
    case .caf:
      language.pick("Une structure vous écrit dans Vigie", "A structure writes to you in Vigie")
    }
  }

  private var body: String {
    let lines = [
      language.pick(
        "Vous avez un message dans Vigie :", "You have a message in Vigie:"),
      link,
      language.pick(
        "Si Vigie vous demande votre adresse, entrez d'abord, puis ouvrez de nouveau ce lien.",
        "If Vigie asks for your address, enter first, then open this link again."),
    ]
    let all = language.opening(of: name, isFictitious: isFictitious) + lines
    return all.joined(separator: "\n\n") + "\n"
  }
}
