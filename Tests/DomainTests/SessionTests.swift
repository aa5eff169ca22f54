import Contracts
import Testing
import TrainingDomain
import Values

/// Source of the rules and of the golden sessions: acceptance/year.md, “Sessions”, and acceptance/golden-year.
@Suite("Sessions, their places and who qualified")
struct SessionTests {
  /// A session: who enrolled, who came for how many half-days, and who else stands on the list.
  private static func session(
    _ code: String, _ state: SessionState, halfDays: Int, capacity: Int?,
    enrolled: [(String, Enrolment.State)] = [], came: [(String, Int?)] = [],
    others: [(String, AttendanceStatus)] = []
  ) -> OneSession {
    func row(_ person: String, _ status: AttendanceStatus, _ halfDays: Int?) -> Attendance {
      Attendance(
        sessionCode: code, personCode: person, structureCode: person == "P28" ? nil : "S13",
        audience: .employee, status: status, halfDaysPresent: halfDays)
    }
    return OneSession(
      code: code, title: "Session fictive", state: state, firstDay: CivilDate("2025-11-26")!,
      halfDays: halfDays, capacity: capacity,
      enrolments: enrolled.map { Enrolment(personCode: $0.0, state: $0.1) },
      attendance: came.map { row($0.0, .present, $0.1) } + others.map { row($0.0, $0.1, halfDays) })
  }

  private static let t02 = session(
    "T02", .held, halfDays: 5, capacity: 3,
    enrolled: [
      ("P10", .registered), ("P22", .registered), ("P14", .registered), ("P42", .registered),
      ("P40", .cancelled),
    ],
    came: [
      ("P10", 4), ("P22", 5), ("P14", 5), ("P42", 3), ("P40", 5), ("P28", 5), ("P32", 5),
    ])

  @Test("an overbooked session at which people came who had not enrolled")
  func overbooked() {
    let row = Self.t02.row

    #expect(row.code == "T02" && row.title == "Session fictive" && row.state == "held")
    #expect(row.firstDay.iso == "2025-11-26")
    #expect([row.registered, row.waiting, row.cancelled] == [4, 0, 1])
    #expect(row.capacity == 3 && row.free == -1)
    // Seven were there; P42, 3 of 5, did not qualify.
    #expect(row.present == 7 && row.qualified == 6)
    #expect(row.findings == ["OVERBOOKED", "PRESENT_NOT_ENROLLED"])
  }

  @Test("certificates are for four fifths exactly or more, in the order of the codes")
  func certificates() {
    let rows = Self.t02.certificates

    #expect(rows.map(\.personCode) == ["P10", "P14", "P22", "P28", "P32", "P40"])
    #expect(rows.map(\.halfDaysPresent) == [4, 5, 5, 5, 5, 5])
    #expect(rows.allSatisfy { $0.halfDays == 5 })
    #expect(rows.map(\.structureCode) == ["S13", "S13", "S13", nil, "S13", "S13"])
    // T11: 8 of 9 are needed, 7 are not enough.
    let long = Self.session(
      "T11", .held, halfDays: 9, capacity: 4, came: [("P12", 7), ("P25", 8), ("P43", 9)])
    #expect(long.certificates.map(\.personCode) == ["P25", "P43"])
  }

  @Test(
    "before a session is held nobody qualifies, and those who wait are told where places are free")
  func planned() {
    func row(_ state: SessionState, capacity: Int?, waiting: Bool = true) -> ListSessions.Row {
      var enrolled: [(String, Enrolment.State)] = [("P04", .registered)]
      if waiting { enrolled += [("P13", .waiting), ("P09", .waiting)] }
      return Self.session(
        "T03", state, halfDays: 2, capacity: capacity, enrolled: enrolled, came: [("P04", 2)]
      ).row
    }

    let planned = row(.planned, capacity: 5)
    #expect([planned.registered, planned.waiting, planned.cancelled] == [1, 2, 0])
    #expect(planned.free == 4 && planned.present == 1 && planned.qualified == nil)
    #expect(planned.findings == ["WAITING_WITH_ROOM"])
    #expect(row(.planned, capacity: 1).findings.isEmpty)
    #expect(row(.planned, capacity: nil).findings.isEmpty)
    #expect(row(.planned, capacity: nil).free == nil)
    #expect(row(.planned, capacity: 5, waiting: false).findings.isEmpty)
    // T11 was held: nobody calls those who wait.
    #expect(row(.held, capacity: 5).findings.isEmpty)
    #expect(row(.held, capacity: 5).qualified == 1)
  }

  @Test(
    "a cancelled session is not overbooked, but its places are counted; nobody has a certificate")
  func cancelled() {
    let session = Self.session(
      "T04", .cancelled, halfDays: 2, capacity: 1,
      enrolled: [("P13", .registered), ("P20", .registered), ("P21", .waiting)],
      came: [("P13", 2)])

    #expect(session.row.free == -1 && session.row.findings.isEmpty)
    #expect(session.row.present == 1 && session.row.qualified == nil)
    #expect(session.certificates.isEmpty)
  }

  @Test("without enrolments nobody came who had not enrolled; who waited and came had enrolled")
  func enrolments() {
    let open = Self.session(
      "T14", .held, halfDays: 2, capacity: nil, came: [("P31", 1), ("P06", 2)])
    #expect(open.row.findings.isEmpty && open.row.present == 2 && open.row.qualified == 1)

    let waited = Self.session(
      "T11", .held, halfDays: 9, capacity: 4, enrolled: [("P25", .waiting)], came: [("P25", 9)])
    #expect(waited.row.findings.isEmpty)

    let gaveUp = Self.session(
      "T11", .held, halfDays: 9, capacity: 4, enrolled: [("P25", .cancelled)], came: [("P25", 9)])
    #expect(gaveUp.row.findings == ["PRESENT_NOT_ENROLLED"])
  }

  @Test("only people who were there for a half-day count, and without any of them nothing is told")
  func present() {
    let session = Self.session(
      "T11", .held, halfDays: 1, capacity: 4, enrolled: [("P01", .registered)],
      came: [("P01", 0), ("P02", nil)], others: [("P03", .absent), ("P04", .waiting)])

    #expect(session.row.present == 0 && session.row.qualified == 0)
    #expect(session.row.findings.isEmpty && session.certificates.isEmpty)
  }
}
