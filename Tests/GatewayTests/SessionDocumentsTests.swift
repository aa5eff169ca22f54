import Composition
import Contracts
import Foundation
import Spreadsheet
import Testing
import Texts
import Values

@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Documents of a session")
struct SessionDocumentsTests {
  /// The golden session T01, or one with other texts.
  private static func session(
    _ code: String = "T01", title: String = "Lire et utiliser les données SENACS",
    halfDays: Int = 4, place: String? = "Salle fictive A", slots: [HalfDaySlot] = []
  ) -> ListCourses.Row {
    ListCourses.Row(
      course: "C-SENACS", title: title, sessionCode: code, firstDay: day("2023-03-14"),
      lastDay: day("2023-03-15"), place: place, organiser: "federation", trainer: nil,
      audience: nil, halfDays: halfDays, slots: slots, capacity: nil, free: nil, waiting: 1)
  }

  /// Two half-days; the end of the second is no time.
  private static let slots = [
    HalfDaySlot(halfDay: 1, day: day("2023-03-14"), starts: "09:00", ends: "12:30"),
    HalfDaySlot(halfDay: 2, day: day("2023-07-04"), starts: "14:00", ends: "x"),
  ]

  /// A session with P01 (registered, of S01), P02 (waits), and P03, who came without having enrolled; only P03's name is not known.
  private static func file(
    _ session: ListCourses.Row = SessionDocumentsTests.session(), given: String = "Zoé",
    family: String = "Émond"
  ) -> SessionPeople {
    SessionPeople(
      session: session, state: "held",
      people: [
        .init(personCode: "P01", structureCode: "S01", enrolment: "registered"),
        .init(personCode: "P02", structureCode: "S02", enrolment: "waiting"),
        .init(
          personCode: "P03", structureCode: nil, enrolment: nil, audience: "volunteer",
          status: "present", halfDaysPresent: 3, halfDaysAttended: [1, 2, 4]),
        .init(personCode: "P04", structureCode: "S04", enrolment: "registered"),
      ],
      contacts: [
        "P01": .init(
          code: "P01", familyName: family, givenName: given, email: "p01@example.org"),
        "P02": .init(code: "P02", familyName: "Bo", givenName: "Al", email: "p02@example.org"),
        "P04": .init(code: "P04", familyName: "Fa", givenName: "Do", email: "no address"),
      ], fictitious: true)
  }

  private static func row(_ person: String, _ present: Int = 4) -> ListCertificates.Row {
    ListCertificates.Row(
      personCode: person, structureCode: "S01", halfDaysPresent: present, halfDays: 4)
  }

  @Test("a certificate's number follows from the session, the person and what was attended")
  func numbers() {
    let session = Self.session()
    // Python's hashlib, of 13:certificate-13:T018:C-SENACS36:Lire … SENACS10:2023-03-1410:2023-03-151:43:P011:4
    #expect(CertificateNumber.make(session, Self.row("P01")) == "T01-ZRS2-JV4F")
    let others = [
      CertificateNumber.make(session, Self.row("P02")),
      CertificateNumber.make(session, Self.row("P01", 3)),
      CertificateNumber.make(Self.session(title: "Autre"), Self.row("P01")),
    ]
    #expect(Set(others + ["T01-ZRS2-JV4F"]).count == 4)
    // A place is not what was attended.
    #expect(
      CertificateNumber.make(Self.session(place: nil), Self.row("P01")) == "T01-ZRS2-JV4F")
  }

  @Test("people stand by name as French sorts them, œ as oe; whoever has no name comes last")
  func order() {
    let names = [
      "P1": ("Ozanam", "Al"), "P2": ("Œuvrard", "Zoé"), "P3": ("Nadar", "Émile"),
      "P4": ("Nadar", "Denis"), "P6": ("Édouard", "Al"),
    ]
    let file = SessionPeople(
      session: Self.session(), state: "held",
      people: (1...6).map {
        ListAttendance.Row(personCode: "P\($0)", structureCode: "S01", enrolment: "registered")
      },
      contacts: names.reduce(into: [:]) { contacts, one in
        contacts[one.key] = GetContacts.Contact(
          code: one.key, familyName: one.value.0, givenName: one.value.1, email: nil)
      }, fictitious: true)

    #expect(file.registered.map(\.personCode) == ["P6", "P4", "P3", "P2", "P1", "P5"])
  }

  @Test("a number is meant however it is typed, and no other one is")
  func typed() {
    for typed in ["T01-ZRS2-JV4F", "t01-zrs2-jv4f", " T01 ZRS2JV4F "] {
      #expect(CertificateNumber.isMeant(typed, "T01-ZRS2-JV4F"), "\(typed)")
    }
    #expect(CertificateNumber.isMeant("T01-OI00-LL11", "T01-0100-1111"))
    // The session's code keeps its letters.
    for typed in ["TO1-ZRS2-JV4F", "T02-ZRS2-JV4F", "T01-ZRS2-JV4G", "ZRS2-JV4F", "", "-"] {
      #expect(!CertificateNumber.isMeant(typed, "T01-ZRS2-JV4F"), "\(typed)")
    }
  }

  @Test("certificates are a sheet of paper each, and a name that is not known is left to write")
  func certificates() {
    let pages = CertificatePages(
      file: Self.file(), rows: [Self.row("P01"), Self.row("P03", 4)], language: .french,
      today: day("2026-11-30"))

    let all = ParsedPage(pages.all)
    #expect(all.fault == nil)
    #expect(all.elements.count { $0.name == "article" } == 2)
    #expect(pages.unnamed == ["P03"])
    let own = pages.page(of: Self.row("P01"))
    for word in [
      "Zoé Émond", "T01-ZRS2-JV4F", "4 demi-journées sur 4", "du 14/03/2023 au 15/03/2023",
      "Salle fictive A", "la fédération des centres sociaux", "DONNÉES FICTIVES",
      "break-after: page",
    ] { #expect(own.contains(word), "\(word)") }
    #expect(ParsedPage(own).elements.count { $0.name == "article" } == 1)
  }

  @Test("the sheet to sign has those who belong on it, and a column a half-day, eight on a page")
  func sheet() {
    let html = AttendancePage(file: Self.file(Self.session(halfDays: 9)), language: .french).html
    let page = ParsedPage(html)

    #expect(page.fault == nil && html.contains("size: A4 landscape"))
    #expect(page.elements.count { $0.name == "table" } == 2)
    // By name: Émond before Fa; P03 has none and comes last; who waits is not on it.
    let places = ["Zoé Émond", "Do Fa", "P03"].map { html.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(zip(places, places.dropFirst()).allSatisfy { one, next in one! < next! })
    #expect(!html.contains("Al Bo") && html.contains("Demi-journée 9"))
  }

  @Test("no text of others makes an element of these pages")
  func hostile() {
    let text = "\"\u{301}</title></style><script>x</script><b a=\"]]>"
    func pages(_ text: String) -> [String] {
      let session = Self.session(text, title: text, place: text)
      let file = Self.file(session, given: text, family: text)
      let certificates = CertificatePages(
        file: file, rows: [Self.row("P01")], language: .english, today: day("2026-11-30"))
      return [certificates.all, AttendancePage(file: file, language: .english).html]
    }
    for (hostile, harmless) in zip(pages(text), pages("zz")) {
      #expect(ParsedPage(hostile).fault == nil)
      #expect(ParsedPage(hostile).elements == ParsedPage(harmless).elements)
    }
  }

  @Test("half-days whose hours are known are events of hours, others whole days")
  func calendar() {
    let whole = SessionCalendar(Self.session(), .french).events
    #expect(whole.map(\.about) == ["session-T01"] && whole[0].hours == nil)
    #expect([whole[0].first, whole[0].last] == [day("2023-03-14"), day("2023-03-15")])

    let events = SessionCalendar(Self.session(slots: Self.slots), .french).events
    let text = ICalendar(events: events, stamp: Instant("2026-11-30T12:24:48Z")!).text
    #expect(events.map(\.about) == ["session-T01-1", "session-T01-2"])
    // 9:00 in Paris is 8:00 UTC in March. A half-day whose end is no time takes the day.
    for line in [
      "DTSTART:20230314T080000Z", "DTEND:20230314T113000Z", "TRANSP:OPAQUE",
      "DTSTART;VALUE=DATE:20230704", "LOCATION:Salle fictive A",
    ] { #expect(text.contains(line + "\r\n"), "\(line)") }
  }

  @Test("the days and hours of half-days stand above the columns of both sheets")
  func headings() throws {
    let file = Self.file(Self.session(slots: Self.slots))
    let html = AttendancePage(file: file, language: .french).html
    #expect(html.contains("Demi-journée 1 · 14/03/2023 9\u{A0}h\u{A0}00–12\u{A0}h\u{A0}30"))
    #expect(html.contains(">Demi-journée 3<"))
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try AttendanceWorkbook(file: file, language: .french, created: .now).write(to: path)
    let workbook = try WorkbookReader(path: path)
    let list = try #require(workbook.sheets.first { $0.name == AttendanceTabs.list })
    var rows = try workbook.rows(of: list)
    let header = try #require(try rows.next())
    #expect(
      (AttendanceTabs.firstHalfDay..<AttendanceTabs.firstHalfDay + 3).map { header[$0].text } == [
        "1 (x = présent) · 14/03/2023 9 h 00", "2 (x = présent) · 04/07/2023 14 h 00",
        "3 (x = présent)",
      ])
  }

  @Test("those who have a place are invited, each by one mail; who has no address is named")
  func invitations() {
    let mails = InvitationMails(Self.file(Self.session(slots: Self.slots)), .french)
    let messages = mails.messages(written: Instant("2026-11-30T12:24:48Z")!)
    #expect(messages.map(\.person) == ["P01"] && mails.unaddressed == ["P04"])
    #expect(messages[0].message.text.contains("<p01@example.org>"))
    let lines = mails.merge.text.split(separator: "\n")
    #expect(lines.count == 2 && lines[1].hasPrefix("p01@example.org;Zoé;Émond;T01;"))
    #expect(lines[1].contains(";le 14/03/2023, de 9 h 00 à 12 h 30, le 04/07/2023, "))
  }

  @Test("a workbook of attendance comes back with what was marked")
  func workbook() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = Self.file()
    try AttendanceWorkbook(file: file, language: .french, created: .now).write(to: path)
    let empty = try ReturnedAttendance(path, name: "f", of: file.session)
    // P03's half-days are recorded, so the sheet has them; P01 and P04 have no marks yet.
    #expect(empty.faults.isEmpty && empty.unmarked == 2)
    #expect(empty.lines.map(\.personCode) == ["P03"] && empty.lines[0].halfDays == [1, 2, 4])

    try Self.write(
      [
        ["P01", "", "S01", "salarié", "x", "1", "X", "0"],
        ["P02", "", "", "volunteer", "0", "", "", ""],
        ["P03", "", "", "", "", "", "", ""],
      ], to: path)
    let told = try ReturnedAttendance(path, name: "f", of: file.session)
    #expect(told.faults.isEmpty && told.unmarked == 1)
    #expect(told.lines.map(\.halfDays) == [[1, 2, 3], []])
    #expect(told.lines.map(\.audience) == [.employee, .volunteer])
    #expect(told.lines.map(\.structureCode) == ["S01", nil])
  }

  @Test("marks that are none, lost codes, people twice and without a capacity are faults")
  func faults() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.write(
      [
        ["P01", "", "", "salarié", "9", "", "", ""], ["", "", "", "salarié", "x", "", "", ""],
        ["P02", "", "", "", "x", "", "", ""], ["P02", "", "", "salarié", "x", "", "", ""],
        ["P04", "", "", "chef", "x", "", "", ""],
      ], to: path)
    let told = try ReturnedAttendance(path, name: "f", of: Self.session())
    #expect(
      told.faults.map { "\($0.row) \($0.column) \($0.value) \($0.code)" } == [
        "2 1 9 BAD_MARK", "3 person_code  MISSING_VALUE", "4 audience  MISSING_VALUE",
        "5 person_code P02 DUPLICATE_ROW", "6 audience chef BAD_VALUE",
      ])
    for other in [Self.session("T02"), Self.session(halfDays: 5)] {
      #expect(throws: (any Error).self) {
        try ReturnedAttendance(path, name: "f", of: other)
      }
    }
  }

  /// Writes a sheet of attendance of T01 with these rows.
  private static func write(_ rows: [[String]], to path: String) throws {
    let workbook = try WorkbookWriter(path: path, title: "t", created: .now)
    try workbook.addSheet(
      SheetLayout(AttendanceTabs.list, columns: (0..<8).map { ColumnLayout("\($0)") }))
    for row in rows {
      try workbook.append(row.map { $0.isEmpty ? .empty : .text($0) })
    }
    try workbook.addSheet(
      SheetLayout(
        AttendanceTabs.marks, columns: [ColumnLayout("key"), ColumnLayout("value")],
        isHidden: true))
    try workbook.append([.text(AttendanceTabs.sessionMark), .text("T01")])
    try workbook.append([.text(AttendanceTabs.halfDaysMark), .text("4")])
    try workbook.close()
  }
}
