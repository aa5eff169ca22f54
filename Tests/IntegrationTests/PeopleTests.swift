import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// The golden network, some of whose people turn out to be one. The numbers are those of acceptance/golden/expected.md, less what one
/// person too many makes.
@Suite("Entries of one person, by command", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PeopleTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func vigie(_ words: String...) throws -> RunningSystem.Result {
    try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
  }

  private func done(_ words: String...) throws -> String {
    let told = try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
    try #require(told.code == 0, "\(words): \(told.output) \(told.errors)")
    return told.output
  }

  /// The figures of 2025 with trainings since 2023, as the golden page has them.
  private func figures() throws -> [String: PrintedFigure] {
    try PrintedFigure.read(
      Data(
        done(
          "evaluation", "indicators", "--year", "2025", "--from", "2023-01-01", "--format", "json"
        ).utf8))
  }

  private struct Listed: Decodable, Equatable {
    let person_code, kept_code, counts_as: String
    let decided_at, decided_by: String?
  }

  private func listed() throws -> [Listed] {
    try JSONDecoder().decode(
      [Listed].self, from: Data(done("people", "merges", "--format", "json").utf8))
  }

  @Test(
    "figures follow a merge and its taking back, frozen reports do not, and the history has all")
  func figuresFollow() throws {
    let before = try figures()
    let frozen = try #require(
      try done("report", "freeze", "--year", "2025")
        .firstMatch(of: /Report frozen\. Digest: ([0-9a-f]+)/)?.1)

    // P41 and P43 both stand on T06's list, of 3 hours a half-day: P41 for S20, a volunteer, 1 half-day; P43 for S12, an employee, 2.
    let asked = try vigie("people", "merge", "P41", "P43")
    #expect(asked.code == 64 && asked.output.contains("Inventée-P41"), "\(asked.output)")
    #expect(asked.output.contains("Imaginaire-P43") && asked.output.contains("2 of 2"))
    #expect(try listed().isEmpty)
    #expect(try vigie("history", "merges", "P41").code == 1)
    #expect(try done("people", "merge", "P41", "P43", "--yes").contains("Recorded: merges P41"))

    // Golden: 26 people, 76 participations, 315.75 hours. P41's row goes, with its 1 × 3 hours; S20 was reached by P15 (T11) too.
    let after = try figures()
    for (name, was, now) in [
      ("I2a all", 26, 25), ("I2b all", 76, 75), ("I2c all", 315.75, 312.75), ("I2d all", 12, 12),
      ("I2e all", 19, 19), ("I2a kind:EVS", 8, 7), ("I2a ctcd:69D", 9, 8), ("I2a kind:CS", 15, 15),
    ] as [(String, Decimal, Decimal)] {
      #expect(before[name]?.numerator == was, "\(name)")
      #expect(after[name]?.numerator == now, "\(name)")
    }
    // [max(25, 30), 25 + 45]
    #expect(after["I2a all"]?.bounds == [30, 70])
    let there = try done(
      "training", "sessions", "--from", "2024-10-10", "--to", "2024-10-10", "--format", "json")
    #expect(there.contains(#""present" : 7"#), "\(there)")

    // The records stay under their codes; the merge beside them says that they are one person's.
    let explained = try done(
      "explain", "I2a", "--year", "2025", "--from", "2023-01-01", "--structure", "S12")
    for words in [
      "attendance.csv T06 / P41 (", "attendance.csv T06 / P43 (", "merges.csv P41 (",
      "P41 and P43 are one person",
    ] { #expect(explained.contains(words), "\(words): \(explained)") }
    #expect(try done("report", "verify", String(frozen)).contains("the same: \(frozen)"))

    #expect(try done("people", "unmerge", "P41", "--yes").contains("Imaginaire-P43"))
    let back = try figures()
    #expect(Set(back.keys) == Set(before.keys))
    for (name, figure) in before {
      #expect(back[name]?.numerator == figure.numerator, "\(name)")
      #expect(back[name]?.denominator == figure.denominator, "\(name)")
      #expect(back[name]?.bounds == figure.bounds, "\(name)")
    }
    #expect(try listed().isEmpty)
    _ = try done("people", "merge", "P41", "P43", "--yes")
    struct Version: Decodable {
      let cells: [String: String]
      let principal: String?
    }
    let history = try JSONDecoder().decode(
      [Version].self, from: Data(done("history", "merges", "P41", "--format", "json").utf8))
    #expect(history.map { $0.cells["kept_code"] } == ["P43", "", "P43"])
    #expect(history.allSatisfy { $0.principal != nil })
    #expect(try done("report", "verify", String(frozen)).contains("the same: \(frozen)"))
    let audit = try done("audit", "show", "--subject", "P43")
    #expect(audit.contains(RecordFact.method) && audit.contains(GetEntries.method), "\(audit)")
  }

  @Test(
    "mandates and trainings of one person meet: who stayed did not leave, who is in post is trained"
  )
  func mandates() throws {
    // S18: P16 leaves on 2025-06-30, P15 stays. As one person they stay: 6 of 11 structures, 4 − 1 of the 5 EVS.
    _ = try done("people", "merge", "P16", "P15", "--yes")
    // S01: P03 directs it; P40 attended T02 (5 of 5, 2025-11-28). As one person they are trained and in post: 9 of 14.
    _ = try done("people", "merge", "P40", "P03", "--yes")
    let now = try figures()
    #expect(now["I3a-director all"]?.numerator == 6 && now["I3a-director all"]?.denominator == 11)
    #expect(now["I3a-director kind:EVS"]?.numerator == 3)
    #expect(now["I3c-director all"]?.numerator == 249)
    #expect(now["I4 all"]?.numerator == 9 && now["I4 all"]?.denominator == 14)
    // P03's one training ended in 2021, so the number of people is that of before.
    #expect(now["I2a all"]?.numerator == 26)
    let explained = try done("explain", "I3a-director", "--year", "2025", "--structure", "S18")
    #expect(explained.contains("mandates.csv P16 / S18"), "\(explained)")
    #expect(explained.contains("P16 and P15 are one person"), "\(explained)")
  }

  @Test(
    "a merge with itself, in a circle or of nobody is refused; one into a merged entry goes on to the last"
  )
  func refused() throws {
    _ = try done("people", "merge", "P41", "P43", "--yes")
    for (words, reason) in [
      (["merge", "P42", "P42"], "MERGED_WITH_ITSELF"), (["merge", "P43", "P41"], "MERGE_CIRCLE"),
      (["merge", "P99", "P43"], "UNKNOWN_PERSON"), (["merge", "P42", "P99"], "UNKNOWN_PERSON"),
      (["unmerge", "P42"], "RECORD_UNKNOWN"),
    ] {
      let told = try RunningSystem.vigie(
        ["people"] + words + ["--yes", "--lang", "en"], home: system.home)
      #expect(told.code == 3 && told.output.contains(reason), "\(words): \(told.output)")
    }
    #expect(
      try done("people", "merge", "P42", "P41", "--yes").contains("the person counts under P43"))
    let found = try listed()
    #expect(
      found.map { [$0.person_code, $0.kept_code, $0.counts_as] }
        == [["P41", "P43", "P43"], ["P42", "P43", "P43"]])
    #expect(found.allSatisfy { $0.decided_at != nil && $0.decided_by != nil })
    // What an import does is undone as ever.
    let made = try done("people", "merge", "P43", "P44", "--yes")
    #expect(try listed().map(\.counts_as) == ["P44", "P44", "P44"])
    let id = try #require(made.firstMatch(of: /vigie undo (\S+)/)?.1, "\(made)")
    #expect(try done("undo", String(id)).contains("1 withdrawn"))
    #expect(try listed().map(\.counts_as) == ["P43", "P43"])
  }

  @Test("a merged code has the person's names and rights in every service")
  func rights() async throws {
    let granted = try vigie("grant", "P41", "auditor", "--from", "2020-01-01")
    try #require(granted.code == 0, "\(granted.errors)")
    let web = try await Caller.join(system, as: "web", .service)
    func reason(_ service: String) async -> String? {
      await status {
        if service == "registry" {
          _ = try await web.call(
            service, ListStructures(asOf: Instant.now.parisDay),
            onBehalfOf: "person:P43/auditor")
        } else {
          _ = try await web.call(
            service, ListExpected(campaign: "2024"), onBehalfOf: "person:P43/auditor")
        }
      }?.details?.reason
    }
    for service in ["registry", "senacs"] { #expect(await reason(service) == "ROLE_NEEDED") }
    _ = try done("people", "merge", "P41", "P43", "--yes")
    #expect(await reason("registry") == nil)
    // senacs follows the registry, which takes it a moment.
    while await reason("senacs") != nil { await Task.yield() }
    let operators = try await Caller.join(system, as: "another", .operator)
    let told = try await operators.call("registry", GetContacts(people: ["P41", "P43"])).contacts
    #expect(told.map(\.code) == ["P41", "P43"] && told.map(\.person) == ["P43", nil])
    #expect(told.allSatisfy { $0.familyName == "Imaginaire-P43" })
    await web.close()
    await operators.close()
  }
}
