import Foundation
import TestSupport
import Testing

/// Every figure of the golden network, explained; and what a structure's key sees of itself.
@Suite("Figures explained", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ExplainTests {
  private struct Explained: Decodable {
    struct Fact: Decodable {
      struct Reference: Decodable, Hashable {
        let file: String
        let key: [String]
      }
      let fact: Reference
      let cells: [String: String]
      let version: Int
      let file: String?
      let row: Int?
    }
    struct Member: Decodable {
      let structure, person, reason: String?
      let counts, of: String
      let facts: [Fact.Reference]
    }
    let numerator, denominator, rules: String
    let members: [Member]
    let facts: [Fact]
  }

  private func explain(_ system: RunningSystem, _ words: String...) throws -> Explained {
    let told = try RunningSystem.vigie(
      ["explain"] + words + ["--year", "2025", "--from", "2023-01-01", "--format", "json"],
      home: system.home)
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode(Explained.self, from: Data(told.output.utf8))
  }

  @Test("the members' sums are the figure's own, in every scope of every figure")
  func sums() throws {
    let system = try RunningSystem()
    try system.load()
    let figures = try PrintedFigure.read(
      Data(contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/expected.json")))
    #expect(figures.count == 135)
    for figure in figures.values {
      let own = try explain(system, figure.code, "--scope", figure.scope)
      #expect(own.numerator == "\(figure.numerator)", "\(figure.name)")
      // Figures of people, participations and hours are counts without a denominator.
      if !["I2a", "I2b", "I2c", "I2e"].contains(figure.code) {
        #expect(own.denominator == "\(figure.denominator)", "\(figure.name)")
      }
      // Every fact that a member names is found, and says from which file and row it came.
      let named = Set(own.members.flatMap(\.facts))
      #expect(Set(own.facts.map(\.fact)) == named, "\(figure.name)")
      #expect(own.facts.allSatisfy { ($0.file == $0.fact.file) && ($0.row ?? 0) > 1 })
    }
    #expect(try system.vigie("explain", "I9", "--year", "2025").code == 1)
  }

  @Test("down to one cell: S13's answer of 19 of 96 items is the reason why it does not count")
  func cell() throws {
    let system = try RunningSystem()
    try system.load()
    let own = try explain(system, "I1", "--structure", "S13")
    let member = try #require(own.members.first)
    #expect(own.members.count == 1 && member.structure == "S13" && member.reason == "TOO_FEW_ITEMS")
    let fact = try #require(own.facts.first { $0.fact.file == "submissions.csv" })
    // The fact is row 24 of the golden file (`SUB25-13`).
    #expect(fact.cells["base_items_answered"] == "19" && fact.cells["base_items"] == "96")
    #expect(fact.row == 24 && fact.version == 1)
    let text = try system.vigie("explain", "I1", "--year", "2025", "--structure", "S13").output
    #expect(text.contains("submissions.csv, row 24"), "\(text)")
    // A correction is a new version of the fact, with its own file and row.
    let path = "\(system.home)/submissions.csv"
    try Data(
      ("campaign;structure_code;submission_code;received_at;status;base_items;base_items_answered\n"
        + "2025;S13;SUB25-13;2025-06-10T07:15:00Z;validated;96;20\n").utf8
    ).write(to: URL(fileURLWithPath: path))
    #expect(try system.vigie("import", path, "--fictitious").code == 0)
    let after = try explain(system, "I1", "--structure", "S13")
    #expect(after.members.first?.counts == "1")
    let corrected = try #require(after.facts.first { $0.fact.file == "submissions.csv" })
    #expect(corrected.version == 2 && corrected.row == 2)
  }

  @Test(
    "who a structure sent to trainings is told, and who was on a list without counting, and why")
  func trained() throws {
    let system = try RunningSystem()
    try system.load()
    func members(_ code: String, _ structure: String) throws -> [String] {
      try explain(system, code, "--structure", structure).members.map { member in
        #expect(member.structure == structure)
        return "\(member.person ?? "–") \(member.counts) \(member.reason ?? "")"
      }
    }
    // From the golden files, 2023 to 2025. P14 and P22 of S17 were at T02 for 5 half-days of 3.5 hours. P40 of S06 is a
    // volunteer.
    #expect(try members("I2a", "S17") == ["P14 1 ", "P22 1 "])
    #expect(try members("I2c", "S17") == ["P14 17.5 ", "P22 17.5 "])
    // P24 of S06 was on T01's waiting list, and P09 of S12 on T11's. P20 of S01 was at T05, which does not qualify.
    #expect(try members("I2a", "S06") == ["P40 1 ", "P24 0 WAITING"])
    #expect(try members("I2e", "S06") == ["P24 0 WAITING", "P40 0 NOT_EMPLOYEE"])
    #expect(try members("I2a", "S01") == ["P01 1 ", "P02 1 ", "P40 1 ", "P20 0 NOT_QUALIFYING"])
    #expect(try members("I2a", "S12") == ["P43 1 ", "P09 0 WAITING"])
    // P04 of S02 was at T09 and absent from T14: one row counts, and the other does not.
    #expect(try members("I2b", "S02") == ["P04 1 ", "P26 1 "])
    let text = try system.vigie("explain", "I2a", "--year", "2025", "--structure", "S17").output
    #expect(
      text.contains("Total: 2; 0 rows left out") && text.contains("attendance.csv T02 / P14"),
      "\(text)")
    let unknown = try system.vigie("explain", "I2a", "--year", "2025", "--structure", "S99")
    #expect(unknown.code == 1 && unknown.errors.contains("STRUCTURE_UNKNOWN"))
    // A structure sees its own people, and nobody else's.
    try system.goOn(as: "structure", of: "S17")
    let own = try system.vigieOnceAllowed("explain", "I2a", "--year", "2025", "--format", "csv")
    #expect(own.output.contains("P14,1,0,") && own.output.contains("P22,1,0,"), "\(own.output)")
    #expect(own.output.split(separator: "\n").count == 3)
  }

  @Test("a structure's key sees its own member, and of records their files and keys only")
  func role() throws {
    let system = try RunningSystem()
    try system.load()
    try system.goOn(as: "structure", of: "S02")
    let own = try system.vigieOnceAllowed("explain", "I1", "--year", "2025", "--format", "csv")
    #expect(own.output.split(separator: "\n").count == 2 && own.output.contains("S02,,1,1,"))
    let other = try system.vigieOnceAllowed(
      "explain", "I1", "--year", "2025", "--structure", "S01", "--format", "csv")
    #expect(!other.output.contains("S01"))
    let named = try system.vigieOnceAllowed(
      "explain", "I4", "--year", "2025", "--structure", "S02")
    #expect(named.code == 0 && named.output.contains("approvals.csv S02 / "), "\(named.errors)")
    // A record is shown with its cells, such as its last day, to operators and auditors alone.
    #expect(!named.output.contains("to="), "\(named.output)")
    let json = try explain(system, "I4", "--structure", "S02")
    #expect(json.facts.isEmpty && json.members.allSatisfy { $0.structure == "S02" })
  }

  @Test("the federation reads what training's figures count, and no other figure's")
  func federation() throws {
    let system = try RunningSystem()
    try system.load()
    try system.goOn(as: "federation")
    let reached = try system.vigieOnceAllowed(
      "explain", "I2a", "--year", "2025", "--structure", "S17", "--format", "csv")
    #expect(reached.output.contains("P14,1,0,") && reached.output.contains("P22,1,0,"))
    for figure in ["I1", "I3a-director", "I6", "I7b"] {
      let refused = try system.vigieOnceAllowed("explain", figure, "--year", "2025")
      #expect(
        refused.code == 1 && refused.errors.contains("ROLE_NEEDED"), "\(figure): \(refused.errors)")
    }
  }
}
