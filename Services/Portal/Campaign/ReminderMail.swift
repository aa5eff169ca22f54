import Pages
import Texts
import Values

/// A reminder to one person: the mail, and how the person comes in.
struct ReminderMail {
  let receiver: Posting.Receiver
  /// The mail without the way in.
  let message: MailMessage
  /// How browsers call the portal.
  let publicAddress: String

  /// The code of who is reminded.
  var person: String { receiver.person }

  /// The mail's text. Who is reminded reads French, whatever the officer's page is in.
  ///
  /// - Parameter link: the personal link, or what stands in its place while nothing is sent; nil for somebody who may not sign in.
  /// - Returns: the text.
  func body(link: String?) -> String {
    let door = "\(publicAddress)/entrer"
    guard let link else { return "\(message.body)\n\nPour répondre dans Vigie : \(door)\n" }
    let lines = [
      message.body, "Voici votre lien pour répondre dans Vigie :", link,
      Language.french.linkTerms + " Pour demander un autre lien : \(door)",
    ]
    return lines.joined(separator: "\n\n") + "\n"
  }

  /// The mail as it goes; nil for an address to which nothing can be sent.
  func message(link: String?, at now: Instant, by sender: String?) -> MailMessage? {
    MailMessage(
      to: message.name, at: message.address, subject: message.subject, body: body(link: link),
      in: .french, date: now, sender: sender)
  }
}
