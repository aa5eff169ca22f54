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
      language.pick(
        "Il sert une fois, pendant un jour. L'ouvrir ne l'use pas : seul le bouton de la page compte.",
        "It serves once, for a day. Opening it does not spend it: only the page's button does."),
      language.pick(
        "Vous n'avez rien demandé ? Laissez ce courriel : sans le bouton, rien ne se passe.",
        "Did you not ask for it? Leave this mail: without the button nothing happens."),
    ]
    let all = language.opening(of: name, isFictitious: isFictitious) + lines
    return all.joined(separator: "\n\n") + "\n"
  }
}
