import Contracts
import Foundation
import GRDB
import RPCContract
import TestSupport
import Testing
import Values

@Suite("Grants by command", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct GrantTests {
  private struct Version: Decodable {
    let key: [String]
    let isCurrent: Bool
    let cells: [String: String]
  }

  private struct Row: Decodable {
    let service: String
    let setAside: Int?
    let feedLag: Int?
  }

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func grant(_ words: [String]) throws -> RunningSystem.Result {
    try RunningSystem.vigie(["grant"] + words + ["--lang", "en"], home: system.home)
  }

  private func versions(of person: String) throws -> [Version] {
    let told = try system.vigie("history", "grants", person, "--format", "json")
    try #require(told.code == 0, "\(told.errors)")
    return try JSONDecoder().decode([Version].self, from: Data(told.output.utf8))
  }

  @Test("one is made, changed and ended by the same command, and its versions stay readable")
  func history() throws {
    let made = try grant(["P01", "federation", "--territory", "69M", "--from", "2020-01-01"])
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    #expect(
      made.output.contains(
        "P01 may act for the federation, territory: Métropole de Lyon, from 2020-01-01 on."))
    // Without --from the grant that is in force is changed.
    let ended = try grant(["P01", "federation", "--territory", "69M", "--until", "2199-12-31"])
    #expect(ended.code == 0 && ended.output.contains("from 2020-01-01 to 2199-12-31"))
    let told = try versions(of: "P01")
    #expect(told.allSatisfy { $0.key == ["P01", "federation", "69M", "", "2020-01-01"] })
    #expect(told.map(\.isCurrent) == [false, true])
    #expect(told.map { $0.cells["to"] } == ["", "2199-12-31"])
    let text = try system.vigie("history", "grants", "P01", "federation", "69M", "--lang", "en")
    #expect(text.output.contains("to: – → 2199-12-31"), "\(text.output)")

    // A grant without the territory is another one, which begins today.
    let other = try grant(["P01", "federation"])
    #expect(other.code == 0 && !other.output.contains("2020-01-01"), "\(other.output)")
    #expect(try versions(of: "P01").filter(\.isCurrent).map { $0.key[2] } == ["", "69M"])
    // Two that are in force at once are told apart by their first day.
    #expect(try grant(["P01", "federation", "--from", "2021-01-01"]).code == 0)
    let open = try grant(["P01", "federation", "--until", "2199-12-31"])
    #expect(open.code == 1 && open.errors.contains("say which by --from"), "\(open.errors)")

    let french = try system.vigie(
      "grant", "P02", "structure", "--structure", "S01", "--from", "2026-01-05", "--until",
      "2026-12-31", "--lang", "fr")
    #expect(
      french.output.contains("P02 peut agir pour la structure S01, du 05/01/2026 au 31/12/2026"))
  }

  @Test("one that names nobody, nothing or too much is refused with its reason")
  func refused() throws {
    for (words, code, reason) in [
      (
        "P01 structure --structure S99", 3,
        "column structure_code, “S99”: refused [UNKNOWN_STRUCTURE]"
      ),
      ("P01 structure", 3, "MISSING_VALUE"),
      ("P01 operator --structure S01", 3, "role = operator)"),
      ("P01 structure --structure S01 --territory 69M", 3, "role = structure)"),
      ("P01 operator --territory Lyon", 3, "column territory_code, “Lyon”: refused [BAD_VALUE]"),
      ("P99 operator", 3, "UNKNOWN_PERSON"),
      ("P01 operator --from 2026-02-01 --until 2026-01-31", 3, "INTERVAL_REVERSED"),
      ("P01 director", 64, ""),
    ] as [(String, Int32, String)] {
      let told = try grant(words.split(separator: " ").map(String.init))
      #expect(told.code == code, "\(words): \(told.output) \(told.errors)")
      let isTold = reason.hasSuffix("]") ? told.output.tells(reason) : told.output.contains(reason)
      #expect(reason.isEmpty || isTold, "\(words): \(told.output)")
    }
    #expect(try system.vigie("history", "grants", "P01").code == 1)
  }

  @Test("every service knows them, and no message tells of them")
  func amongServices() throws {
    #expect(try grant(["P01", "operator", "--from", "2026-01-05"]).code == 0)
    let services = ["training", "senacs", "evaluation", "exchange"]
    var rows: [Row] = []
    repeat {
      let told = try system.vigie("status", "--format", "json")
      rows = try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
        .filter { services.contains($0.service) }
    } while !rows.allSatisfy { $0.feedLag == 0 }
    #expect(rows.map(\.setAside) == [0, 0, 0, 0])
    if system.server == nil {
      for service in services {
        let store = try DatabaseQueue(path: "\(system.home)/data/\(service).sqlite")
        let count = try store.read {
          try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM grants WHERE person_code = 'P01'")
        }
        #expect(count == 1, "\(service)")
      }
    }
    let copy = "\(system.home)/log.jsonl"
    #expect(try system.vigie("exchange", "export", copy).code == 0)
    let messages = try String(contentsOfFile: copy, encoding: .utf8)
    #expect(messages.contains("vigie.registry.v1.mandate-recorded"))
    #expect(!messages.contains("vigie.registry.v1.grant"))
  }

  @Test(
    "a front may do in each service what its person is granted, until the grant's last day, and leaves both names"
  )
  func front() async throws {
    let web = try await Caller.join(system, as: "web", .service)
    func reason(_ service: String, _ person: String) async -> String? {
      await status {
        if service == "registry" {
          _ = try await web.call(
            service, ListStructures(asOf: Instant.now.parisDay), onBehalfOf: person)
        } else {
          _ = try await web.call(service, ListExpected(campaign: "2024"), onBehalfOf: person)
        }
      }?.details?.reason
    }
    for service in ["registry", "senacs"] {
      #expect(await reason(service, "person:P04/auditor") == "ROLE_NEEDED")
      #expect(await reason(service, "person:P99") == "ON_BEHALF_UNKNOWN")
      #expect(await reason(service, "operator-1") == "ON_BEHALF_UNKNOWN")
    }
    let made = try grant(["P04", "auditor", "--from", "2020-01-01"])
    try #require(made.code == 0, "\(made.errors)")
    #expect(await reason("registry", "person:P04/auditor") == nil)
    // senacs follows the registry, which takes it a moment.
    while await reason("senacs", "person:P04/auditor") != nil { await Task.yield() }
    let copy = await status {
      try await web.read("registry", CopyStore(), onBehalfOf: "person:P04/auditor")
    }
    #expect(copy?.details?.reason == "ROLE_NEEDED")
    // The look at what was recorded of a person names the person who looked, and the front.
    _ = try await web.call(
      "registry", ListVersions(file: "people.csv", key: ["P01"]), onBehalfOf: "person:P04/auditor")
    let audit = try system.vigie(
      "audit", "show", "--subject", "P01", "--who", "person:P04/auditor", "--lang", "en")
    #expect(audit.output.contains("person:P04/auditor, through web"), "\(audit.output)")

    let ended = try grant(["P04", "auditor", "--until", "2020-12-31", "--from", "2020-01-01"])
    try #require(ended.code == 0, "\(ended.errors)")
    #expect(await reason("registry", "person:P04/auditor") == "ROLE_NEEDED")
    while await reason("senacs", "person:P04/auditor") == nil { await Task.yield() }
    await web.close()
  }
}
