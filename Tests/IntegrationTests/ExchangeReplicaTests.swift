import Contracts
import Foundation
import TestSupport
import Testing
import Values

@Suite(
  "Two processes of the exchange on one database", .onWaitingThreads,
  .enabled(if: TestServer.isWanted, "VIGIE_TEST_DATABASE_URL names no PostgreSQL server"),
  .timeLimit(.minutes(5)))
struct ExchangeReplicaTests {
  @Test("each event is kept once, and one process goes on when the other is killed")
  func once() async throws {
    let system = try RunningSystem()
    let server = try #require(system.server)
    let replica = try system.startReplica(of: "exchange")
    try system.load()
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(CreateSubscription(name: "all", types: ["vigie.senacs."]))
    func rows(_ file: String) throws -> Int {
      try String(contentsOfFile: "\(RunningSystem.golden)/\(file)", encoding: .utf8)
        .split(whereSeparator: \.isNewline).count - 1
    }
    let count = try rows("campaigns.csv") + rows("submissions.csv")

    let events = try await partner.take("all", count)
    // S06 is in Villeurbanne.
    let town = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let receipt = try await town.submit(
      "submissions.csv",
      [
        [
          "campaign": "2024", "structure_code": "S06", "submission_code": "REPLICAS-1",
          "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
          "base_items_answered": "80",
        ]
      ])
    // The log must get the service's own event about the row, and the outcome, once each.
    let more = try await partner.take("all", 1)
    let state = GetSubmission(submission: SequenceNumber(clamping: receipt.submission))
    while try await town.call(state).state == "pending" { await Task.yield() }

    #expect(Set((events + more).map(\.id)).count == count + 1)
    let logged = "SELECT COUNT(*) - COUNT(DISTINCT id) FROM exchange.log"
    #expect(try server.run(logged) == "0\n")
    let outcomes = "SELECT COUNT(*) FROM exchange.log WHERE type LIKE 'vigie.exchange.v1.%'"
    #expect(try server.run(outcomes) == "1\n")
    let gaps = "SELECT MAX(sequence) - COUNT(*) FROM exchange.log"
    #expect(try server.run(gaps) == "0\n")

    #expect(system.isRunning(replica))
    system.stop(replica, by: SIGKILL)
    #expect(try await partner.pull("all").messages.isEmpty)
    await partner.close()
    await town.close()
  }
}
