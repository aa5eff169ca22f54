import Foundation
import GRDB
import TestSupport
import Testing

/// A store of version 0.2 may hold facts that no file could bring today.
@Suite(
  "Stored facts beyond their bounds", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)),
  .enabled(if: !TestServer.isWanted))
struct StoredFactsTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private struct Row: Decodable {
    let service: String
    let setAside: Int?
    let status: String
  }

  private func registry() throws -> Row? {
    let told = try system.vigie("status", "--wait", "30", "--format", "json")
    return try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
      .first { $0.service == "registry" }
  }

  @Test(
    "a service starts on them, tells them, passes over them, and forgets them once they are corrected"
  )
  func told() throws {
    system.stop("registry")
    // Makes a store as version 0.2 left it, which did not check the bounds: a mandate ends in 1812.
    let store = try DatabaseQueue(path: "\(system.home)/data/registry.sqlite")
    let (person, code) = try store.write { database -> (String, String) in
      try database.execute(sql: "DELETE FROM storage_meta WHERE name = 'facts-0.3'")
      let found = try GRDB.Row.fetchOne(
        database, sql: "SELECT person_code, structure_code FROM mandates LIMIT 1")
      let row = try #require(found)
      let (person, code): (String, String) = (row["person_code"], row["structure_code"])
      try database.execute(
        sql: """
          UPDATE mandates SET "to" = '1812-01-01' WHERE person_code = ? AND structure_code = ?
          """, arguments: [person, code])
      return (person, code)
    }
    try store.close()
    try system.start("registry")

    while try registry()?.setAside != 1 {}
    let aside = try system.vigie("feed", "aside", "registry", "--json")
    #expect(aside.output.contains("mandates.csv"))
    #expect(aside.output.contains(person))
    #expect(aside.output.contains("to 1812-01-01"))
    #expect(try registry()?.status == "SERVING")
    let figures = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--from", "2023-01-01")
    #expect(figures.code == 0)

    let path = "\(system.home)/mandates.csv"
    let golden = try String(contentsOfFile: "\(RunningSystem.golden)/mandates.csv", encoding: .utf8)
    let lines = golden.split(separator: "\n").map(String.init)
    let right = lines.dropFirst().filter { $0.hasPrefix("\(person);\(code);") }
    try ([lines[0]] + right).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(try system.vigie("import", path, "--fictitious").code == 0)
    let retried = try system.vigie("feed", "retry", "registry")
    #expect(retried.code == 0)
    #expect(try registry()?.setAside == 0)
  }
}
