import Composition
package import Contracts
package import Texts
package import Values

/// A mail that tells somebody who waited that they have a place in a training session now.
package struct PlaceMail: Bilingual {
  let language: Language
  private let session: ListCourses.Row
  private let contact: GetContacts.Contact
  private let isFictitious: Bool

  /// Takes what the mail tells.
  ///
  /// - Parameters:
  ///   - session: the session, with the half-days of which the times are known.
  ///   - contact: who has a place.
  ///   - isFictitious: whether the network is invented.
  ///   - language: the language of the mail.
  package init(
    _ session: ListCourses.Row, to contact: GetContacts.Contact, isFictitious: Bool,
    _ language: Language
  ) {
    self.session = session
    self.contact = contact
    self.isFictitious = isFictitious
    self.language = language
  }

  /// The message; nil where no e-mail address is known.
  package func message(written date: Instant) -> MailMessage? {
    MailMessage(
      to: name, at: contact.email ?? "",
      subject: pick("Une place pour vous : \(title)", "A place for you: \(title)"), body: body,
      date: date)
  }

  private var name: String {
    TerminalText.oneLine("\(contact.givenName) \(contact.familyName)")
  }

  private var title: String { TerminalText.oneLine(session.title) }

  private var body: String {
    let days =
      session.firstDay == session.lastDay
      ? pick("le \(day(session.firstDay))", "on \(day(session.firstDay))")
      : pick(
        "du \(day(session.firstDay)) au \(day(session.lastDay))",
        "from \(day(session.firstDay)) to \(day(session.lastDay))")
    let place = session.place.map(TerminalText.oneLine)
    let times = session.slots.map { "- \(day($0.day)), \($0.starts)-\($0.ends)" }
    let parts: [String?] = [
      isFictitious ? Words.fictitious(language) : nil,
      pick("Bonjour \(name),", "Dear \(name),"),
      pick(
        "Une place s'est libérée : vous êtes maintenant sur la liste des inscrits à la formation « \(title) », \(days).",
        "A place has become free: you are now registered for the training “\(title)”, \(days)."),
      place.map { pick("Lieu : \($0)", "Place: \($0)") },
      times.isEmpty ? nil : times.joined(separator: "\n"),
      pick(
        "Si vous ne pouvez pas venir, répondez simplement à ce courriel : la place ira à la personne suivante.",
        "If you cannot come, simply reply to this mail: the place will go to the next person."),
      pick("Bien cordialement,", "Kind regards,"),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }
}
