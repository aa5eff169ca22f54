import Contracts
import Foundation
import TestSupport
import Testing
import Values

/// Series on territories through the services; the numbers are worked out by hand.
@Suite("Series on territories", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct TerritoryTests {
  let system: RunningSystem
  private let folder: String

  init() throws {
    system = try RunningSystem()
    try system.load()
    folder = "\(system.home)/series"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static let jobs = #"""
    {"code": "JOBS", "labels": {"fr": "Emplois (FICTIF)", "en": "Jobs (FICTITIOUS)"}, "unit": "emplois",
     "kind": "count", "source": "essai FICTIF", "licence": "Licence Ouverte 2.0", "publishedOn": "2025-12-15",
     "territoryKind": "commune", "codesAsOf": "2023-01-01", "fictitious": true, "missing": ["s"], "groupChar": " ",
     "columns": {"territory": "Commune", "period": "An", "value": "Emplois", "publishedOn": "Parution"}}
    """#

  private func write(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func load(
    _ rows: [String], _ series: String = jobs, file: String = "values.csv", _ more: String...
  ) throws -> RunningSystem.Result {
    let arguments = [
      "territory", "load", try write(file, rows.joined(separator: "\r\n") + "\r\n"), "--series",
      try write("series.json", series),
    ]
    return try RunningSystem.vigie(arguments + more, home: system.home)
  }

  private func portrait(_ arguments: String...) throws -> GetPortrait.Reply {
    let printed = try RunningSystem.vigie(
      ["territory", "portrait"] + arguments + ["--format", "json"], home: system.home)
    try #require(printed.code == 0, "\(printed.errors)")
    return try JSONDecoder().decode(GetPortrait.Reply.self, from: Data(printed.output.utf8))
  }

  private static let header = "Commune;An;Emplois;Parution;de trop"
  private static let good = [
    header, "69149;2022;10 000,5;30/06/2023;x", "69152;2022;4000,5;30/06/2023;x",
    "69149;2023;11000;30/06/2025;x", "69152;2023;4500;30/06/2025;x",
    "69266;2023;15500;30/06/2025;x", "69123;2023;90000;30/06/2025;x",
  ]

  @Test("each fault of a file is told by row, column, value and code; what is right is kept, once")
  func findings() throws {
    let told = try load(
      Self.good + [
        "69114;2023;5;30/06/2025;", "69159;2023;s;30/06/2025;", "69256;2023;abc;30/06/2025;",
        "69256;23;7;30/06/2025;", "38185;2023;9;30/06/2025;", "69149;2022;1;30/06/2023;",
        ";;;;",
      ])
    #expect(told.code == 1)
    for line in [
      "row 8, column Commune, “69114”: refused [UNKNOWN_COMMUNE]",
      "row 10, column Emplois, “abc”: refused [BAD_NUMBER]",
      "row 11, column An, “23”: refused [BAD_PERIOD]",
      "row 13, column Commune, “69149”: refused [DUPLICATE_ROW]",
      "column Commune, “1”: to check [OUTSIDE_PASSED_OVER]",
    ] { #expect(told.output.tells(line), "\(line)\n\(told.output)") }
    // A series has secret cells as a rule, so they are counted, and no line tells them.
    #expect(
      told.output.contains(
        "JOBS: 6 values loaded, 4 rows refused, 1 cell without a value (suppressed or empty)."),
      "\(told.output)")
    #expect(!told.output.contains("NO_VALUE"))

    let again = try load(Self.good)
    #expect(again.code == 0)
    #expect(
      again.output.contains("JOBS: 6 values known already."), "\(again.output)")
  }

  @Test("a missing column is told, and nothing is taken")
  func missingColumn() throws {
    let told = try load(["Commune;An;Parution", "69149;2022;30/06/2023"])
    #expect(told.code == 1 && told.output.tells("column Emplois: file refused [MISSING_COLUMN]"))
    #expect(told.output.contains("JOBS: 1 row refused."), "\(told.output)")
  }

  @Test("what changed since the golden diagnosis names both values, days and sources")
  func sinceDiagnosis() throws {
    // S01 lies in 69152 as of 2023, which is in 69149 today. It has two readings in March 2025; by the first, the diagnosis was
    // last revised on 2024-12-31.
    #expect(try load(Self.good).code == 0)

    let portrait = try portrait("S01", "--as-of", "2025-12-31")

    #expect(portrait.territory == "69149" && portrait.name == "Oullins-Pierre-Bénite")
    #expect(portrait.diagnosis?.assessedOn.iso == "2024-12-31")
    #expect(portrait.diagnosis?.communes == ["69149"])
    #expect(portrait.diagnosis?.names == ["69149": "Oullins-Pierre-Bénite"])
    // 10,000.5 + 4,000.5 = 14,001 and 11,000 + 4,500 = 15,500: a change of + 1,499, which is 0.107064 of 14,001.
    let row = try #require(portrait.rows.first)
    #expect(row.points.map(\.value) == ["14001", "15500"])
    #expect(row.points.allSatisfy { $0.rule == "SUM" && $0.members.count == 2 })
    // The code 69149 was that of Oullins alone in 2023, whose codes these are.
    #expect(row.points[0].members.map(\.name) == ["Oullins", "Pierre-Bénite"])
    #expect(row.trend == .init(from: "2022", to: "2023", change: "1499", share: "0.107064"))
    // Lyon has 90,000, and Villeurbanne as much as this territory. So it is second of three; the other 55 of the 58 communes of
    // 69M have no value.
    #expect(
      row.rank == .init(among: "69M", period: "2023", rank: 2, tied: 1, count: 3, without: 55))
    let change = try #require(portrait.changes.first)
    #expect(change.kind == "LATER_PERIOD" && change.before?.value == "14001")
    #expect(change.before?.publishedOn?.iso == "2023-06-30" && change.after.value == "15500")
    #expect(change.after.publishedOn?.iso == "2025-06-30")
    let text = try system.vigie("territory", "portrait", "S01", "--as-of", "2025-12-31")
    for part in [
      "Portrait of a territory: Oullins-Pierre-Bénite (69149)",
      "Since the diagnosis of 2024-12-31:",
      "- Jobs (FICTITIOUS): 14,001 emplois in 2022, 15,500 in 2023.",
      "vigie diagnosis note S01 --series",
      "- Jobs (FICTITIOUS): essai FICTIF, published 2023-06-30, Licence Ouverte 2.0",
      "- Jobs (FICTITIOUS): essai FICTIF, published 2025-06-30, Licence Ouverte 2.0",
      "2nd of 3 (Métropole de Lyon, 1 tied, 55 without a value)",
      "+1,499 (+10.7%) from 2022 to 2023",
      "2022: sum of the merged communes (geography of 2023-01-01). Oullins: 10,000.5; Pierre-Bénite: 4,000.5",
    ] { #expect(text.output.contains(part), "\(part)\n\(text.output)") }
    // On the day of the reading the later period was not yet published, so nothing had changed.
    let then = try self.portrait("S01", "--as-of", "2025-03-10")
    #expect(then.changes.isEmpty && then.rows.first?.points.map(\.value) == ["14001"])
  }

  @Test("another value is a correction with its cause; the old one stays readable")
  func correction() throws {
    #expect(try load(Self.good).code == 0)
    let corrected = try load([Self.header, "69152;2023;4600;15/09/2025;"], file: "again.csv")
    #expect(
      corrected.output.tells("row 2, column Emplois, “4500 → 4600”: to check [VALUE_CORRECTED]"),
      "\(corrected.output)")
    #expect(corrected.output.contains("JOBS: 1 value corrected."))

    // 11,000 + 4,600 = 15,600; by what was published until August it is still 15,500.
    #expect(try portrait("S01", "--as-of", "2025-12-31").rows[0].points.last?.value == "15600")
    #expect(try portrait("S01", "--as-of", "2025-08-31").rows[0].points.last?.value == "15500")
    let read = try system.vigie(
      "territory", "series", "JOBS", "--territory", "69152", "--format", "json")
    let versions = try JSONDecoder().decode(
      GetSeriesValues.Reply.self, from: Data(read.output.utf8)
    ).versions.filter { $0.period == "2023" }
    #expect(versions.map(\.value) == ["4500", "4600"] && versions.map(\.version) == [1, 2])
    #expect(Set(versions.map(\.cause)).count == 2)
    #expect(
      try portrait("S01", "--as-of", "2025-12-31", "--known-on", "2025-01-01").rows[0].points
        .isEmpty)
  }

  @Test("a description is refused with its fault; a code keeps its meaning; a QPV keeps its list")
  func refusals() throws {
    let real = Self.jobs.replacing("\"fictitious\": true", with: "\"fictitious\": false")
    #expect(try load(Self.good).code == 0)
    let changed = try load(Self.good, real)
    #expect(changed.code == 1 && changed.errors.contains("SERIES_CHANGED"), "\(changed.errors)")
    let wrong = try load(Self.good, Self.jobs.replacing("\"count\"", with: "\"rate\""))
    #expect(wrong.code == 1 && wrong.errors.contains("SERIES_WRONG"), "\(wrong.errors)")
    #expect(wrong.errors.contains("a rate names what weighs it"))
    let qpv = Self.jobs.replacing("JOBS", with: "QPV-JOBS")
      .replacing("\"commune\"", with: "\"qpv\"")
    let lists = try load(
      [Self.header, "QP069999;2022;5;30/06/2023;", "QN06999Z;2022;6;30/06/2023;"], qpv)
    #expect(
      lists.output.tells("column Commune, “QN06999Z”: refused [OTHER_QPV_LIST]"), "\(lists.output)")
    let portrait = try portrait("--territory", "QP069999")
    #expect(portrait.territoryKind == "qpv" && portrait.rows[0].points.map(\.value) == ["5"])
    #expect(portrait.rows[0].rank?.among == "qpv" && portrait.rows[0].rank?.count == 1)
    let unknown = try system.vigie("territory", "portrait", "--territory", "69152")
    #expect(unknown.code == 1 && unknown.errors.contains("TERRITORY_UNKNOWN"))
  }

  @Test("a structure sees its own portrait and any territory's, and loads nothing")
  func structures() throws {
    #expect(try load(Self.good).code == 0)
    try system.goOn(as: "structure", of: "S01")
    let own = try system.vigieOnceAllowed(
      "territory", "portrait", "S01", "--as-of", "2025-12-31")

    #expect(own.code == 0 && own.output.hasPrefix("FICTITIOUS DATA: structure"), "\(own.errors)")
    let other = try system.vigie("territory", "portrait", "S02")
    #expect(other.code == 1 && other.errors.contains("OTHER_STRUCTURE"), "\(other.errors)")
    let commune = try system.vigie("territory", "portrait", "--territory", "69266")
    #expect(commune.code == 0 && commune.output.contains("15,500 emplois"), "\(commune.output)")
    #expect(try load(Self.good).errors.contains("ROLE_NEEDED"))
  }

  @Test("the shipped series load into an invented network, the real one beside the fictitious ones")
  func shipped() throws {
    let series = "\(RunningSystem.sample)/series"
    let population = try system.vigie(
      "territory", "load", "\(RunningSystem.sample)/communes-69.csv", "--series",
      "\(series)/pop-mun.json")
    #expect(population.output.contains("POP-MUN: 275 values loaded"), "\(population.output)")
    for name in ["f-demandeurs", "f-monoparentales", "f-revenu-median"] {
      let loaded = try system.vigie(
        "territory", "load", "\(series)/\(name).csv", "--series", "\(series)/\(name).json")
      #expect(loaded.code == 0, "\(loaded.output) \(loaded.errors)")
    }
    // By INSEE 2023, Oullins-Pierre-Bénite has 38,168 inhabitants and Lyon 519,127.
    let portrait = try portrait("--territory", "69149", "--as-of", "2026-12-31")
    let population2023 = try #require(
      portrait.rows.first { $0.description.code == "POP-MUN" }?.points.first)
    #expect(population2023.value == "38168" && population2023.rule == "AS_PUBLISHED")
    let seekers = try #require(portrait.rows.first { $0.description.code == "F-DEMANDEURS" })
    #expect(seekers.points.count == 8 && seekers.points.allSatisfy { $0.rule == "SUM" })
    // S03 lies in the third arrondissement, the largest of nine (100,679). Median income is known for Lyon as a whole only.
    let third = try self.portrait("S03", "--as-of", "2026-12-31")
    #expect(third.territory == "69383")
    let parts = try #require(third.rows.first { $0.description.code == "POP-MUN" })
    #expect(parts.territory == "69383" && parts.points.map(\.value) == ["100679"])
    #expect(
      parts.rank
        == .init(
          among: "arrondissements", period: "2023", rank: 1, tied: 0, count: 9, without: 0))
    let income = try #require(third.rows.first { $0.description.code == "F-REVENU-MEDIAN" })
    #expect(income.territory == "69123" && income.rank?.among == "69M")
    let page = try system.vigie(
      "territory", "portrait", "--territory", "69123", "--as-of", "2026-12-31", "--format", "html",
      "--lang", "fr")
    for part in ["519\u{202F}127", "<polyline", "role=\"img\"", "FICTIF", "INSEE"] {
      #expect(page.output.contains(part), "\(part)")
    }
    #expect(!page.output.contains("<script") && !page.output.contains("http"))
    let list = try system.vigie("territory", "series")
    #expect(list.output.contains("F-REVENU-MEDIAN") && list.output.contains("2018-2025"))
  }

  @Test("the shipped fictitious series are what the generator writes, byte for byte")
  func generated() throws {
    let made = try system.vigie(
      "sample", "--communes", "\(RunningSystem.sample)/communes-69.csv", "--out", folder)
    #expect(made.code == 0, "\(made.errors)")
    for name in ["f-demandeurs", "f-monoparentales", "f-revenu-median"] {
      for ending in ["csv", "json"] {
        let own = FileManager.default.contents(atPath: "\(folder)/\(name).\(ending)")
        let shipped = FileManager.default.contents(
          atPath: "\(RunningSystem.sample)/series/\(name).\(ending)")
        #expect(own != nil && own == shipped, "\(name).\(ending)")
      }
    }
  }
}
