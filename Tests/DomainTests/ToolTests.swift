import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import Values

/// Source of the rules and of the golden tools: acceptance/year.md, “Tools”, and acceptance/golden-year.
@Suite("Tools and who uses them")
struct ToolTests {
  private static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  private static func structure(
    _ code: String, _ kind: StructureKind, _ commune: String, closedOn: String? = nil,
    from: String? = nil
  ) -> Structure {
    Structure(
      code: code, kind: kind, name: code, commune: commune, communeAsOf: day("2023-01-01"),
      closedOn: closedOn.flatMap { CivilDate($0) }, validFrom: from.flatMap { CivilDate($0) })
  }

  private static func use(
    _ tool: String, _ structure: String, _ from: String, _ to: String? = nil
  ) -> ToolUse {
    ToolUse(
      toolCode: tool, structureCode: structure,
      period: Period(from: day(from), to: to.flatMap { CivilDate($0) })!)
  }

  private static let approved = ["S01", "S02", "S04", "S05", "S08", "S12", "S13", "S17", "S19"]

  /// Some of the golden structures, in the communes that `RandomNetwork` has: S01 and S19 are in one commune since 2024, S08 closed in
  /// April 2025, S04 lies outside, S21 has no approval.
  private static let network = Network(
    structures: [
      structure("S01", .centreSocial, "69152"), structure("S02", .centreSocial, "69264"),
      structure("S04", .centreSocial, "38185"),
      structure("S05", .espaceDeVieSociale, "69264"),
      structure("S08", .centreSocial, "69264", closedOn: "2025-04-01"),
      structure("S12", .espaceDeVieSociale, "69381"),
      structure("S13", .espaceDeVieSociale, "69123"), structure("S17", .centreSocial, "69264"),
      structure("S19", .centreSocial, "69149"), structure("S21", .centreSocial, "69264"),
    ],
    approvals: approved.map {
      Approval(
        structureCode: $0, period: Period(from: day("2020-01-01"), to: nil)!, families: false)
    }, communes: RandomNetwork.communes)

  private static let uses = [
    use("O1", "S01", "2024-01-01"), use("O1", "S02", "2024-06-01", "2025-12-31"),
    use("O1", "S19", "2025-01-01", "2025-12-30"), use("O1", "S08", "2024-01-01"),
    use("O2", "S01", "2025-02-01"), use("O2", "S01", "2025-06-01"), use("O2", "S19", "2025-12-31"),
    use("O3", "S05", "2025-01-01"), use("O3", "S17", "2020-01-01", "2024-12-31"),
    use("O4", "S17", "2026-01-01"), use("O5", "S04", "2024-01-01"), use("O5", "S12", "2023-01-01"),
    use("O5", "S13", "2023-01-01"), use("O5", "S21", "2023-01-01"), use("O5", "S99", "2023-01-01"),
  ]

  /// What a tool has: users, of which CS, of which EVS, communes.
  private static func counts(_ code: String, on day: String) -> [Int] {
    let row = ToolUsers(uses, in: network, on: self.day(day)).row(
      Tool(code: code, title: "Outil fictif", kind: "map", sharing: "open"))
    #expect(row.code == code && row.title == "Outil fictif" && row.kind == "map")
    return [row.users, row.usersCS, row.usersEVS, row.communes]
  }

  @Test("an active structure with a use that covers the day is a user, once")
  func users() {
    // O1: S01 and S02, whose use ends on that day; not S19, whose use ended the day before, nor S08, which is closed.
    #expect(Self.counts("O1", on: "2025-12-31") == [2, 2, 0, 2])
    #expect(Self.counts("O1", on: "2026-01-01") == [1, 1, 0, 1])
    // In March 2025 S08 was open and S19's use ran; S02 and S08 are in one commune, and so are S01 and S19.
    #expect(Self.counts("O1", on: "2025-03-01") == [4, 4, 0, 2])
    // O2: S01 has two uses at once, S19 begins on that day; 69152 has become 69149.
    #expect(Self.counts("O2", on: "2025-12-31") == [2, 2, 0, 1])
    #expect(Self.counts("O3", on: "2025-12-31") == [1, 0, 1, 1])
    #expect(Self.counts("O4", on: "2025-12-31") == [0, 0, 0, 0])
    // O5: S12 is in the 1st arrondissement, so in Lyon as S13. S04 lies outside, S21 has no approval, S99 is not known.
    #expect(Self.counts("O5", on: "2025-12-31") == [2, 0, 2, 1])
    #expect(Self.counts("O6", on: "2025-12-31") == [0, 0, 0, 0])
  }

  @Test("who uses a tool is told with the days of each use; a tool's owner by code and name")
  func uses() {
    let users = ToolUsers(Self.uses, in: Self.network, on: Self.day("2025-12-31"))
    func told(_ tool: String, by structure: String? = nil) -> [String] {
      users.uses(of: tool, by: structure).map { "\($0.structure) \($0.from) \($0.to?.iso ?? "–")" }
    }
    // As in `users`: S19's use of O1 ended the day before, S08 is closed.
    #expect(told("O1") == ["S01 2024-01-01 –", "S02 2024-06-01 2025-12-31"])
    #expect(told("O2") == ["S01 2025-02-01 –", "S01 2025-06-01 –", "S19 2025-12-31 –"])
    #expect(told("O2", by: "S19") == ["S19 2025-12-31 –"] && told("O6").isEmpty)
    let row = users.row(
      Tool(code: "O1", title: "O", kind: "map", sharing: "open", owner: "S08"))
    #expect(row.owner == "S08" && row.ownerName == "S08")
  }

  @Test("using counts structures; sharing those of them whose tool has another user anywhere")
  func figures() {
    let rows = ToolUsers(Self.uses, in: Self.network, on: Self.day("2025-12-31")).figures

    // Active: S01 S02 S17 S19 (CS), S05 S12 S13 (EVS); 69M has S01 S12 S13 S19. Users: S01 S02 S19, S05 S12 S13. Of O1, O2 and O5 there
    // are two users, of O3 one. S02's fellow user S01 is in the other territory, which does not matter.
    #expect(rows.map(\.scope) == ["all", "kind:CS", "kind:EVS", "ctcd:69M", "ctcd:69D"])
    #expect(rows.map(\.active) == [7, 4, 3, 4, 3])
    #expect(rows.map(\.using) == [6, 3, 3, 4, 2])
    #expect(rows.map(\.sharing) == [5, 3, 2, 4, 1])
  }

  @Test("the kind is that of the day, and a structure that is not known yet uses nothing")
  func inTime() {
    let network = Network(
      structures: [
        Self.structure("S01", .espaceDeVieSociale, "69264", from: "2024-01-01"),
        Self.structure("S01", .centreSocial, "69123", from: "2025-07-01"),
      ],
      approvals: [
        Approval(
          structureCode: "S01", period: Period(from: Self.day("2020-01-01"), to: nil)!,
          families: false)
      ], communes: RandomNetwork.communes)
    let uses = [Self.use("O1", "S01", "2023-01-01")]
    func counts(on day: String) -> [Int] {
      let row = ToolUsers(uses, in: network, on: Self.day(day)).row(
        Tool(code: "O1", title: "O", kind: "other", sharing: "private"))
      return [row.users, row.usersCS, row.usersEVS, row.communes]
    }

    #expect(counts(on: "2023-12-31") == [0, 0, 0, 0])
    #expect(counts(on: "2025-06-30") == [1, 0, 1, 1])
    #expect(counts(on: "2025-07-01") == [1, 1, 0, 1])
  }
}
