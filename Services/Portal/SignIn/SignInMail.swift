import Pages
import Texts
import Values

/// A mail with a link by which somebody signs in. It has no figures, and names nobody but whom it goes to.
struct SignInMail: Sendable {
  let link: String
  /// Whose address it is; empty where it is that of several people.
  let name: String
  let address: String
  let isFictitious: Bool
  let language: Language

  /// The message; nil for an address to which nothing can be sent.
  func message(written date: Instant, by sender: String?) -> MailMessage? {
    MailMessage(
      to: name, at: address, subject: language.pick("Votre lien pour Vigie", "Your link to Vigie"),
      body: body, in: language, date: date, sender: sender)
  }

  private var body: String {
    let lines = [
      language.pick("Voici le lien pour entrer dans Vigie :", "Here is the link to enter Vigie:"),
      link,
      language.linkTerms,
      language.pick(
        "Si vous n'avez rien demandé, ne tenez pas compte de ce courriel : personne n'entre sans ce lien.",
        "If you did not ask for it, disregard this mail: nobody comes in without this link."),
    ]
    let all = language.opening(of: name, isFictitious: isFictitious) + lines
    return all.joined(separator: "\n\n") + "\n"
  }
}
