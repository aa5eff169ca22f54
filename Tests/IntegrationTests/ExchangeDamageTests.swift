import Contracts
import Foundation
import TestSupport
import Testing

@Suite("The exchange's log, damaged", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ExchangeDamageTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// Changes the last but one character of a text in the exchange's store.
  private func flip(_ text: String) throws {
    guard system.server == nil else {
      let other = text.dropLast(2) + "7" + text.suffix(1)
      return try system.change("log", "SET envelope = replace(envelope, '\(text)', '\(other)')")
    }
    let path = "\(system.home)/data/exchange.sqlite"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let place = try #require(bytes.range(of: Data(text.utf8)))
    bytes[place.upperBound - 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  @Test("a message whose place among who may see it was changed is shown to nobody")
  func flippedScope() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    for reader in [partner, auditor] {
      _ = try await reader.call(
        CreateSubscription(name: "s", types: ["vigie.senacs.v1.questionnaire"]))
    }
    var backlog = 0
    while backlog < 30 {
      backlog = try await auditor.call(ListSubscriptions()).subscriptions[0].backlog
    }
    system.stop("exchange")
    // S07 lies in Bron (69029) and has two answers. One of them is moved to Villeurbanne, where S06 has two.
    let first =
      "(SELECT MIN(sequence) FROM \(system.server == nil ? "" : "exchange.")log"
      + " WHERE subject = 'S07' AND type LIKE '%questionnaire%')"
    try system.change(
      "log_scopes", "SET scope = '69266' WHERE scope = '69029' AND sequence = \(first)")
    try system.start("exchange")

    // The operator hears of the damage even if nobody reads the message.
    var told = ""
    while !told.contains("of the log is damaged") {
      told = try system.vigie("status", "--format", "json").output
    }
    #expect(try await partner.take("s", 2).allSatisfy { $0.subject == "S06" })
    #expect(try await auditor.take("s", 29).count == 29)
    for reader in [partner, auditor] {
      #expect(try await reader.pull("s").messages.isEmpty)
      let dead = try await reader.call(ListDeadLetters(subscription: "s")).deadLetters
      #expect(dead.map(\.reason) == ["CORRUPT"] && dead.first?.event == nil)
      await reader.close()
    }
  }

  @Test("a flipped byte is reported as a dead letter, never delivered")
  func flippedByte() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "c", types: ["vigie.senacs.v1.questionnaire"]))
    // The exchange is stopped only when all messages are in its log.
    var backlog = 0
    while backlog < 30 {
      backlog = try await partner.call(ListSubscriptions()).subscriptions[0].backlog
    }
    system.stop("exchange")
    try flip("\"submission_code\":\"SUB24-06\"")
    try system.start("exchange")

    let rest = try await partner.take("c", 29)

    #expect(!rest.contains { ($0.data["submission_code"] as? String ?? "") == "SUB24-06" })
    let dead = try await partner.call(ListDeadLetters(subscription: "c")).deadLetters
    #expect(dead.map(\.reason) == ["CORRUPT"] && dead.first?.event == nil)
    await partner.close()
  }
}
