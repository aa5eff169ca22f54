import Contracts
import Foundation
import TestSupport
import Testing
import Texts
import Values

@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Mails")
struct MailTests {
  private static let date = Instant("2026-11-30T12:24:48Z")!

  private func text(
    to name: String = "Alix", at address: String = "a@b.fr", _ subject: String = "Objet",
    _ body: String = "Bonjour", in language: Language = .english
  ) throws -> String {
    try #require(
      MailMessage(
        to: name, at: address, subject: subject, body: body, in: language, date: Self.date)
    ).text
  }

  /// The headers, joined again where they were folded (RFC 5322 §2.2.3).
  private func headers(_ text: String) throws -> [String] {
    let end = try #require(text.range(of: "\r\n\r\n"))
    return text[..<end.lowerBound].replacing("\r\n ", with: " ")
      .components(separatedBy: "\r\n")
  }

  /// A header's text, its encoded words decoded (RFC 2047 §6.2: the space between two of them is none).
  private func decoded(_ header: String) -> String {
    header.replacing("?= =?UTF-8?B?", with: "?==?UTF-8?B?")
      .replacing(#/=\?UTF-8\?B\?([A-Za-z0-9+\/=]*)\?=/#) { match in
        String(decoding: Data(base64Encoded: String(match.1)) ?? Data(), as: UTF8.self)
      }
  }

  /// The body, as quoted-printable is read (RFC 2045 §6.7).
  private func body(_ text: String) throws -> String {
    let end = try #require(text.range(of: "\r\n\r\n"))
    let bytes = Array(text[end.upperBound...].utf8)
    var read: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "=") {
        let pair = String(decoding: bytes[place + 1...place + 2], as: UTF8.self)
        if let byte = UInt8(pair, radix: 16) { read.append(byte) } else { #expect(pair == "\r\n") }
        place += 3
      } else {
        read.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: read, as: UTF8.self)
  }

  @Test("a mail is a draft to one person, without a sender")
  func whole() throws {
    #expect(
      try text()
        == """
        To: Alix
         <a@b.fr>
        Subject: Objet
        Date: Mon, 30 Nov 2026 12:24:48 +0000
        X-Unsent: 1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Bonjour

        """.replacing("\n", with: "\r\n"))
    #expect(try text(to: "").hasPrefix("To: a@b.fr\r\n"))
  }

  @Test(
    "whatever a name or a subject holds, it stays in its header",
    arguments: [
      "x\r\nBcc: z@y.fr", "x\nBcc: z@y.fr", "x\rBcc: z@y.fr", "x\u{2028}Bcc: z@y.fr",
      "x\u{85}Bcc: z@y.fr", "\r\n\r\n<html>", "Dupont, Anne <z@y.fr>", "\"; z@y.fr; \"", "(a) \\",
      "=?UTF-8?Q?=0D=0ABcc:_z@y.fr?=", "Zoé \u{202E}rf.y@z", "\u{0}", "é\u{301}🙂",
      String(repeating: "Éléonore ", count: 30), String(repeating: "a", count: 2000),
    ])
  func hostile(_ value: String) throws {
    let text = try text(to: value, value)
    let found = try headers(text)
    #expect(
      found.map { $0.prefix { $0 != ":" } } == [
        "To", "Subject", "Date", "X-Unsent", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
      ])
    // Nothing but one address is outside the encoded words, whose letters mean nothing (RFC 2047 §5 (3)).
    let to = found[0].replacing(#/=\?UTF-8\?B\?[A-Za-z0-9+\/=]*\?=/#, with: "")
    #expect(to.wholeMatch(of: #/To:[A-Za-z0-9 -]*<a@b\.fr>|To: a@b\.fr/#) != nil, "\(to)")
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    for line in text.components(separatedBy: "\r\n") {
      #expect(line.utf8.count <= 76 && !line.contains("\n") && !line.contains("\r"), "\(line)")
    }
    for word in text.matches(of: #/=\?UTF-8\?B\?[A-Za-z0-9+\/=]*\?=/#) {
      #expect(word.0.utf8.count <= 75)
    }
    let plain = decoded(found[1])
    #expect(plain.hasPrefix("Subject: ") && !plain.unicodeScalars.contains("\u{FFFD}"))
    #expect(plain.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
  }

  @Test("accents, commas and quotes come back as they were")
  func accents() throws {
    let name = "Éléonore \"Nono\" Müller, d'Œuvré"
    let found = try headers(text(to: name, "SENACS 2025 : votre réponse est attendue avant l'été"))
    #expect(decoded(found[0]) == "To: \(name) <a@b.fr>")
    #expect(
      decoded(found[1]) == "Subject: SENACS 2025 : votre réponse est attendue avant l'été")
  }

  @Test("subject and text have French spaces in French, and none else")
  func spaces() throws {
    let (subject, told) = (
      "SENACS 2025 : votre réponse", "Bonjour,\nprêts ? « Oui », à 10 h 30 : venez."
    )
    let french = try text(subject, told, in: .french)
    #expect(decoded(try headers(french)[1]) == "Subject: SENACS 2025\u{A0}: votre réponse")
    #expect(
      try body(french)
        == "Bonjour,\r\nprêts\u{202F}? «\u{A0}Oui\u{A0}», à 10\u{A0}h\u{A0}30\u{A0}: venez.\r\n")
    let english = try text(subject, told)
    #expect(decoded(try headers(english)[1]) == "Subject: \(subject)")
    #expect(try body(english) == told.replacing("\n", with: "\r\n") + "\r\n")
  }

  @Test("to what is no address there is no mail", arguments: ["", "a", "a@b.fr\r\nBcc: x@y.fr"])
  func addresses(_ address: String) {
    #expect(
      MailMessage(
        to: "A", at: address, subject: "S", body: "B", in: .english, date: Self.date) == nil)
  }

  @Test("a text comes back as it was, in lines of 76 characters at most")
  func bodies() throws {
    let long = String(repeating: "été = hiver ", count: 40)
    for (given, read) in [
      ("a\r\nb\rc\nd", "a\r\nb\r\nc\r\nd\r\n"), ("", "\r\n"), (".\nFrom x", ".\r\nFrom x\r\n"),
      ("fin \n", "fin \r\n\r\n"), (long, long + "\r\n"), ("a\u{1B}[2J", "a\\u001b[2J\r\n"),
    ] {
      let text = try text("Objet", given)
      #expect(try body(text) == read)
      #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }
  }

  private func mails(_ emails: [String: String], on today: String = "2025-06-01") -> ReminderMails {
    let late = [
      ("S20", "NO_SUBMISSION", "P15", "coordinator", true),
      ("S18", "DRAFT_ONLY", "P15", "director", false),
      ("S15", "RECEIVED_LATER", "P13", "director", true),
      ("S19", "TOO_FEW_ITEMS", "P35", "director", true),
      ("S01", "NO_SUBMISSION", "P01", "director", false),
    ]
    let reminders = late.map { code, reason, person, function, isNew in
      ListReminders.Reminder(
        code: code, name: "=\(code)\nx", kind: "CS", commune: "Lyon", reason: reason,
        lastAnswered: nil, hasNewDirector: isNew, isVacant: false, person: person,
        function: function, from: nil)
    }
    let people = emails.map { code, email in
      GetContacts.Contact(code: code, familyName: "+\(code)", givenName: "@Lou", email: email)
    }
    return ReminderMails(
      .init(
        reminders: reminders, since: day("2024-04-02"), closesOn: day("2025-06-30"),
        referenceDate: nil,
        fictitious: nil),
      Dictionary(uniqueKeysWithValues: people.map { ($0.code, $0) }), campaign: "2025",
      on: day(today), .french)
  }

  @Test("a person gets one mail of all structures; whose answer came meanwhile gets none")
  func reminders() throws {
    let mails = mails(["P15": "p15@x.fr", "P13": "p13@x.fr", "P35": "p35@x.fr", "P01": "none"])
    let messages = mails.messages(written: Self.date)
    #expect(messages.map(\.person) == ["P15", "P35"] && mails.unaddressed == ["S01"])
    let both = PlainSpaces.text(try body(messages[0].message.text))
    #expect(both.contains("les réponses de vos structures :\r\n"))
    #expect(both.contains("- =S20 x (Lyon) : nous n'avons pas encore reçu de réponse\r\n"))
    #expect(both.contains("- =S18 x (Lyon) : un brouillon est commencé, il reste à le valider\r\n"))
    // Who coordinates where the director's post is new or vacant is not the new director.
    #expect(!both.contains("prendre la direction"))
    let one = PlainSpaces.text(try body(messages[1].message.text))
    #expect(one.contains("la réponse de votre structure :") && one.contains("prendre la direction"))
    #expect(one.contains("La campagne se termine le 30/06/2025."))
    let later = self.mails(["P35": "p35@x.fr"], on: "2025-07-01").messages(written: Self.date)
    #expect(try body(later[0].message.text).contains("La campagne s'est terminée le 30/06/2025"))
  }

  @Test("a table for mail merge has a line a person, and no cell runs as a formula")
  func merge() {
    let table = mails(["P15": "p15@x.fr", "P35": "=p35@x.fr"]).merge
    let (text, leftOut) = (table.text, table.leftOut)
    // An apostrophe before an address would make another address of it.
    #expect(leftOut == ["P35"])
    #expect(
      text == """
        \u{FEFF}courriel;prénom;nom;structures;motif;campagne;clôture
        p15@x.fr;'@Lou;'+P15;'=S20 x, =S18 x;\
        nous n'avons pas encore reçu de réponse, un brouillon est commencé, il reste à le valider;2025;30/06/2025

        """)
  }

  @Test("whoever has a place now is told when and where, and no title begins a header or a line")
  func place() throws {
    let session = ListCourses.Row(
      course: "C", title: "Diagnostic\r\nBcc: x@y.fr", sessionCode: "T03",
      firstDay: day("2025-12-10"), lastDay: day("2025-12-11"), place: "Salle\nA", organiser: nil,
      trainer: nil, audience: nil, halfDays: 2,
      slots: [.init(halfDay: 1, day: day("2025-12-10"), starts: "09:00", ends: "12:30")],
      capacity: 5, free: 0, waiting: 1)
    func message(_ email: String?) -> MailMessage? {
      SessionMail(
        session, .movedUp,
        to: .init(code: "P13", familyName: "Fictif", givenName: "Sacha", email: email),
        isFictitious: true, .french
      ).message(written: Self.date)
    }
    let text = try #require(message("p13@x.fr")).text
    let found = try headers(text)
    #expect(found.count == 6 && found[5] == "Content-Type: multipart/mixed; boundary=\"=_vigie\"")
    #expect(decoded(found[1]).hasSuffix("Une place pour vous\u{A0}: Diagnostic Bcc: x@y.fr"))
    let parts = text.components(separatedBy: "--=_vigie")
    #expect(parts.count == 4 && parts[3] == "--\r\n")
    let read = PlainSpaces.text(try body(parts[1]))
    #expect(read.contains("Bonjour Sacha Fictif,") && read.contains("Lieu : Salle A\r\n"))
    #expect(read.contains("du 10/12/2025 au 11/12/2025"))
    #expect(read.contains("- le 10/12/2025, de 9\u{A0}h\u{A0}00 à 12\u{A0}h\u{A0}30\r\n"))
    #expect(message(nil) == nil && message("p13") == nil)

    // The calendar that goes with it. 9:00 in Paris is 8:00 UTC in December.
    #expect(parts[2].contains("Content-Type: text/calendar; charset=utf-8; name=\"session.ics\""))
    let file = try #require(parts[2].range(of: "\r\n\r\n"))
    let coded = parts[2][file.upperBound...].components(separatedBy: "\r\n")
    #expect(coded.allSatisfy { $0.utf8.count <= 76 })
    let data = try #require(Data(base64Encoded: coded.joined()))
    let calendar = String(decoding: data, as: UTF8.self)
    #expect(calendar.hasPrefix("BEGIN:VCALENDAR\r\n") && calendar.hasSuffix("END:VCALENDAR\r\n"))
    #expect(calendar.contains("DTSTART:20251210T080000Z\r\nDTEND:20251210T113000Z\r\n"))
    #expect(calendar.contains("SUMMARY:Formation : Diagnostic Bcc: x@y.fr\r\n"))
    #expect(calendar.contains("DONNÉES FICTIVES"))
  }
}
