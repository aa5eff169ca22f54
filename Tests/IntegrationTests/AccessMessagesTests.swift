import Contracts
import FactKinds
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite(
  "What is denied by a method is denied by the exchange and the feeds", .onWaitingThreads,
  .serialized,
  .timeLimit(.minutes(5)))
struct AccessMessagesTests {
  private static let confided: Set<String> = [
    "vigie.evaluation.v1.answer-recorded", "vigie.evaluation.v1.diagnosis-recorded",
  ]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func types(_ role: Role) async throws -> Set<String> {
    let caller = try await Caller.join(system, as: "\(role.rawValue)-9", role)
    let events = try await AccessTests.messages(of: caller)
    await caller.close()
    return Set(events.map(\.type))
  }

  @Test("the federation is told nothing of people, the auditor no answers; the operator everything")
  func types() async throws {
    let people = Set(FactCatalogue.vigie.messageTypes.filter(\.isAboutPeople).map(\.name))
    let everything = Set(
      FactCatalogue.vigie.messageTypes.map(\.name).filter {
        !$0.contains("exchange") && !$0.contains("withdrawn")
      }
    )
    .subtracting([
      "vigie.registry.v1.movement-recorded", "vigie.training.v1.half-day-recorded",
    ])
    let (pilot, auditor) = (try await types(.operator), try await types(.auditor))
    let federation = try await types(.federation)
    #expect(pilot.isSuperset(of: everything))
    #expect(auditor.isSuperset(of: everything.subtracting(Self.confided)))
    #expect(auditor.isDisjoint(with: Self.confided))
    #expect(federation.isSuperset(of: everything.subtracting(people)))
    #expect(federation.isDisjoint(with: people))
  }

  @Test("feeds and copies of the log, which have everything, are for services and operators")
  func feeds() async throws {
    for role in [Role.auditor, .federation, .partner, .structure] {
      let caller = try await Caller.join(system, as: "\(role.rawValue)-9", role)
      for service in RunningSystem.services {
        let refused = await status {
          try await caller.read(service, ReadFeed(epoch: "", after: 0, follow: false))
        }
        #expect(refused?.details?.reason == "ROLE_NEEDED", "\(role.rawValue) \(service)")
      }
      let copied = await status { try await caller.read("exchange", ExportMessages()) }
      #expect(copied?.details?.reason == "ROLE_NEEDED")
      await caller.close()
    }
  }

  @Test("a key that loses a right gets nothing of what already waits for it, dies or is replayed")
  func waiting() async throws {
    let caller = try await Caller.join(system, as: "reader", .operator)
    let type = "vigie.evaluation.v1.answer-recorded"
    var request = CreateSubscription(name: "w", types: [type])
    request.backoffMilliseconds = 0
    try await caller.call("exchange", request)
    var batch = MessageBatch(messages: [], gap: nil)
    while batch.messages.count < 3 {
      batch = try await caller.call(
        "exchange", PullMessages(subscription: "w", maxMessages: 3, waitMilliseconds: 5000))
      guard batch.messages.count < 3 else { break }
      var back = SettleMessages(subscription: "w")
      back.retry = batch.messages.map { .init(token: $0.token, delayMilliseconds: 0) }
      try await caller.call("exchange", back)
    }
    // Of the three messages one waits again, one is dead, and one is still out.
    var settle = SettleMessages(subscription: "w")
    settle.retry = [.init(token: batch.messages[0].token, delayMilliseconds: 0)]
    settle.terminate = [.init(token: batch.messages[1].token, reason: "x")]
    try await caller.call("exchange", settle)

    try await Caller.change(system, "reader", to: [.auditor], caller) { caller in
      let refused = await status { try await caller.read("exchange", ExportMessages()) }
      return refused?.details?.reason == "ROLE_NEEDED"
    }

    let after = try await caller.call(
      "exchange", PullMessages(subscription: "w", maxMessages: 1000, waitMilliseconds: 500))
    #expect(after.messages.isEmpty)
    let dead = try await caller.call("exchange", ListDeadLetters(subscription: "w"))
    #expect(dead.deadLetters.isEmpty)
    try await caller.call(
      "exchange", ReplayMessages(name: "again", types: [type], start: .init(from: .earliest)))
    let replayed = try await caller.call(
      "exchange", PullMessages(subscription: "again", maxMessages: 10, waitMilliseconds: 500))
    #expect(replayed.messages.isEmpty)
    let told = try await caller.call("exchange", ListSubscriptions()).subscriptions
    #expect(told.map(\.backlog) == [0, 0])
    let schema = await status {
      try await caller.call("exchange", GetSchema(id: MessageType.schema(of: type)))
    }
    #expect(schema?.details?.reason == "SCHEMA_UNKNOWN")
    await caller.close()
  }
}
