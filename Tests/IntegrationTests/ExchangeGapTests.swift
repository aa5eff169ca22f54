import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite("Gaps and leases of the exchange", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ExchangeGapTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// Makes retention delete all messages but the last three, and returns the auditor that watched it.
  private func delete() async throws -> Partner {
    system.stop("exchange")
    try system.configure("exchange") { $0["retentionMessages"] = 3 }
    try system.start("exchange")
    let watcher = try await Partner.join(system, as: "auditor-2", role: "auditor")
    var statistics = try await watcher.call(GetExchangeStatistics())
    while statistics.lastSequence - statistics.firstSequence >= 3 {
      statistics = try await watcher.call(GetExchangeStatistics())
    }
    return watcher
  }

  /// Makes a subscription to all messages, and waits until the exchange has read every feed to its end.
  private func everything(_ name: String, by partner: Partner) async throws {
    _ = try await partner.call(CreateSubscription(name: name))
    struct Row: Decodable {
      let service: String
      let feedLag: Int?
    }
    var lag: Int?
    while lag != 0 {
      let told = try system.vigie("status", "--format", "json")
      lag = try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
        .first { $0.service == "exchange" }?.feedLag
    }
  }

  @Test("a gap is told with every batch until its token is acknowledged, also after a restart")
  func token() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    try await everything("g", by: partner)
    let watcher = try await delete()

    let first = try #require(try await partner.pull("g", 1).gap)
    // As if the reply had been lost: nothing of it was acknowledged.
    let second = try await partner.pull("g", 1)
    #expect(second.gap == first)
    system.stop("exchange", by: SIGKILL)
    try system.start("exchange")
    let third = try await partner.pull("g", 1)
    #expect(third.gap == first)
    #expect(try await partner.call(ListSubscriptions()).subscriptions[0].gaps == [first])
    let settled = try await partner.call(
      SettleMessages(subscription: "g", acknowledge: [try #require(first.token)]))
    #expect(settled == .init(settled: 1, stale: []))
    #expect(try await partner.pull("g", 1).gap == nil)
    #expect(try await partner.call(ListSubscriptions()).subscriptions[0].gaps == nil)
    #expect(try await partner.call(ListSubscriptions()).subscriptions[0].acknowledged == 0)
    let again = try await partner.call(
      SettleMessages(subscription: "g", acknowledge: [try #require(first.token)]))
    #expect(again.stale == [first.token])
    #expect(!first.refetch.contains("vigie.feed"))
    await partner.close()
    await watcher.close()
  }

  @Test(
    "an answer to a message that came with a gap settles the gap: clients of version 0.2 know no token"
  )
  func answer() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    try await everything("g", by: partner)
    let watcher = try await delete()

    let batch = try await partner.pull("g", 2)
    #expect(batch.gap != nil && batch.messages.count == 2)
    _ = try await partner.call(
      SettleMessages(subscription: "g", acknowledge: [batch.messages[0].token]))

    #expect(try await partner.pull("g").gap == nil)
    await partner.close()
    await watcher.close()
  }

  @Test(
    "who never answers for a gap is told ten times, and then goes on without it; it stays listed")
  func never() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    try await everything("g", by: partner)
    let watcher = try await delete()

    for _ in 1...10 { #expect(try await partner.pull("g", 1).gap != nil) }

    #expect(try await partner.pull("g", 1).gap == nil)
    #expect(try await partner.call(ListSubscriptions()).subscriptions[0].gaps?.count == 1)
    await partner.close()
    await watcher.close()
  }

  @Test("what a cancelled stream had out comes to the next reader at once")
  func cancelled() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    var request = CreateSubscription(name: "c", types: ["vigie.senacs.v1.questionnaire"])
    request.leaseMilliseconds = 43_200_000
    _ = try await partner.call(request)
    var first: [Int] = []
    for try await batch in try partner.client.stream(
      FollowMessages(subscription: "c", maxInFlight: 5),
      options: CallOptions(timeout: .seconds(60)))
    where !batch.messages.isEmpty {
      first = batch.messages.map(\.sequence)
      break
    }

    let again = try await partner.pull("c", 5, wait: 20_000).messages
    // The server may notice the stream's end a little after this first pull.
    var found = Set(again.map(\.sequence))
    while !found.isSuperset(of: first) {
      let more = try await partner.pull("c", 1000, wait: 5000).messages
      try #require(!more.isEmpty, "\(first) of \(found)")
      found.formUnion(more.map(\.sequence))
    }
    await partner.close()
  }

  @Test("maxInFlight bounds one stream, whatever another one of the subscription has out")
  func inFlight() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "f", types: ["vigie.senacs.v1.questionnaire"]))
    let follow = FollowMessages(subscription: "f", maxInFlight: 4)
    let options = CallOptions(timeout: .seconds(60))
    var found: Set<Int> = []
    let first = try partner.client.stream(follow, options: options).makeAsyncIterator()
    while found.count < 4, let batch = try await first.next() {
      found.formUnion(batch.messages.map(\.sequence))
    }
    let second = try partner.client.stream(follow, options: options).makeAsyncIterator()
    while found.count < 8, let batch = try await second.next() {
      found.formUnion(batch.messages.map(\.sequence))
    }
    // Both streams are open, and each has four messages out.
    #expect(found.count == 8)
    #expect(try await partner.call(ListSubscriptions()).subscriptions[0].inFlight == 8)
    withExtendedLifetime((first, second)) {}
    await partner.close()
  }

  @Test("a batch keeps to maxBytes, as the events stand in the reply; one message always comes")
  func bytes() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "b", types: ["vigie.senacs.v1.questionnaire"]))
    func size(_ batch: MessageBatch) -> Int {
      batch.messages.reduce(0) { sum, message in
        sum + message.event.utf8.reduce(0) { $0 + ($1 == 34 || $1 == 92 ? 2 : 1) }
      }
    }
    let one = try await partner.call(
      PullMessages(subscription: "b", maxMessages: 10, maxBytes: 1, waitMilliseconds: 20_000))
    #expect(one.messages.count == 1)
    let most = size(one) * 5 / 2
    let some = try await partner.call(
      PullMessages(
        subscription: "b", maxMessages: 100, maxBytes: Bounded(clamping: most),
        waitMilliseconds: 20_000))
    #expect((1...2).contains(some.messages.count) && size(some) <= most, "\(size(some)) of \(most)")
    await partner.close()
  }

  @Test("numbers that an older store holds end nothing: they count as the end of their range")
  func stored() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "n", types: ["vigie.senacs.v1.questionnaire"]))
    var backlog = 0
    while backlog < 30 {
      backlog = try await partner.call(ListSubscriptions()).subscriptions[0].backlog
    }
    system.stop("exchange")
    try system.change(
      "subscriptions",
      """
      SET lease = 9223372036854775807, max_attempts = 9223372036854775807,
      backoff = 9223372036854775807, time_to_live = 9223372036854775807, rate = 9223372036854775807,
      rate_at = -9223372036854775807
      """)
    try system.start("exchange")

    let batch = try await partner.pull("n", 2, wait: 20_000)
    #expect(batch.messages.count == 2)
    system.stop("exchange")
    try system.change("subscriptions", "SET delay = 9223372036854775807")
    try system.change("deliveries", "SET attempt = 9223372036854775807")
    try system.start("exchange")
    _ = try await partner.pull("n", 2)
    _ = try await partner.call(ListSubscriptions())
    #expect(system.isRunning("exchange"))
    await partner.close()
  }
}
