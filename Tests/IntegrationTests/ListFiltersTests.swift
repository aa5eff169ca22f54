import Foundation
import TestSupport
import Testing

/// What lists of structures show, on the golden year; who is what stands in Tests/Golden/structures.csv and expected.md.
@Suite("Filters of lists", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ListFiltersTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func run(_ line: String, _ more: [String] = []) throws -> RunningSystem.Result {
    try RunningSystem.vigie(
      line.split(separator: " ").map(String.init) + more, home: system.home)
  }

  /// The structures that a command lists as CSV, in its order.
  private func codes(_ line: String) throws -> [String] {
    let told = try run(line, ["--format", "csv", "--lang", "en"])
    try #require(told.code == 0, "\(line): \(told.errors)")
    return told.output.split(separator: "\n").dropFirst().map {
      String($0.prefix { $0 != "," })
    }
  }

  @Test("structures approved in a commune on a day; the registry's traits, alone and together")
  func structures() throws {
    // S06 has no approval on 1 January 2025 and has one a year later; S05 and S13 are in 69264, S05's first approval begins that day.
    #expect(try codes("registry list --commune 69266 --as-of 2026-01-01 --active") == ["S06"])
    #expect(try codes("registry list --commune 69266 --as-of 2025-01-01 --active") == [])
    #expect(
      try codes("registry list --commune 69264 --commune 69266 --as-of 2025-12-31")
        == ["S05", "S06", "S13"])
    // 69152 became 69149 in 2024; S03 is in the 3rd arrondissement of Lyon, S16 in Lyon.
    #expect(try codes("registry list --commune 69152 --as-of 2025-12-31") == ["S01", "S19"])
    #expect(try codes("registry list --commune 69381 --as-of 2025-12-31") == ["S03", "S16"])
    #expect(
      try codes("registry list --kind EVS --ctcd 69D --as-of 2025-12-31 --not-federated")
        == ["S05", "S10", "S12", "S20"])
    #expect(try codes("registry list --kind EVS --federated --as-of 2025-12-31") == ["S07"])
  }

  @Test("every list of structures has the same filters; without any it is as it was")
  func lists() throws {
    let day = "--as-of 2025-12-31"
    #expect(
      try codes("registry approvals \(day) --ending-by 2026-12-31 --commune 69114") == ["S14"])
    // acceptance/golden-year: needs are S01 S02 S05 S07 S14 S17.
    #expect(try codes("training needs \(day) --ctcd 69D") == ["S02", "S05", "S14"])
    #expect(
      try codes("training needs \(day) --reason NEW_DIRECTOR --reason VACANT --kind EVS")
        == ["S05", "S07"])
    #expect(
      try codes("training unreached --from 2023-01-01 --to 2025-12-31 --kind EVS") == ["S07"])
    #expect(try codes("fragile \(day) --reason APPROVAL_ENDS") == ["S17"])
    #expect(try codes("fragile \(day) --not-federated") == ["S05"])
    #expect(try codes("senacs missing 2025 \(day) --kind CS") == ["S13", "S19"])
    // Missing are S10 S13 S15 S18 S19 S20; the answer of S15 came later.
    #expect(try codes("senacs missing 2025 --as-of 2025-12-31 --reason DRAFT_ONLY") == ["S18"])
    #expect(try codes("senacs reminders 2025 \(day) --new-director --ctcd 69D") == ["S20"])
    #expect(try codes("senacs reminders 2025 \(day) --new-director") == ["S15", "S19", "S20"])
    #expect(
      try codes("senacs expected 2025 --reason FIRST_APPROVAL_TOO_RECENT") == ["S05"])
    #expect(try codes("senacs expected 2025 --structure S06") == ["S06"])
    #expect(try codes("senacs expected 2025 --reason OUT_OF_PERIMETER") == ["S04"])
    #expect(
      try codes("explain I1 --year 2025 --commune 69266 --reason NO_APPROVAL_AT_REFERENCE")
        == ["S06"])
    // acceptance/golden-year: agreements of 69149 are A05, which covers it, and A01, of which S01 is a party.
    #expect(try codes("registry agreements \(day) --commune 69149") == ["A01", "A05"])
    #expect(
      try codes("registry agreements \(day) --reason PARTIES_INCOMPLETE")
        == ["A03", "A08", "A11"])
    #expect(
      try codes("registry coverage --kind tripartite \(day) --ctcd 69D --federated")
        == ["S02", "S13", "S14"])
    // AgreementTests has why; a commune may be said several times.
    #expect(try codes("registry agreements \(day) --federated") == ["A01", "A02", "A04"])
    #expect(
      try codes("registry agreements \(day) --commune 69264 --commune 69266 --ctcd 69M")
        == ["A06"])
    // In the Métropole 69149 and Lyon have a CTG.
    let open = try codes("registry coverage --kind ctg \(day) --ctcd 69M --missing")
    #expect(open == ["69029", "69096", "69256", "69266", "69290"])
  }

  @Test("participation by kind and territory in one command, with I1's own figures")
  func cross() throws {
    let line = "senacs participation 2025 --as-of 2025-12-31 --cross kind,ctcd"
    let told = try run(line, ["--lang", "en"])
    #expect(told.code == 0, "\(told.errors)")
    let lines = told.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    // Worked out in CrossTableTests.
    #expect(
      Array(lines.suffix(3)) == [
        "social centres (CS) 5 of 6 (83.3%) 2 of 3 (66.7%) 7 of 9 (77.8%)",
        "EVS 1 of 3 (33.3%) 1 of 3 (33.3%) 2 of 6 (33.3%)",
        "all 6 of 9 (66.7%) 3 of 6 (50.0%) 9 of 15 (60.0%)",
      ])
    struct Cell: Decodable {
      let kind, ctcd: String
      let answered, expected: Int
      let rate: Decimal
    }
    let json = try run(line, ["--format", "json"])
    let cells = try JSONDecoder().decode([Cell].self, from: Data(json.output.utf8))
    #expect(cells.count == 9)
    let one = try #require(cells.first { $0.kind == "EVS" && $0.ctcd == "all" })
    #expect(one.answered == 2 && one.expected == 6 && one.rate == Decimal(string: "0.333333"))

    // With a filter the five scopes are those of the structures shown: members of the federation 7 of 9, all of them CS.
    let members = try run(
      "senacs participation 2025 --as-of 2025-12-31 --federated", ["--lang", "en"])
    #expect(members.output.contains(#/all +9 +7 +77.8%/#), "\(members.output)")

    let counted = try run(
      "registry list --as-of 2025-12-31 --active --cross ctcd", ["--lang", "en", "--format", "csv"])
    // The Département has S02 S05 S12 S13 S14 S20 of the 14 that are active.
    #expect(counted.output.contains("all,14\n") && counted.output.contains("69D,6\n"))
    // Whoever answered has no reason: 9 of the 15 that are expected.
    let explained = try run(
      "explain I1 --year 2025 --as-of 2025-12-31 --cross reason", ["--lang", "en"])
    #expect(explained.output.contains(#/without a reason +9/#), "\(explained.output)")
    let reasons = try run(
      "senacs expected 2025 --cross reason", ["--lang", "en", "--format", "csv"])
    #expect(reasons.output.contains(",15\n") && reasons.output.contains(",20\n"))
  }

  @Test("a fragile structure counts under each of its reasons, and once in the total")
  func fragileByReason() throws {
    struct Cell: Decodable {
      let reason: String
      let structures: Int
    }
    let told = try run("fragile --as-of 2025-12-31 --cross reason", ["--format", "json"])
    let cells = try JSONDecoder().decode([Cell].self, from: Data(told.output.utf8))
    // acceptance/golden-year: S17 has all three, S01 S05 S07 S14 the other two.
    #expect(
      cells.map { "\($0.reason) \($0.structures)" } == [
        "APPROVAL_ENDS 1", "NEW_DIRECTOR 5", "NOBODY_TRAINED 5", "all 5",
      ])
  }

  @Test("what a list does not know is refused, with what it knows")
  func refusals() throws {
    for (line, word) in [
      ("registry list --kind XX", "'CS' and 'EVS'"), ("registry list --ctcd 75", "'69M' and '69D'"),
      ("training needs --reason NOPE", "VACANT"),
      ("senacs expected 2025 --reason NOPE", "EXPECTED"),
      ("registry list --cross kind,kind", "federated"),
      ("registry list --cross reason", "no reasons"),
      ("explain I2a --year 2025 --cross kind", "counts people"),
      ("evaluation meetings --year 2025 --ctcd 69M", "--declared"),
      ("evaluation meetings --year 2025 --attended --declared", "not both"),
      ("registry list --federated --not-federated", "federated"),
    ] {
      let told = try run(line, ["--lang", "en"])
      #expect(told.code == 64 && told.errors.contains(word), "\(line): \(told.errors)")
    }
    let commune = try run("registry list --commune 69000", ["--lang", "fr"])
    #expect(commune.code == 1 && commune.errors.contains("COMMUNE_UNKNOWN"), "\(commune.errors)")
    #expect(commune.errors.contains("69266 Villeurbanne"))
    let reason = try run("explain I1 --year 2025 --reason NOPE", ["--lang", "en"])
    #expect(reason.code == 64 && reason.errors.contains("NO_APPROVAL_AT_OPENING"))
  }

  @Test("text is in French order, CSV in the order of codes; meetings at which somebody was")
  func order() throws {
    let text = try run("registry coverage --kind ctg --as-of 2025-12-31", ["--lang", "fr"])
    let names = text.output.split(separator: "\n").map(String.init)
    func line(_ name: String) -> Int { names.firstIndex { $0.contains(name) } ?? -1 }
    // By code Villefranche-sur-Saône (69264) stands before Villeurbanne (69266) and Saint-Priest (69290).
    #expect(line("Bron") > 0 && line("Bron") < line("Lyon"))
    #expect(line("Lyon") < line("Saint-Priest"))
    #expect(
      line("Saint-Priest") < line("Villefranche") && line("Villefranche") < line("Villeurbanne"))
    let csv = try codes("registry coverage --kind ctg --as-of 2025-12-31")
    #expect(csv == csv.sorted())
    // Of the nine M05 and M09 were cancelled; somebody was present at each of the others.
    #expect(
      try codes("evaluation meetings --year 2025 --attended").count == 7)
  }
}
