package import Composition
import Contracts
package import Texts
package import Values

/// Invitations to a session, one mail a person who is registered.
package struct InvitationMails: Bilingual, DraftMails {
  let language: Language
  private let file: SessionPeople
  /// Those to whom a mail can be sent.
  private var guests: [(contact: GetContacts.Contact, address: String)] = []
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
      guests.append((contact, address))
    }
  }

  /// How many people get a mail.
  package var count: Int { guests.count }

  /// The messages, each with the code of the person.
  package func messages(written date: Instant) -> [(person: String, message: MailMessage)] {
    guests.compactMap { guest in
      SessionMail(
        file.session, .invitation, to: guest.contact, isFictitious: file.fictitious == true,
        language
      ).message(written: date).map { (person: guest.contact.code, message: $0) }
    }
  }

  /// The same people as a table for mail merge.
  package var merge: MergeTable {
    var table = MergeTable(
      language == .french
        ? ["session", "intitulé", "dates", "horaires", "lieu"]
        : ["session", "title", "days", "times", "place"], language)
    let session = file.session
    let times = session.slots.map { hours(of: $0) }.joined(separator: ", ")
    for guest in guests {
      table.add(
        guest.contact, at: guest.address,
        [session.sessionCode, session.title, days(of: session), times, session.place ?? ""])
    }
    return table
  }
}
