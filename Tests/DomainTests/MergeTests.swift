import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import TrainingDomain
import Values

@Suite("People with two entries")
struct MergeTests {
  private static let merges = Merges([(entry: "P2", kept: "P1")])

  private func row(
    _ person: String, _ halfDays: Int?, in session: String = "T", at structure: String? = "S1",
    as audience: Audience = .employee, status: AttendanceStatus = .present
  ) -> Attendance {
    Attendance(
      sessionCode: session, personCode: person, structureCode: structure, audience: audience,
      status: status, halfDaysPresent: halfDays)
  }

  /// Returns the one row that stands for two of P1 and P2 in a session.
  private func joined(_ one: Attendance, _ other: Attendance) throws -> Attendance {
    let there = Attendance.joined([one, other], by: Self.merges)
    let back = Attendance.joined([other, one], by: Self.merges)
    #expect(there == back && there.count == 1)
    return try #require(there.first)
  }

  @Test(
    "of two rows on one session's list the one with more half-days stands, and no half-day is added"
  )
  func attendance() throws {
    let one = try joined(row("P1", 3), row("P2", 4, at: "S2", as: .volunteer))
    #expect(one.personCode == "P1" && one.halfDaysPresent == 4 && one.structureCode == "S2")
    #expect(one.audience == .volunteer && one.entries == ["P2", "P1"])
    // Of equal rows the person's own stands.
    #expect(try joined(row("P1", 4), row("P2", 4, at: "S2")).structureCode == "S1")
  }

  @Test("presence goes before absence, absence before waiting, and a known structure before none")
  func presence() throws {
    #expect(try joined(row("P1", 4, status: .absent), row("P2", 1)).wasThere)
    #expect(
      try joined(row("P1", 0, status: .waiting), row("P2", 0, status: .absent)).status == .absent)
    #expect(try joined(row("P1", 0), row("P2", nil)).halfDaysPresent == 0)
    let known = try joined(row("P1", 4, at: nil), row("P2", 3))
    #expect(known.structureCode == "S1" && known.halfDaysPresent == 4)
  }

  @Test("rows of several sessions stay, under one code; those of other people stay as they are")
  func sessions() {
    let rows = [row("P2", 1, in: "T1"), row("P1", 2, in: "T2"), row("P3", 3, in: "T1")]
    let found = Attendance.joined(rows, by: Self.merges)
    #expect(Set(found.map(\.personCode)) == ["P1", "P3"] && found.count == 3)
    #expect(found.first { $0.sessionCode == "T1" && $0.personCode == "P1" }?.entries == ["P2"])
    #expect(Attendance.joined(rows, by: Merges([])) == rows)
  }

  @Test(
    "of two enrolments in one session a place goes before waiting, and waiting before a cancellation"
  )
  func enrolments() {
    for (one, other, state) in [
      (.waiting, .registered, .registered), (.cancelled, .waiting, .waiting),
      (.cancelled, .registered, .registered),
    ] as [(Enrolment.State, Enrolment.State, Enrolment.State)] {
      let both = [
        Enrolment(personCode: "P1", state: one), Enrolment(personCode: "P2", state: other),
      ]
      #expect(
        Enrolment.joined(both, by: Self.merges) == [Enrolment(personCode: "P1", state: state)])
    }
  }

  @Test("a pair that was merged is no question any more; each of the two still is, beside a third")
  func duplicates() {
    let people = ["P1", "P2", "P3"].map {
      NamedPerson(
        code: $0, familyName: "Fictif", givenName: "Alix", email: "", structures: [])
    }
    let pairs = Duplicates(people, merges: Self.merges).pairs(after: nil, most: 10)
    #expect(pairs.map { [$0.personA, $0.personB] } == [["P1", "P3"], ["P2", "P3"]])
  }

  @Test("a mandate of one entry followed by one of the other is no departure")
  func departure() {
    func mandate(_ entry: String, _ from: String, _ to: String?, _ merges: Merges) -> Mandate {
      Mandate(
        personCode: merges.person(entry), structureCode: "S", function: .director,
        period: Period(from: CivilDate(from)!, to: to.flatMap { CivilDate($0) })!, interim: false,
        entry: entry)
    }
    for (merges, leaves) in [(Merges([]), true), (Self.merges, false)] {
      let held = [
        mandate("P2", "2024-01-01", "2025-02-28", merges),
        mandate("P1", "2025-03-31", nil, merges),
      ]
      #expect(Departure.occurs(in: .year(2025), among: held) == leaves)
    }
  }

  @Test(
    "an entry is merged neither with itself nor in a circle, and a merge that was taken back is none"
  )
  func rule() {
    var rule = MergeRule(["P2": "P1"])
    // Behind the third, P2 leads to P4 through P1.
    let told = [
      rule.note("P3", into: "P3"), rule.note("P1", into: "P2"), rule.note("P1", into: "P4"),
      rule.note("P4", into: "P2"), rule.note("P1", into: ""), rule.note("P4", into: "P2"),
    ]
    #expect(told == ["MERGED_WITH_ITSELF", "MERGE_CIRCLE", nil, "MERGE_CIRCLE", nil, nil])
  }

  @Test("a hundred entries may be merged one into the next, and no more")
  func tooLong() {
    let row = Dictionary(uniqueKeysWithValues: (1...99).map { ("P\($0)", "P\($0 + 1)") })
    var rule = MergeRule(row)
    let told = [rule.note("P0", into: "P1"), rule.note("P", into: "P0")]
    #expect(told == [nil, "MERGE_ROW_TOO_LONG"])
  }
}
