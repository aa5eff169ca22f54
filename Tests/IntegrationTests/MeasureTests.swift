import Foundation
import TestSupport
import Testing

/// The measures beside the figures, on the golden network; the numbers are worked out by hand from `Tests/Golden`.
@Suite(
  "Measures beside the figures, through the gateway", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct MeasureCommandTests {
  private struct Lasting: Decodable {
    let state: String
    let count: Int
    let ends, median: Int?
  }

  private struct Turnover: Decodable {
    struct Row: Decodable {
      let function, scope: String
      let structures, structuresLeft, departures, arrivals, peopleLeft, peopleCame: Int
      let peopleInPost: Int
      let causes: [String: Int]?
      let tenure: Lasting
    }
    let rows: [Row]
  }

  private struct Declared: Decodable {
    struct Row: Decodable {
      let structure, veille: String
      let use: String?
      let invitations, presences: Int
    }
    let rows: [Row]
  }

  private struct Trajectory: Decodable {
    struct Year: Decodable {
      let year: Int
      let campaignKnown, isOver: Bool
      let figures: [PrintedFigure]
    }
    let years: [Year]
  }

  private func reply<Reply: Decodable>(
    _ type: Reply.Type, _ told: RunningSystem.Result
  ) throws -> Reply {
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode(type, from: Data(told.output.utf8))
  }

  /// Returns the lines of a text, with one space between their cells.
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test("turnover of 2025 by cause, and I3a's structures in every year and scope")
  func turnover() throws {
    let system = try RunningSystem()
    try system.load()
    let trajectory = try reply(
      Trajectory.self, try system.vigie("evaluation", "trajectory", "--format", "json"))
    #expect(trajectory.years.map(\.year) == Array(2022...2026))
    for year in trajectory.years {
      let rows = try reply(
        Turnover.self,
        try system.vigie("evaluation", "turnover", "--year", "\(year.year)", "--format", "json")
      ).rows
      #expect(rows.count == 10)
      for row in rows {
        let figure = year.figures.first { $0.name == "I3a-\(row.function) \(row.scope)" }
        #expect(figure?.numerator == Decimal(row.structuresLeft), "\(year.year) \(row)")
        #expect(figure?.denominator == Decimal(row.structures), "\(year.year) \(row)")
      }
      guard year.year == 2025 else { continue }
      let all = try #require(rows.first { $0.function == "director" && $0.scope == "all" })
      // Departures: P01 S01 and P07 S05 (mobility), P05 S03 and P06 S05 (contract), P09 S12 and P14 S17 (retirement), P15 S20
      // (other), P16 S18 (no cause given).
      #expect(all.structures == 11 && all.structuresLeft == 7 && all.departures == 8)
      #expect(
        all.causes == [
          "contract_end": 2, "mobility": 2, "retirement": 2, "other": 1, "not_communicated": 1,
        ])
      // Arrivals: P03 S01, P05 S03 (again, after 32 days), P06 P07 P08 S05, P12 S14 (in post after being interim).
      #expect(all.arrivals == 6 && all.peopleCame == 6 && all.peopleLeft == 8)
      // In post: P01 P04 P05 P06 P09 P10 P13 P14 P15 (two posts) P16.
      #expect(all.peopleInPost == 10)
      // Stays in post: S01 2, S02 1, S03 2, S05 3, S12 1, S13 1, S14 2, S15 1, S17 1, S18 2, S20 1.
      #expect(all.tenure.count == 17 && all.tenure.state == "TOO_FEW" && all.tenure.ends == nil)
    }
    let french = try system.vigie("evaluation", "turnover", "--year", "2025", "--lang", "fr")
    // Rotation: (6 + 8) ÷ 2 ÷ 10.
    #expect(
      lines(french.output).contains(
        "ensemble 6 6 8 10 70,0\u{A0}% 17 effectif insuffisant (moins de 20)"))
    #expect(french.output.hasPrefix("DONNÉES FICTIVES\n== direction, 2025"))
    let csv = try system.vigie("evaluation", "turnover", "--year", "2025", "--format", "csv")
    #expect(csv.output.contains("director,all,11,7,8,2,2,2,1,1,6,6,8,10,0.7,TOO_FEW,17,,,,"))
    // S17's P22 comes back after 32 days: the rotation is (0 + 1) ÷ 2 ÷ 3. Followed are P20 S01, P21 S03 (one stay over
    // September) and P22.
    #expect(
      csv.output.contains(
        "family_referent,all,4,1,1,1,0,0,0,0,0,0,1,3,0.166667,TOO_FEW,3,,,,"))
    #expect(
      try system.vigie(
        "evaluation", "turnover", "--year", "2025", "--known-on", "2020-01-01", "--format", "csv"
      ).output.contains("director,all,0,0,0,0,0,0,0,0,0,0,0,0,,TOO_FEW,0,,,,"))

    // A federation's key sees no causes.
    try system.goOn(as: "federation")
    let cut = try system.vigieOnceAllowed(
      "evaluation", "turnover", "--year", "2025", "--format", "json")
    let rows = try reply(Turnover.self, cut).rows
    #expect(rows.allSatisfy { $0.causes == nil } && rows[0].departures == 8)
  }

  @Test("12 of 24 trained people were in post; of so few nothing is estimated")
  func retention() throws {
    struct Reply: Decodable {
      struct Row: Decodable {
        let scope: String
        let stay: Lasting
      }
      let trained, withoutPost: Int
      let rows: [Row]
    }
    let system = try RunningSystem()
    try system.load()
    let words = ["evaluation", "retention", "--as-of", "2025-12-31"]
    let told = try reply(
      Reply.self, try RunningSystem.vigie(words + ["--format", "json"], home: system.home))
    // Trained: T01 P01 P29 P40, T02 P10 P14 P22 P28 P32, T06 P05 P15 P26 P30 P43 P61, T08 P03, T09 P45, T10 P09, T11 P25, T13
    // P46, T14 P02 P06 P13 P47 P62. On the last day of the training in post: P01 P05 P06 P09 P10 P13 P15 P22 P25 P29 P30 P32.
    #expect(told.trained == 24 && told.withoutPost == 12)
    // P15 directs S18 (69M) and S20 (69D).
    #expect(
      told.rows.map { "\($0.scope) \($0.stay.count) \($0.stay.state)" } == [
        "all 12 TOO_FEW", "kind:CS 7 TOO_FEW", "kind:EVS 5 TOO_FEW", "ctcd:69M 9 TOO_FEW",
        "ctcd:69D 4 TOO_FEW",
      ])
    let english = try RunningSystem.vigie(words + ["--lang", "en"], home: system.home).output
    #expect(
      english.contains(
        "24 people trained by 2025-12-31, of whom 12 held no post on the last day"))
    #expect(lines(english).contains("all 12 too few (fewer than 20)"))
    #expect(!english.contains("%)"))
    try system.goOn(as: "structure", of: "S01")
    #expect(try system.vigieOnceAllowed(words).errors.contains("ROLE_NEEDED"))
  }

  @Test("what is declared beside what was observed: three to ask, and a structure sees itself")
  func declared() throws {
    let system = try RunningSystem()
    try system.load()
    let words = ["evaluation", "declared", "--year", "2025"]
    func rows(_ more: String...) throws -> [Declared.Row] {
      let told = try system.vigieOnceAllowed(words + more + ["--format", "json"])
      return try reply(Declared.self, told).rows
    }
    // Compared are the structures active on D, and S09, S11 and S16, which answered. None has a sheet, because no answer came
    // by a codebook.
    let right = [
      "S01 NO_SHEET AGREES 1/2", "S02 NO_SHEET AGREES 1/2", "S03 NO_SHEET AGREES 1/1",
      "S05 NO_SHEET DECLARED_NOT_OBSERVED 0/0", "S06 NO_SHEET AGREES 0/1",
      "S07 NO_ANSWER AGREES 1/1", "S09 NO_SHEET NO_MEETING_NEARBY 0/0",
      "S11 NO_SHEET NO_MEETING_NEARBY 0/0", "S12 NO_ANSWER OBSERVED_NOT_DECLARED 1/2",
      "S13 NO_ANSWER NO_ANSWER 0/2", "S14 NO_SHEET AGREES 1/1", "S15 NO_SHEET AGREES 1/1",
      "S16 NO_SHEET AGREES 1/1", "S17 NO_ANSWER NO_ANSWER 1/1",
      "S18 NO_SHEET NO_MEETING_NEARBY 0/0", "S19 NO_SHEET DECLARED_NOT_OBSERVED 0/2",
      "S20 NO_ANSWER NO_ANSWER 0/1",
    ]
    func line(_ row: Declared.Row) -> String {
      "\(row.structure) \(row.use ?? "–") \(row.veille) \(row.presences)/\(row.invitations)"
    }
    #expect(try rows().map(line) == right)
    let french = try RunningSystem.vigie(words + ["--lang", "fr"], home: system.home).output
    #expect(
      french.contains(
        "Structures à interroger : 3 sur 17. L'écart appelle un échange, jamais une sanction."))
    #expect(
      try RunningSystem.vigie(words + ["--structure", "S99"], home: system.home).errors.contains(
        "STRUCTURE_UNKNOWN"))

    // Without senacs, veille is still compared.
    system.stop("senacs")
    let part = try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
    #expect(part.code == 3 && part.errors.contains("missing: senacs"))
    #expect(part.output.contains("Structures to be asked: 3 of 17"))
    try system.start("senacs")
    _ = try system.vigie("status", "--wait", "60")

    try system.goOn(as: "structure", of: "S12")
    #expect(try rows().map(line) == ["S12 NO_ANSWER OBSERVED_NOT_DECLARED 1/2"])
    #expect(
      try system.vigieOnceAllowed(words + ["--structure", "S01"]).errors.contains(
        "OTHER_STRUCTURE"))
  }

  @Test("a trajectory's years are those of the indicators; one without a campaign is told")
  func trajectory() throws {
    let system = try RunningSystem()
    try system.load()
    let words = ["evaluation", "trajectory", "--from", "2023", "--to", "2025", "--lang", "en"]
    let told = try reply(
      Trajectory.self, try RunningSystem.vigie(words + ["--format", "json"], home: system.home))
    #expect(told.years.map(\.campaignKnown) == [false, true, true])
    for year in told.years.dropFirst() {
      let printed = try system.vigie(
        "evaluation", "indicators", "--year", "\(year.year)", "--format", "json")
      let right = try PrintedFigure.read(Data(printed.output.utf8))
      #expect(Set(year.figures.map(\.name)) == Set(right.keys))
      for figure in year.figures {
        let same = try #require(right[figure.name])
        #expect(figure.numerator == same.numerator && figure.denominator == same.denominator)
        #expect(figure.value == same.value && figure.bounds == same.bounds)
        #expect(figure.details == nil)
      }
    }
    let first = Set(told.years[0].figures.map(\.code))
    #expect(first.isSuperset(of: ["I2a", "I3a-director", "I4", "I6", "I7b"]))
    #expect(
      first.isDisjoint(with: ["I1", "I1-restated", "I1-on-time", "I5a", "I5b", "I5-response"]))

    let text = try RunningSystem.vigie(words + ["--figures", "I1,I4"], home: system.home)
    #expect(text.code == 0)
    // By expected-2024 and expected: I1 is 6/16 and 9/15, I4 is 7/17 and 8/14.
    #expect(lines(text.output).contains("all – 6 of 16 · 37.5% 9 of 15 · 60.0%"))
    #expect(text.output.contains("7 of 17 · 41.2%") && text.output.contains("8 of 14 · 57.1%"))
    #expect(!text.output.contains("I6"))
    #expect(
      text.output.contains("2023: no SENACS campaign is recorded; I1 and I5 are not computed."))
    #expect(text.output.contains("Past years are shown as they are known today"))
    let before = try RunningSystem.vigie(
      words + ["--figures", "I4", "--known-on", "2020-01-01"], home: system.home)
    #expect(before.code == 0 && before.output.contains("As recorded by 2020-01-01"))
    #expect(
      lines(before.output).contains(
        "all not computable not computable not computable"))
    let csv = try RunningSystem.vigie(words + ["--format", "csv"], home: system.home).output
    #expect(csv.contains("I1,all,2023,,,\n") && csv.contains("I1,all,2025,9,15,0.6\n"))
    #expect(try system.vigie("evaluation", "trajectory", "--from", "2000").code == 64)
    #expect(try system.vigie("evaluation", "trajectory", "--figures", "I9").code == 64)

    system.stop("training")
    let part = try RunningSystem.vigie(words + ["--figures", "I4"], home: system.home)
    #expect(part.code == 3 && part.output.contains("2025: figures not available: I2a"))
  }
}
