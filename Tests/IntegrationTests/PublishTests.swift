import Attack
import Foundation
import TestSupport
import Testing

/// The tables that the command publishes, from real services; the numbers are worked out by hand from `Tests/Golden`.
@Suite("What leaves the pilot's hands", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PublishTests {
  private static let secret = "secret (n<5)"

  /// A published number: nil when it is secret.
  private struct Number: Decodable {
    let value: Int?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        guard text == PublishTests.secret else {
          throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
        }
        value = nil
      } else {
        value = try container.decode(Int.self)
      }
    }
  }

  private struct Page: Decodable {
    struct Row: Decodable {
      let figure, scope: String
      let numerator: Number
      let denominator: Number?
    }
    let table: String
    let year: Int
    let fictitious: Bool
    let secretNumbers: Int
    let rows: [Row]

    /// Returns the numbers in the order of the scopes, with `–` for a secret.
    func numbers(_ key: KeyPath<Row, Number>) -> [String] {
      rows.map { $0[keyPath: key].value.map(String.init) ?? "–" }
    }

    var numerators: [String] { numbers(\.numerator) }
    var denominators: [String] {
      rows.map { $0.denominator.map { $0.value.map(String.init) ?? "–" } ?? "" }
    }
  }

  private func pages(_ system: RunningSystem, _ year: Int) throws -> [String: Page] {
    let told = try system.vigie("publish", "--all", "--year", "\(year)", "--format", "json")
    try #require(told.code == 0, "\(told.errors)")
    let pages = try JSONDecoder().decode([Page].self, from: Data(told.output.utf8))
    return Dictionary(uniqueKeysWithValues: pages.map { ($0.table, $0) })
  }

  /// Attacks the tables printed for a year, and compares the numbers shown with the figures that the pilot sees.
  private func attack(_ system: RunningSystem, _ year: Int) throws -> [Finding] {
    try attack(Array(pages(system, year).values), system, year)
  }

  private func attack(
    _ pages: [Page], _ system: RunningSystem, _ year: Int
  ) throws -> [Finding] {
    let rows = pages.flatMap(\.rows).map {
      SeenRow(
        code: $0.figure, scope: $0.scope, numerator: $0.numerator.value,
        denominator: $0.denominator?.value)
    }
    let told = try system.vigie(
      "evaluation", "indicators", "--year", "\(year)", "--format", "json")
    let figures = try PrintedFigure.read(Data(told.output.utf8))
    for row in rows {
      let figure = try #require(figures["\(row.code) \(row.scope)"])
      if let shown = row.numerator { #expect(figure.numerator == Decimal(shown)) }
      if let shown = row.denominator { #expect(figure.denominator == Decimal(shown)) }
    }
    let findings = try #require(Attacker.attack(rows), "\(year)")
    for finding in findings { #expect(!finding.isRecovered, "\(finding) \(year)") }
    return findings
  }

  @Test("the golden tables show what was worked out by hand, and nothing secret is recovered")
  func golden() throws {
    let system = try RunningSystem()
    try system.load()
    let pages = try pages(system, 2025)

    #expect(pages.count == 19 && pages.values.allSatisfy(\.fictitious))
    // Public facts are shown whole, as in expected.json.
    #expect(pages["I1"]?.numerators == ["9", "7", "2", "6", "3"])
    #expect(pages["I7c"]?.denominators == ["17", "12", "5", "9", "8"])
    // I4 is 8 of 14: by kind 4/8 and 4/6, by territory 5/8 and 3/6.
    #expect(pages["I4"]?.numerators == ["8", "–", "–", "–", "–"])
    #expect(pages["I4"]?.denominators == ["14", "8", "6", "8", "6"])
    #expect(pages["I4"]?.secretNumbers == 4)
    // 7 of 11 leaves 4, so even the whole is secret.
    #expect(pages["I3a-director"]?.numerators == ["–", "–", "–", "–", "–"])
    // 12 of 14 were evaluated, which leaves 2; so nothing is said of the 12.
    #expect(pages["I6"]?.numerators == ["–", "–", "–", "–", "–"])
    #expect(pages["I6"]?.denominators == pages["I6-coverage"]?.numerators)
    // There are 16 persons, 12 of them employees, which leaves 4; and 19 participations.
    #expect(pages["I2a"]?.numerators == ["16", "–", "–", "–", "–"])
    #expect(pages["I2b"]?.numerators == ["19", "–", "–", "–", "–"])
    #expect(pages["I2e"]?.numerators == ["–", "–", "–", "–", "–"])
    for year in [2024, 2025] { #expect(try !attack(system, year).isEmpty) }
  }

  @Test("nothing secret is recovered of four years of the sample network")
  func sample() throws {
    let system = try RunningSystem()
    try system.load("\(RunningSystem.sample)/network")
    var secrets = 0
    for year in 2022...2025 { secrets += try attack(system, year).count }
    #expect(secrets > 0)
  }

  @Test("files are written once, labelled, and without a service its tables are refused, not cut")
  func files() throws {
    let system = try RunningSystem()
    try system.load()
    let folder = "\(system.home)/published"
    let words = ["publish", "I4", "I5a", "I7b", "--year", "2025", "--lang", "en", "--out", folder]
    let told = try RunningSystem.vigie(words + ["--format", "csv"], home: system.home)
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.errors.contains("For the pilot, not to be passed on: "))
    let table = try String(contentsOfFile: "\(folder)/I4-2025.csv", encoding: .utf8)
    #expect(
      table.hasPrefix("table,year,campaign,figure,scope,numerator,denominator,fictitious\n"))
    // All rows of the golden network say that they are invented.
    #expect(table.contains(Self.secret) && table.contains("I4,2025,2025,I4,all,8,14,true\n"))

    // One file is removed. The other two exist, and so the command writes none.
    try FileManager.default.removeItem(atPath: "\(folder)/I4-2025.csv")
    let again = try RunningSystem.vigie(words + ["--format", "csv"], home: system.home)
    #expect(again.code == 1 && again.errors.contains("is there already"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/I4-2025.csv"))

    system.stop("senacs")
    let without = try RunningSystem.vigie(words, home: system.home)
    #expect(without.code == 3, "\(without.errors)")
    #expect(without.errors.contains("Table I5a not published: senacs"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/I5a-2025.txt"))
    let shown = try String(contentsOfFile: "\(folder)/I4-2025.txt", encoding: .utf8)
    #expect(
      shown.hasPrefix("FICTITIOUS DATA")
        && shown.contains("Numbers suppressed (statistical secrecy): 4"))
  }

  @Test(
    "a year is published again as it was, or not: what corrected facts would give away is named, to the pilot"
  )
  func again() throws {
    let system = try RunningSystem()
    try system.load()
    func publish(_ words: String...) throws -> RunningSystem.Result {
      try RunningSystem.vigie(
        ["publish"] + words + ["--year", "2025", "--lang", "en", "--format", "json"],
        home: system.home)
    }
    let first = try publish("I4", "I7b")
    #expect(first.code == 0)
    #expect(try publish("I4", "I7b").output == first.output)

    // A correction says that S02 was not approved to the end: it leaves I4, in which it was not counted.
    let file = "\(system.home)/approvals.csv"
    try Data("structure_code;from;to;families\nS02;2025-07-01;2025-11-30;false\n".utf8)
      .write(to: URL(fileURLWithPath: file))
    #expect(try system.vigie("import", file, "--fictitious").code == 0)
    let other = try publish("I4")
    #expect(other.code == 1 && other.output.isEmpty)
    #expect(other.errors.contains("I4 all: 8/14 → 8/13"), "\(other.errors)")
    // Nor is a table that was not published before, since it would rest on other facts. Public facts are told as they are known
    // now.
    let second = try publish("I6")
    #expect(second.code == 1 && second.errors.contains("I4 all: 8/14 → 8/13"), "\(second.errors)")
    #expect(try publish("I7b").code == 0)
    #expect(try system.vigie("publish", "I4", "--year", "2024").code == 0)
    // A report that is frozen now has the corrected figures, so it is not published either.
    let frozen = try system.vigie("report", "freeze", "--year", "2025")
    let digest = try frozen.digest()
    let report = try system.vigie("report", "show", digest, "--public", "--lang", "en")
    #expect(report.code == 1 && report.output.isEmpty)
    #expect(report.errors.contains("I4 all: 8/14 → 8/13"), "\(report.errors)")

    let kept = try publish("I4", "--as-published")
    let pages = try JSONDecoder().decode([Page].self, from: Data(kept.output.utf8))
    let before = try JSONDecoder().decode([Page].self, from: Data(first.output.utf8))
    #expect(kept.code == 0 && pages.map(\.numerators) == [before[0].numerators])
    #expect(pages[0].secretNumbers == before[0].secretNumbers)
    #expect(try !publish("I6", "--as-published").output.contains("I6"))
    let never = try system.vigie("publish", "I4", "--year", "2022", "--as-published")
    #expect(never.code == 1 && never.errors.contains("NOT_PUBLISHED"), "\(never.errors)")
  }

  @Test(
    "a report's public tables are the published ones: nothing small, nobody named, nothing recovered"
  )
  func report() throws {
    let system = try RunningSystem()
    try system.load("\(RunningSystem.sample)/network")
    let frozen = try system.vigie("report", "freeze", "--final")
    try #require(frozen.code == 0, "\(frozen.errors)")
    let digest = try frozen.digest()
    let file = "\(system.home)/public.html"
    let told = try system.vigie("report", "show", digest, "--public", "--format", "json")
    try #require(told.code == 0, "\(told.errors)")
    #expect(told.errors.contains("2023-2026"))
    let shown = try JSONDecoder().decode([Page].self, from: Data(told.output.utf8))
    // A year that is not over has no tables.
    let years = Set(shown.map(\.year))
    #expect(years.isSuperset(of: [2023, 2024, 2025]))
    let facts: Set = ["I1", "I1-restated", "I1-on-time", "I7b", "I7c"]
    for page in shown where !facts.contains(page.table) {
      for row in page.rows {
        guard let numerator = row.numerator.value else { continue }
        #expect(numerator == 0 || numerator >= 5, "\(page.table) \(page.year) \(row.scope)")
        guard let whole = row.denominator?.value else { continue }
        #expect(whole == numerator || whole - numerator >= 5, "\(page.table) \(row.scope)")
      }
    }
    for year in 2023...2025 {
      let own = shown.filter { $0.year == year }
      #expect(try !attack(own, system, year).isEmpty)
      let published = try pages(system, year)
      for page in own {
        #expect(page.numerators == published[page.table]?.numerators, "\(page.table)")
        #expect(page.denominators == published[page.table]?.denominators, "\(page.table)")
      }
    }
    // The page has the same numbers, and names neither a structure nor the digest.
    #expect(try system.vigie("report", "show", digest, "--public", "--html", file).code == 0)
    let html = try String(contentsOfFile: file, encoding: .utf8)
    let inCells = html.matches(of: #/<td[^>]*>(.*?)</td>/#).map { String($0.1) }
    let secrets = inCells.reduce(0) {
      $0 + $1.components(separatedBy: "secret (n &lt; 5)").count - 1
    }
    #expect(secrets == shown.reduce(0) { $0 + $1.secretNumbers })
    #expect(!html.contains(digest) && !html.contains("F-CS-") && !html.contains("F-EVS-"))
    // A report as of the day before a year's end is not published, nor one by proposed rules.
    let early = try system.vigie("report", "freeze", "--year", "2025", "--as-of", "2025-12-30")
    let proposed = try system.vigie("report", "freeze", "--year", "2025", "--rules", "2")
    for other in [early, proposed] {
      let digest = try other.digest()
      let refused = try system.vigie("report", "show", digest, "--public")
      #expect(refused.code == 1 && refused.output.isEmpty)
    }
  }

  @Test("the list asks nobody; periods that could be subtracted from each other are refused")
  func refusals() throws {
    let list = try RunningSystem.vigie(["publish", "--list", "--format", "json"])
    struct Entry: Decodable {
      let table: String
      let isAboutPeople: Bool
    }
    let entries = try JSONDecoder().decode([Entry].self, from: Data(list.output.utf8))
    #expect(entries.count == 19)
    #expect(
      entries.filter { !$0.isAboutPeople }.map(\.table)
        == ["I1", "I1-restated", "I1-on-time", "I7b", "I7c"])
    for words in [
      ["--all"], ["I2c", "--year", "2025"], ["--year", "2025"], ["I4", "--all", "--year", "2025"],
      ["I4", "--year", "2025", "--from", "2023-01-01"],
      ["I4", "--year", "2025", "--as-of", "2025-12-30"], ["I4", "--year", "2999"],
    ] {
      #expect(try RunningSystem.vigie(["publish"] + words).code == 64, "\(words)")
    }
    let system = try RunningSystem()
    try system.load()
    let other = try system.vigie("publish", "I5a", "--year", "2025", "--campaign", "2024")
    #expect(other.code == 1 && other.output.isEmpty)
    let unknown = try system.vigie("publish", "I5a", "--year", "2025", "--campaign", "X")
    #expect(unknown.code == 1 && unknown.errors.contains("CAMPAIGN_UNKNOWN"))
  }
}
