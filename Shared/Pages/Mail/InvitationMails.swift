package import Composition
import Contracts
import Tabular
package import Texts
package import Values

/// Invitations to a session, one mail a person who is registered.
package struct InvitationMails: Bilingual, DraftMails {
  /// Somebody to whom a mail can be sent.
  private struct Guest {
    let code, name, givenName, familyName, address: String
  }

  let language: Language
  private let file: SessionPeople
  private var guests: [Guest] = []
  /// The codes of those who are registered and of whom no e-mail address is known.
  package private(set) var unaddressed: [String] = []

  /// Makes the invitations of those who have a place.
  package init(_ file: SessionPeople, _ language: Language) {
    self.file = file
    self.language = language
    for one in file.registered {
      guard let contact = file.contacts[one.personCode], let address = contact.email,
        EmailAddress.isOne(address)
      else {
        unaddressed.append(one.personCode)
        continue
      }
      guests.append(
        Guest(
          code: one.personCode, name: "\(contact.givenName) \(contact.familyName)",
          givenName: contact.givenName, familyName: contact.familyName, address: address))
    }
  }

  /// How many people get a mail.
  package var count: Int { guests.count }

  /// The messages, each with the code of the person.
  package func messages(written date: Instant) -> [(person: String, message: MailMessage)] {
    let subject = pick(
      "Invitation : \(file.session.title), \(days(of: file.session))",
      "Invitation: \(file.session.title), \(days(of: file.session))")
    return guests.compactMap { guest in
      MailMessage(
        to: guest.name, at: guest.address, subject: subject, body: body(guest), date: date
      ).map { (person: guest.code, message: $0) }
    }
  }

  /// A table for mail merge in CSV, one line a person, as ``ReminderMails/merge``.
  package var merge: (text: String, leftOut: [String]) {
    let header = pick(
      "courriel;prénom;nom;session;intitulé;dates;lieu",
      "email;given name;family name;session;title;days;place")
    var (text, leftOut) = ("\u{FEFF}" + header + "\n", [String]())
    for guest in guests {
      guard CSVWriter.guarded(guest.address) == guest.address else {
        leftOut.append(guest.code)
        continue
      }
      let cells = [
        guest.address, guest.givenName, guest.familyName, file.session.code, file.session.title,
        days(of: file.session), file.session.place ?? "",
      ]
      text += CSVWriter.record(cells.map(TerminalText.oneLine), guardsFormulas: true)
    }
    return (text, leftOut)
  }

  private func body(_ guest: Guest) -> String {
    let session = file.session
    let times = session.times.map { "- " + hours(of: $0) }
    let title = TerminalText.oneLine(session.title)
    let parts: [String?] = [
      file.fictitious == true ? Words.fictitious(language) : nil,
      pick(
        "Bonjour \(TerminalText.oneLine(guest.name)),", "Dear \(TerminalText.oneLine(guest.name)),"
      ),
      pick(
        "Vous avez une place à la formation « \(title) », \(days(of: session)) (\(halfDays(session.halfDays))).",
        "You have a place in the training “\(title)”, \(days(of: session)) (\(halfDays(session.halfDays)))."
      ),
      times.isEmpty ? nil : times.joined(separator: "\n"),
      session.place.map { TerminalText.oneLine($0) }
        .map { pick("Lieu : \($0)", "Place: \($0)") },
      pick(
        "Si vous ne pouvez pas venir, dites-le nous en répondant à ce courriel : quelqu'un attend peut-être une place.",
        "If you cannot come, tell us by replying to this mail: somebody may be waiting for a place."
      ), pick("Bien cordialement,", "Kind regards,"),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }
}
