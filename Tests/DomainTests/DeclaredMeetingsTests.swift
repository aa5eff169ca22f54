import CentreNetwork
import Contracts
import EvaluationDomain
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// What structures declare beside what bodies of acceptance/golden recorded.
@Suite("Declared meetings")
struct DeclaredMeetingsTests {
  private static let meetings: [String: VeilleMeeting] = [
    "M05": VeilleMeeting(bodyCode: "B02", heldOn: day("2025-06-18"), state: .cancelled),
    "M06": VeilleMeeting(bodyCode: "B03", heldOn: day("2025-04-15"), state: .held),
    "M06b": VeilleMeeting(bodyCode: "B03", heldOn: day("2025-04-15"), state: .held),
    "M07": VeilleMeeting(bodyCode: "B03", heldOn: day("2025-12-31"), state: .held),
  ]
  private static let invitations = [
    VeilleInvitation(meetingCode: "M05", structureCode: "S06", response: .present),
    VeilleInvitation(meetingCode: "M06", structureCode: "S02", response: .excused),
    VeilleInvitation(meetingCode: "M06", structureCode: "S14", response: .present),
    VeilleInvitation(meetingCode: "M06b", structureCode: "S13", response: .present),
    VeilleInvitation(meetingCode: "M06", structureCode: "S13", response: .absent),
  ]

  private func states(
    _ declared: [(String, String, String, InvitationResponse)]
  ) -> [String] {
    DeclaredMeetings.rows(
      declared.map {
        MeetingDeclaration(
          structureCode: $0.0, bodyCode: $0.1, heldOn: day($0.2), response: $0.3)
      }, meetings: Self.meetings, invitations: Self.invitations
    ).map { "\($0.structure) \($0.state) \($0.meeting ?? "–") \($0.observed ?? "–")" }
  }

  @Test("the same response confirms, another one contradicts, and none leaves it declared")
  func three() {
    #expect(
      states([
        ("S14", "B03", "2025-04-15", .present), ("S02", "B03", "2025-04-15", .present),
        ("S05", "B03", "2025-04-15", .present), ("S02", "B03", "2025-05-15", .present),
        ("S02", "B01", "2025-04-15", .present),
      ]) == [
        // By structure, body and day.
        "S02 declared – –", "S02 contradicted M06 excused", "S02 declared – –",
        "S05 declared M06 –", "S14 confirmed M06 present",
      ])
  }

  @Test("a cancelled meeting neither confirms nor contradicts")
  func cancelled() {
    #expect(states([("S06", "B02", "2025-06-18", .present)]) == ["S06 declared – –"])
  }

  @Test("of two meetings of a day, the one that says the same counts, then one that says anything")
  func two() {
    #expect(
      states([("S13", "B03", "2025-04-15", .present)]) == ["S13 confirmed M06b present"])
    #expect(
      states([("S13", "B03", "2025-04-15", .excused)]) == ["S13 contradicted M06 absent"])
  }

  @Test("codes with blanks are not taken for those of others")
  func blanks() {
    let rows = DeclaredMeetings.rows(
      [
        MeetingDeclaration(
          structureCode: "S", bodyCode: "B", heldOn: day("2025-04-15"), response: .present),
        MeetingDeclaration(
          structureCode: "X S", bodyCode: "B", heldOn: day("2025-04-15"), response: .present),
        MeetingDeclaration(
          structureCode: "X", bodyCode: "S B", heldOn: day("2025-04-15"), response: .present),
      ],
      meetings: ["M": VeilleMeeting(bodyCode: "B", heldOn: day("2025-04-15"), state: .held)],
      // Of a meeting `M X`, which is not the meeting `M` of the structure `X S`.
      invitations: [VeilleInvitation(meetingCode: "M X", structureCode: "S", response: .present)])

    #expect(rows.map(\.structure) == ["S", "X", "X S"])
    #expect(rows.allSatisfy { $0.state == "declared" } && Set(rows.map(\.place)).count == 3)
  }

  @Test("a new meeting has a code that no other one has")
  func codes() {
    var taken: Set<String> = []
    for right in ["B03-2025-05-15", "B03-2025-05-15-2", "B03-2025-05-15-3"] {
      let code = DeclaredMeetings.code(ofMeetingOf: "B03", on: day("2025-05-15")) {
        taken.contains($0)
      }
      #expect(code == right)
      taken.insert(code)
    }
    // Codes have 100 characters at most: 84 of the body, the day with its hyphen 11, which leaves 5 for a number.
    let long = DeclaredMeetings.code(
      ofMeetingOf: String(repeating: "B", count: 100), on: day("2025-05-15")
    ) { _ in false }
    #expect(long == String(repeating: "B", count: 84) + "-2025-05-15")
  }
}
