import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing

/// The quotas of one key, except for connections (`KeyRotationTests`) and backlog (`ExchangeLogTests`).
@Suite("The exchange's quotas", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ExchangeQuotaTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func limit(_ option: String, to value: Int) throws {
    system.stop("exchange")
    try system.configure("exchange") { $0[option] = value }
    try system.start("exchange")
  }

  private func rows(_ count: Int, code: String = "Q") -> [[String: String]] {
    (0..<count).map { number in
      [
        "campaign": "2024", "structure_code": "S06", "submission_code": "\(code)-\(number)",
        "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
        "base_items_answered": "80",
      ]
    }
  }

  private func check(_ refused: Status?, waitsMilliseconds least: Int) {
    #expect(refused?.code == .resourceExhausted)
    #expect(refused?.details?.reason == "QUOTA")
    #expect((refused?.details?.retryDelayMilliseconds ?? 0) >= least)
  }

  @Test("messages and bytes a second: who has overdrawn waits, and nobody else does")
  func rates() async throws {
    // With one message a second and two at once, 30 rows are 28 too many: 29 s pass until there is one again. With 1,024 bytes
    // a second and 2,048 at once, 300 rows of at least 160 bytes take far more than 20 s.
    for (option, value, count) in [
      ("quotaMessagesPerSecond", 1, 30), ("quotaBytesPerSecond", 1024, 300),
    ] {
      try limit(option, to: value)
      let greedy = try await Partner.join(system, as: "greedy-\(value)", territories: ["69266"])
      let other = try await Partner.join(system, as: "other-\(value)", territories: ["69266"])
      for partner in [greedy, other] {
        _ = try await partner.call(
          CreateSubscription(name: "mine", types: ["vigie.senacs.v1.questionnaire"]))
      }
      _ = try await greedy.submit("submissions.csv", rows(count, code: "\(value)"))

      check(
        await status { try await greedy.submit("submissions.csv", rows(1)) },
        waitsMilliseconds: 5000)
      check(await status { try await greedy.pull("mine") }, waitsMilliseconds: 5000)
      #expect(try await !other.pull("mine", 1, wait: 20_000).messages.isEmpty)
      await greedy.close()
      await other.close()
      try limit(option, to: 1_000_000)
    }
  }

  @Test("submissions that wait: one more is refused until the service has taken some")
  func waiting() async throws {
    try limit("quotaSubmissions", to: 2)
    let partner = try await Partner.join(system, as: "waiting", territories: ["69266"])
    system.stop("senacs")
    for number in 0..<2 {
      _ = try await partner.submit(
        "submissions.csv", rows(1, code: "W\(number)"), key: "w\(number)")
    }

    check(
      await status { try await partner.submit("submissions.csv", rows(1, code: "W2"), key: "w2") },
      waitsMilliseconds: 1)
    // A submission that was handed in before is not one more.
    #expect(
      try await partner.submit("submissions.csv", rows(1, code: "W1"), key: "w1").duplicate)

    try system.start("senacs")
    while await status({
      try await partner.submit("submissions.csv", rows(1, code: "W2"), key: "w2")
    })?.details?.reason == "QUOTA" {}
    await partner.close()
  }
}
