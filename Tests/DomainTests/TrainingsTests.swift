import Contracts
import Testing
import TrainingDomain
import Values

@Suite("The trainings of a structure's people")
struct TrainingsTests {
  private static func session(_ code: String, _ first: String, _ last: String) -> Trainings.Held {
    Trainings.Held(
      code: code, title: "Session \(code)", firstDay: CivilDate(first)!,
      lastDay: CivilDate(last)!, halfDays: 5)
  }

  private static func row(
    _ session: String, _ person: String, _ structure: String?,
    _ status: AttendanceStatus = .present, _ halfDays: Int? = 5
  ) -> Attendance {
    Attendance(
      sessionCode: session, personCode: person, structureCode: structure, audience: .employee,
      status: status, halfDaysPresent: halfDays)
  }

  @Test("who came for the structure counts, the latest session first; four fifths qualify")
  func rows() {
    let rows = Trainings.rows(
      of: "S1",
      sessions: [
        Self.session("T1", "2024-03-01", "2024-03-02"),
        Self.session("T2", "2025-11-26", "2025-11-28"),
      ],
      attendance: [
        Self.row("T1", "P1", "S1"), Self.row("T2", "P3", "S1", .present, 3),
        Self.row("T2", "P2", "S1", .present, 4),
        // Of another structure, of none, of a session that is not asked about, and two who were not there.
        Self.row("T2", "P4", "S2"), Self.row("T2", "P5", nil), Self.row("T9", "P1", "S1"),
        Self.row("T2", "P6", "S1", .present, 0), Self.row("T2", "P7", "S1", .absent, nil),
      ])

    #expect(rows.map { "\($0.session) \($0.person)" } == ["T2 P2", "T2 P3", "T1 P1"])
    // 4 of 5 are four fifths, 3 are not.
    #expect(rows.map(\.qualified) == [true, false, true])
    #expect(rows[2].title == "Session T1" && rows[2].lastDay.iso == "2024-03-02")
  }

  @Test("what the team attended for another structure, or for none, is told too")
  func team() {
    let rows = Trainings.rows(
      of: "S1", team: ["P4", "P5"],
      sessions: [Self.session("T1", "2024-03-01", "2024-03-02")],
      attendance: [
        Self.row("T1", "P1", "S1"), Self.row("T1", "P4", "S2"), Self.row("T1", "P5", nil),
        Self.row("T1", "P6", "S2"), Self.row("T9", "P4", "S2"),
      ])

    #expect(rows.map(\.person) == ["P1", "P4", "P5"])
  }
}
