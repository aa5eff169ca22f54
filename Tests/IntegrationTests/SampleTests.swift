import Foundation
import TestSupport
import Testing

@Suite("The sample network", .onWaitingThreads)
struct SampleTests {
  private static let committed = "\(RunningSystem.sample)/network"

  @Test("it is what the generator writes, byte for byte; another seed writes another one")
  func generated() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try RunningSystem.vigie(["sample", "--out", "\(folder)/a"]).code == 0)
    #expect(try RunningSystem.vigie(["sample", "--out", "\(folder)/b", "--seed", "7"]).code == 0)

    let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a")

    #expect(files.count == 31)
    for file in files {
      let right = FileManager.default.contents(atPath: "\(Self.committed)/\(file)")
      #expect(FileManager.default.contents(atPath: "\(folder)/a/\(file)") == right, "\(file)")
    }
    #expect(
      FileManager.default.contents(atPath: "\(folder)/b/mandates.csv")
        != FileManager.default.contents(atPath: "\(folder)/a/mandates.csv"))
  }

  @Test("a folder with something in it is refused, and keeps what it has")
  func existing() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let own = "\(folder)/people.csv"
    #expect(FileManager.default.createFile(atPath: own, contents: Data("keep".utf8)))

    let refused = try RunningSystem.vigie(["sample", "--out", folder, "--lang", "en"])

    #expect(refused.code == 1 && refused.errors.contains("exists already"), "\(refused.errors)")
    #expect(FileManager.default.contents(atPath: own) == Data("keep".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["people.csv"])
  }

  @Test("a sample of another size and seed is loaded without a refused row")
  func whole() throws {
    let system = try RunningSystem()
    let folder = "\(system.home)/sample"
    let made = try RunningSystem.vigie([
      "sample", "--out", folder, "--seed", "7", "--structures", "200",
    ])
    try #require(made.code == 0, "\(made.errors)")
    try system.load(folder)
  }

  @Test("a table that is no fact file is named, unless it was left out on purpose")
  func strangers() throws {
    let system = try RunningSystem()
    let folder = "\(system.home)/facts"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in ["partners.csv", "senacs-answers-2025.csv"] {
      try FileManager.default.copyItem(
        atPath: "\(Self.committed)/\(file)", toPath: "\(folder)/\(file)")
    }
    let told = try system.vigie("import", folder, "--fictitious", "--lang", "en")
    #expect(told.code == 0 && told.errors.contains("senacs-answers-2025.csv"), "\(told.errors)")
    let quiet = try system.vigie(
      "import", folder, "--fictitious", "--except", "senacs-answers-2025.csv")
    #expect(quiet.code == 0 && quiet.errors.isEmpty, "\(quiet.errors)")
  }

  @Test("the year's questions have answers on it")
  func answers() throws {
    let system = try RunningSystem()
    try system.load(Self.committed)
    // agreements.csv: 28 signed rows hold on 2025-12-31 and end by 2026-06-30, eleven of them CTG.
    let ending: [Agreement] = try list(
      system, "registry", "agreements", "--as-of", "2025-12-31", "--ending-by", "2026-06-30")
    #expect(ending.count == 28 && ending.count { $0.kind == "ctg" } == 11)
    // The structures of structures.csv are in 25 communes. Of 19 CTG in force 17 name communes, each another one.
    let coverage: [Coverage] = try list(
      system, "registry", "coverage", "--kind", "ctg", "--as-of", "2025-12-31")
    #expect(coverage.count == 25 && coverage.count(where: \.covered) == 17)
    let money: [Contribution] = try list(system, "registry", "contributions", "--year", "2025")
    // contributions.csv, 2025: 15 rows of the federation, all of them for action 1.
    let federation = money.filter { $0.scope == "all" && $0.kind == "federation" }
    #expect(federation.map(\.purpose) == ["action_1"] && federation.map(\.rows) == [15])
    let tools: [Tool] = try list(system, "registry", "tools", "--as-of", "2025-12-31")
    #expect(tools.count == 12 && tools.allSatisfy { $0.users > 0 })
    // enrolments.csv: registered, waiting; the first two sessions have no place left of 12.
    let sessions: [Session] = try list(
      system, "training", "sessions", "--from", "2026-12-01", "--to", "2027-12-31")
    #expect(
      sessions.map { [$0.registered, $0.waiting, $0.free] }
        == [[12, 3, 0], [12, 2, 0], [8, 0, 4], [4, 0, 8], [0, 0, 12], [0, 0, 12]])
    #expect(sessions.allSatisfy { $0.state == "planned" && $0.findings.isEmpty })
    let courses: [Course] = try list(
      system, "training", "catalogue", "--from", "2026-12-01", "--until", "2026-12-31")
    #expect(courses.map(\.half_day_times.count) == [4])
    // satisfaction.csv: five sheets of F-S2023-4, with the marks 19 / 5 and 16 / 5; the four of F-S2024-4 are too few to be told.
    let told = try system.vigie("training", "satisfaction", "F-S2023-4", "--lang", "en")
    #expect(told.code == 0 && told.output.contains("5 anonymous sheets"), "\(told.errors)")
    #expect(told.output.contains("3.8") && told.output.contains("3.2"))
    let few = try system.vigie("training", "satisfaction", "F-S2024-4", "--lang", "en")
    #expect(few.code == 0 && few.output.contains("secret"), "\(few.output)")
  }

  private func list<Row: Decodable>(_ system: RunningSystem, _ words: String...) throws -> [Row] {
    let told = try RunningSystem.vigie(words + ["--format", "json"], home: system.home)
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
  }

  private struct Agreement: Decodable { let kind: String }
  private struct Coverage: Decodable { let covered: Bool }
  private struct Contribution: Decodable {
    let scope: String
    let kind: String
    let purpose: String
    let rows: Int
  }
  private struct Tool: Decodable { let users: Int }
  private struct Session: Decodable {
    let state: String
    let registered: Int
    let waiting: Int
    let free: Int
    let findings: [String]
  }
  private struct Course: Decodable { let half_day_times: [String] }
}
