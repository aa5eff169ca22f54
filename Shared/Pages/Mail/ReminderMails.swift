import Composition
package import Contracts
package import Texts
package import Values

/// A campaign's reminders as mails. Each person gets one mail, about all structures for which that person is to be asked.
///
/// Structures whose answer came in the meantime are not reminded.
package struct ReminderMails: Bilingual, DraftMails {
  /// What is sent to one person.
  private struct Mail {
    let contact: GetContacts.Contact
    let address: String
    var reminders: [ListReminders.Reminder]
  }

  let language: Language
  private let campaign: String
  private let reply: ListReminders.Reply
  private let today: CivilDate
  private var mails: [Mail] = []
  /// The codes of late structures of which nobody is known with an e-mail address.
  package private(set) var unaddressed: [String] = []

  /// Puts the reminders of each person together.
  ///
  /// - Parameters:
  ///   - reply: whom to remind.
  ///   - contacts: the people by code.
  ///   - campaign: the campaign's code.
  ///   - day: the day on which the mails are written.
  ///   - language: the language of the mails.
  package init(
    _ reply: ListReminders.Reply, _ contacts: [String: GetContacts.Contact], campaign: String,
    on day: CivilDate, _ language: Language
  ) {
    self.language = language
    self.campaign = campaign
    self.reply = reply
    today = day
    var places: [String: Int] = [:]
    for reminder in reply.reminders where reminder.reason != "RECEIVED_LATER" {
      guard let person = reminder.person, let contact = contacts[person],
        let address = contact.email, EmailAddress.isOne(address)
      else {
        unaddressed.append(reminder.code)
        continue
      }
      if let place = places[person] {
        mails[place].reminders.append(reminder)
      } else {
        places[person] = mails.count
        mails.append(Mail(contact: contact, address: address, reminders: [reminder]))
      }
    }
  }

  /// How many people get a mail.
  package var count: Int { mails.count }

  /// The messages, each with the code of the person.
  package func messages(written date: Instant) -> [(person: String, message: MailMessage)] {
    let subject =
      isLate
      ? pick(
        "SENACS \(campaign) : votre réponse est en retard",
        "SENACS \(campaign): your answer is late")
      : pick(
        "SENACS \(campaign) : votre réponse est attendue",
        "SENACS \(campaign): your answer is expected")
    return mails.compactMap { mail in
      MailMessage(
        to: mail.contact.name, at: mail.address, subject: subject, body: body(mail),
        in: language, date: date
      ).map { (person: mail.contact.code, message: $0) }
    }
  }

  /// The same people as a table for mail merge.
  package var merge: MergeTable {
    var table = MergeTable(
      language == .french
        ? ["structures", "motif", "campagne", "clôture"]
        : ["structures", "reason", "campaign", "closing day"], language)
    for mail in mails {
      table.add(
        mail.contact, at: mail.address,
        [
          mail.reminders.map(\.name).joined(separator: ", "),
          mail.reminders.map { why($0.reason) }.once.joined(separator: ", "), campaign,
          reply.closesOn.map(day) ?? "",
        ])
    }
    return table
  }

  private func body(_ mail: Mail) -> String {
    let isOne = mail.reminders.count == 1
    let name = TerminalText.oneLine(mail.contact.name)
    let structures = mail.reminders.map {
      TerminalText.oneLine("- \($0.name) (\($0.commune))") + pick(" : ", ": ") + why($0.reason)
    }
    let isNew = mail.reminders.contains { $0.hasNewDirector && $0.function == "director" }
    let request = pick(
      isOne
        ? "Pour la campagne SENACS \(campaign), il nous manque encore la réponse de votre structure :"
        : "Pour la campagne SENACS \(campaign), il nous manque encore les réponses de vos structures :",
      isOne
        ? "For the SENACS campaign \(campaign) we still miss your structure's answer:"
        : "For the SENACS campaign \(campaign) we still miss your structures' answers:")
    let parts: [String?] = [
      reply.fictitious == true ? Words.fictitious(language) : nil,
      pick("Bonjour \(name),", "Dear \(name),"),
      request, structures.joined(separator: "\n"), deadline,
      isNew
        ? pick(
          "Vous venez de prendre la direction : si SENACS est nouveau pour vous, nous pouvons vous aider à y répondre.",
          "You became director recently: if SENACS is new to you, we can help you to answer.")
        : nil,
      pick(
        "Si vous venez de répondre, merci : ne tenez pas compte de ce message. Pour toute question, répondez à ce courriel.",
        "If you have just answered, thank you: please disregard this message. If you have a question, reply to this mail."
      ), pick("Bien cordialement,", "Kind regards,"),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }

  /// Whether the campaign's last day is past.
  private var isLate: Bool { reply.closesOn.map { $0 < today } ?? false }

  /// When the campaign ends or ended. A late answer counts too (acceptance/indicators.md, I1); structures send none after the end of the
  /// collection.
  private var deadline: String? {
    if let endedOn = reply.collectionEndedOn {
      return pick(
        "La collecte est terminée depuis le \(day(endedOn)) : appelez-nous si vous souhaitez encore répondre.",
        "The collection was ended on \(day(endedOn)): call us if you still want to answer.")
    }
    return reply.closesOn.map { closesOn in
      !isLate
        ? pick(
          "La campagne se termine le \(day(closesOn)).",
          "The campaign ends on \(day(closesOn)).")
        : pick(
          "La campagne s'est terminée le \(day(closesOn)) : votre réponse est en retard. Envoyez-la maintenant : nous la prendrons encore en compte.",
          "The campaign ended on \(day(closesOn)): your answer is late. Send it now: it will still be counted."
        )
    }
  }

  /// What is missing, as the structure is told.
  private func why(_ reason: String) -> String {
    switch reason {
    case "NO_SUBMISSION":
      pick("nous n'avons pas encore reçu de réponse", "we have not received an answer yet")
    case "DRAFT_ONLY":
      pick(
        "un brouillon est commencé, il reste à le valider",
        "a draft was begun and is still to be validated")
    case "TOO_FEW_ITEMS":
      pick(
        "la réponse est trop incomplète (moins d'un cinquième des questions)",
        "the answer is too incomplete (less than a fifth of the questions)")
    default: Catalogue.reason(reason, language)
    }
  }
}
