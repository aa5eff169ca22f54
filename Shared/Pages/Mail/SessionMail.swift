import Composition
package import Contracts
package import Texts
package import Values

/// A mail that tells somebody of the place that they have in a training session: when and where, with a calendar to add.
package struct SessionMail: Bilingual {
  /// Why it is written.
  package enum Occasion: Sendable {
    /// Everybody who has a place is invited.
    case invitation
    /// The person waited, and a place was given back.
    case movedUp
  }

  let language: Language
  private let session: ListCourses.Row
  private let occasion: Occasion
  private let contact: GetContacts.Contact
  private let isFictitious: Bool

  /// Takes what the mail tells.
  ///
  /// - Parameters:
  ///   - session: the session, with the half-days of which the times are known.
  ///   - occasion: why it is written.
  ///   - contact: who has a place.
  ///   - isFictitious: whether the network is invented.
  ///   - language: the language of the mail.
  package init(
    _ session: ListCourses.Row, _ occasion: Occasion, to contact: GetContacts.Contact,
    isFictitious: Bool, _ language: Language
  ) {
    self.session = session
    self.occasion = occasion
    self.contact = contact
    self.isFictitious = isFictitious
    self.language = language
  }

  /// The message; nil where no e-mail address is known.
  package func message(written date: Instant) -> MailMessage? {
    let calendar = ICalendar(
      events: SessionCalendar(session, language).events, isFictitious: isFictitious,
      language: language, stamp: date)
    return MailMessage(
      to: name, at: contact.email ?? "", subject: subject, body: body, in: language,
      calendar: calendar.text, date: date)
  }

  private var name: String {
    TerminalText.oneLine(contact.name)
  }

  private var title: String { TerminalText.oneLine(session.title) }

  private var subject: String {
    switch occasion {
    case .invitation:
      pick(
        "Invitation : \(title), \(days(of: session))",
        "Invitation: \(title), \(days(of: session))")
    case .movedUp: pick("Une place pour vous : \(title)", "A place for you: \(title)")
    }
  }

  private var body: String {
    let (when, count) = (days(of: session), halfDays(session.halfDays))
    let news =
      switch occasion {
      case .invitation:
        pick(
          "Vous avez une place à la formation « \(title) », \(when) (\(count)).",
          "You have a place in the training “\(title)”, \(when) (\(count)).")
      case .movedUp:
        pick(
          "Une place s'est libérée : vous êtes maintenant sur la liste des inscrits à la formation « \(title) », \(when) (\(count)).",
          "A place has become free: you are now registered for the training “\(title)”, \(when) (\(count))."
        )
      }
    let times = session.slots.map { "- " + hours(of: $0) }
    let parts: [String?] = [
      isFictitious ? Words.fictitious(language) : nil,
      pick("Bonjour \(name),", "Dear \(name),"), news,
      times.isEmpty ? nil : times.joined(separator: "\n"),
      session.place.map(TerminalText.oneLine).map { pick("Lieu : \($0)", "Place: \($0)") },
      pick(
        "Pour noter ces dates dans votre agenda, ouvrez le fichier joint \(MailMessage.calendarName).",
        "To put these days into your calendar, open the attached file \(MailMessage.calendarName)."
      ),
      pick(
        "Si vous ne pouvez pas venir, répondez simplement à ce courriel : quelqu'un attend peut-être une place.",
        "If you cannot come, simply reply to this mail: somebody may be waiting for a place."),
      pick("Bien cordialement,", "Kind regards,"),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }
}
