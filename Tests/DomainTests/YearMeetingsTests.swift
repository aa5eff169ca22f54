import CentreNetwork
import Contracts
import EvaluationDomain
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// The bodies and meetings of acceptance/golden-year that ask something of the rule, with its worked-out rows.
@Suite("The meetings of a year")
struct YearMeetingsTests {
  /// The movements of INSEE, COG 2026, that these bodies went through, and Lyon with two arrondissements.
  private static let communes = CommuneHistory(
    communes: [
      ("69123", "69M", nil), ("69381", "69M", "69123"), ("69387", "69M", "69123"),
      ("69149", "69M", nil), ("69266", "69M", nil), ("69114", "69D", nil), ("69264", "69D", nil),
    ].map { Commune(code: $0.0, name: $0.0, ctcd: $0.1, parent: $0.2) },
    movements: [
      ("2024-01-01", "69149", "69149"), ("2024-01-01", "69152", "69149"),
      ("2019-01-01", "69101", "69159"), ("2024-03-15", "69159", "69114"),
    ].map {
      Movement(effectiveOn: day($0.0), from: $0.1, to: $0.2, nameBefore: $0.1, nameAfter: $0.2)
    })

  private static let bodies = [
    "B01": VeilleBody(communes: ["69152"], communesAsOf: day("2023-01-01")),
    "B02": VeilleBody(communes: ["69381", "69266"], communesAsOf: day("2024-01-01")),
    "B03": VeilleBody(communes: ["69159", "69264"], communesAsOf: day("2022-01-01")),
  ]

  private static let meetings: [String: VeilleMeeting] = [
    "M00": VeilleMeeting(bodyCode: "B01", heldOn: day("2023-12-31"), state: .held),
    "M01": VeilleMeeting(bodyCode: "B01", heldOn: day("2025-02-10"), state: .held),
    "M03": VeilleMeeting(bodyCode: "B01", heldOn: day("2024-11-05"), state: .held),
    "M04": VeilleMeeting(bodyCode: "B02", heldOn: day("2025-03-12"), state: .held),
    "M05": VeilleMeeting(bodyCode: "B02", heldOn: day("2025-06-18"), state: .cancelled),
    "M07": VeilleMeeting(bodyCode: "B03", heldOn: day("2025-12-31"), state: .held),
    "M08": VeilleMeeting(bodyCode: "B03", heldOn: day("2026-01-12"), state: .held),
    "M99": VeilleMeeting(bodyCode: "B99", heldOn: day("2025-01-01"), state: .held),
  ]

  private func rows(
    _ year: Int, in commune: String? = nil, invitations: [VeilleInvitation] = []
  ) -> [ListYearMeetings.Row] {
    YearMeetings.rows(
      of: year, in: commune, bodies: Self.bodies, meetings: Self.meetings,
      invitations: invitations, Self.communes)
  }

  private func codes(_ year: Int, in commune: String? = nil) -> [String] {
    rows(year, in: commune).map(\.meeting)
  }

  @Test("all meetings of the year are listed, cancelled ones and those of an unknown body too")
  func years() {
    #expect(codes(2025) == ["M01", "M04", "M05", "M07", "M99"])
    #expect(codes(2026) == ["M08"])
    #expect(codes(2022).isEmpty)
  }

  @Test(
    "who is limited to territories sees the meetings of bodies that have a commune there that day")
  func territories() {
    func codes(_ year: Int, _ territories: [String]) -> [String] {
      YearMeetings.rows(
        of: year, in: nil, within: territories, bodies: Self.bodies, meetings: Self.meetings,
        invitations: [], Self.communes
      ).map(\.meeting)
    }
    #expect(codes(2025, ["69266"]) == ["M04", "M05"] && codes(2025, ["69381"]) == ["M04", "M05"])
    // 69152 joined 69149 on 2024-01-01: from then on either code stands for both.
    #expect(codes(2025, ["69152"]) == ["M01"] && codes(2025, ["69149"]) == ["M01"])
    #expect(codes(2023, ["69152"]) == ["M00"] && codes(2023, ["69149"]).isEmpty)
    #expect(codes(2025, ["69D"]) == ["M07"] && codes(2025, []).isEmpty)
    // The body of M99 is not known: no territory sees it.
    #expect(codes(2025, ["69"]) == ["M01", "M04", "M05", "M07"])
  }

  @Test("those attended are the held ones at which somebody was present")
  func attended() {
    let responses: [(String, InvitationResponse)] = [
      ("M01", .present), ("M04", .excused), ("M05", .present),
    ]
    let rows = YearMeetings.rows(
      of: 2025, in: nil, attended: true, bodies: Self.bodies, meetings: Self.meetings,
      invitations: responses.map {
        VeilleInvitation(meetingCode: $0.0, structureCode: "S01", response: $0.1)
      }, Self.communes)
    // Nobody came to M04, M05 was cancelled, and to M07 and M99 nobody was invited.
    #expect(rows.map(\.meeting) == ["M01"])
  }

  @Test("every response is counted, whoever was invited, and of a cancelled meeting too")
  func responses() {
    func invitation(
      _ meeting: String, _ structure: String, _ response: InvitationResponse
    ) -> VeilleInvitation {
      VeilleInvitation(meetingCode: meeting, structureCode: structure, response: response)
    }
    let invited = rows(
      2025,
      invitations: [
        invitation("M04", "S03", .present), invitation("M04", "S06", .excused),
        invitation("M04", "S16", .present), invitation("M04", "S17", .present),
        invitation("M05", "S06", .present), invitation("M05", "S03", .excused),
        // A structure of which nothing is known, and a meeting of another year.
        invitation("M07", "X", .absent), invitation("M08", "S05", .present),
      ]
    ).filter { $0.invited > 0 }

    #expect(
      invited == [
        .init(
          meeting: "M04", body: "B02", heldOn: day("2025-03-12"), state: "held", invited: 4,
          present: 3, excused: 1, absent: 0),
        .init(
          meeting: "M05", body: "B02", heldOn: day("2025-06-18"), state: "cancelled", invited: 2,
          present: 1, excused: 1, absent: 0),
        .init(
          meeting: "M07", body: "B03", heldOn: day("2025-12-31"), state: "held", invited: 1,
          present: 0, excused: 0, absent: 1),
      ])
  }

  @Test("a former code finds the commune that it became by the day of the meeting")
  func formerCodes() {
    // 69152 became 69149 on 2024-01-01: both codes find the meetings after that day, 69152 alone those before.
    #expect(codes(2025, in: "69152") == ["M01"] && codes(2025, in: "69149") == ["M01"])
    #expect(codes(2024, in: "69149") == ["M03"] && codes(2024, in: "69152") == ["M03"])
    #expect(codes(2023, in: "69152") == ["M00"] && codes(2023, in: "69149").isEmpty)
    // 69101 became 69159 in 2019, and that 69114 in 2024.
    #expect(codes(2025, in: "69101") == ["M07"] && codes(2025, in: "69114") == ["M07"])
  }

  @Test("an arrondissement of Lyon counts for Lyon; an unknown code finds nothing")
  func lyon() {
    for commune in ["69387", "69381", "69123"] {
      #expect(codes(2025, in: commune) == ["M04", "M05"])
    }
    for commune in ["69999", "x", ""] { #expect(codes(2025, in: commune).isEmpty) }
  }
}
