import Contracts
import ExchangeDomain
import Foundation
import Storage
import Synchronization
import Testing
import Values

@testable import vigie_exchange

/// Compares the exchange's store with the model, step by step, on a real file: thousands of random steps for each of many
/// seeds. `VIGIE_MODEL_SEEDS` and `VIGIE_MODEL_STEPS` make the run longer.
@Suite("The exchange's queues do what the model says")
struct ExchangeModelTests {
  private static func number(_ name: String, default value: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? value
  }

  @Test(
    "publish, lease, acknowledge, retry, terminate, extend, expire, restart, repeat, requeue, purge",
    arguments: 1...number("VIGIE_MODEL_SEEDS", default: 24))
  func model(seed: UInt64) async throws {
    var trial = try await Trial(seed: seed)
    defer { trial.remove() }
    for step in 1...Self.number("VIGIE_MODEL_STEPS", default: 400) {
      let action = try await trial.step()
      guard try await trial.agrees() else {
        Issue.record("seed \(seed), step \(step), \(action): \(try await trial.difference())")
        return
      }
    }
    // If a kind of step was never taken, the trial has shown nothing about it.
    #expect(trial.taken.count == Trial.Action.allCases.count, "\(trial.taken)")
  }
}

/// One subscription of an exchange, beside its model.
private struct Trial {
  enum Action: CaseIterable {
    case publish, pull, acknowledge, acknowledgeThrough, retry, terminate, extend, expire, restart,
      kill, again, requeue, purge
  }

  /// A linear congruential generator (Knuth, MMIX), so that a seed gives the same steps everywhere.
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 32) | (state << 32)
    }
  }

  private static let scope = "all"
  private(set) var taken: Set<Action> = []
  private let path: String
  private let clock: Clock
  private var random: Random
  private var model: QueueModel
  /// The exchange's store; nil while the exchange is down.
  private var store: Database?
  private var sequence = 0
  private var published: [LogDraft] = []
  /// The tokens of all deliveries so far.
  private var tokens: [String] = []

  /// A clock that moves when it is told to.
  private final class Clock: Sendable {
    private let microseconds = Mutex<Int64>(1_700_000_000_000_000)
    var now: Int64 { microseconds.withLock { $0 } }
    func advance(_ time: Int64) { microseconds.withLock { $0 += time } }
  }

  init(seed: UInt64) async throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sqlite").path
    clock = Clock()
    random = Random(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let rules = QueueModel.Rules(
      isOrdered: Bool.random(using: &random), lease: 30_000_000,
      maxAttempts: Int.random(in: 1...4, using: &random),
      backoff: [0, 1_000_000, 7_000_000].randomElement(using: &random) ?? 0,
      delay: [0, 0, 5_000_000].randomElement(using: &random) ?? 0)
    model = QueueModel(rules: rules)
    store = try Self.open(path, clock)
    let terms = SubscriptionTerms(
      types: [], territories: [], urgentTypes: [], isOrdered: rules.isOrdered,
      rules: DeliveryRules(
        lease: Int(rules.lease / 1000), maxAttempts: rules.maxAttempts,
        backoff: Int(rules.backoff / 1000), delay: Int(rules.delay / 1000), timeToLive: nil))
    try await write { try ExchangeStore.add(terms, named: "s", of: "p", after: 0, in: $0) }
  }

  private var database: Database { get throws { try #require(store) } }

  private static func open(_ path: String, _ clock: Clock) throws -> Database {
    try Database(
      path: path, migrations: ExchangeMigrations.all, clock: { Instant(microseconds: clock.now) })
  }

  func remove() {
    for suffix in ["", "-wal", "-shm", ".lock"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  private func write<T: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> T
  ) async throws -> T {
    // Each change gets an instant of its own, which the model knows.
    clock.advance(1000)
    return try await self.database.write(body)
  }

  private func subscription() async throws -> Subscription {
    try await self.database.read {
      try #require(try ExchangeStore.subscription("s", of: "p", in: $0))
    }
  }

  // MARK: Steps

  mutating func step() async throws -> Action {
    let weighted: [(Action, Int)] = [
      (.publish, 20), (.pull, 25), (.acknowledge, 20), (.acknowledgeThrough, 4), (.retry, 8),
      (.terminate, 3), (.extend, 4), (.expire, 6), (.restart, 3), (.kill, 3), (.again, 3),
      (.requeue, 2), (.purge, 3),
    ]
    var pick = Int.random(in: 0..<weighted.reduce(0) { $0 + $1.1 }, using: &random)
    let action = weighted.first { entry in
      pick -= entry.1
      return pick < 0
    }?.0
    let chosen = action ?? .pull
    taken.insert(chosen)
    switch chosen {
    case .publish: try await publish()
    case .pull: try await pull()
    case .expire: clock.advance(Int64.random(in: 0...45_000_000, using: &random))
    case .restart, .kill: try await restart(inOrder: chosen == .restart)
    case .again: try await publishAgain()
    case .requeue, .purge: try await settleDead(chosen == .requeue ? .requeue : .purge)
    default: try await settle(chosen)
    }
    return chosen
  }

  private mutating func publish() async throws {
    let drafts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      sequence += 1
      let subject = ["S01", "S02", "S03", ""].randomElement(using: &random) ?? ""
      return LogDraft(
        id: "e-\(sequence)", source: "senacs", type: "vigie.senacs.v1.questionnaire-submitted",
        subject: subject.isEmpty ? nil : subject, territories: [], scopes: [Self.scope],
        recordedAt: Instant(microseconds: clock.now), data: "{\"n\":\"\(sequence)\"}")
    }
    try await write { try ExchangeStore.append(drafts, in: $0) }
    for (draft, number) in zip(drafts, (sequence - drafts.count + 1)...) {
      model.publish(number, draft.subject ?? "", at: clock.now)
    }
    published += drafts
  }

  /// Publishes messages again that the log has already: none may be added.
  private mutating func publishAgain() async throws {
    let drafts = published.shuffled(using: &random).prefix(3)
    let added = try await write { try ExchangeStore.add(Array(drafts), in: $0) }
    #expect(added == 0)
  }

  private mutating func pull() async throws {
    let most = Int.random(in: 1...8, using: &random)
    let subscription = try await subscription()
    let batch = try await write { transaction in
      var pull = Pull(
        subscription: subscription, sight: Visibility.Sight([Self.scope]), maxUnsettled: 20_000,
        left: (most, 1 << 20), transaction: transaction)
      return try pull.run()
    }
    let wanted = model.pull(most, at: clock.now)
    #expect(batch.gap == nil)
    #expect(batch.messages.map(\.sequence) == wanted.map(\.sequence))
    #expect(batch.messages.map(\.attempt) == wanted.map(\.attempt))
    for message in batch.messages {
      #expect(message.event.contains("\"data\":{\"n\":\"\(message.sequence)\"}"))
      model.name(message.sequence, message.token)
      tokens.append(message.token)
    }
  }

  private mutating func settle(_ action: Action) async throws {
    // Picks the token of any delivery so far, mostly a recent one, so that late and repeated answers occur as well.
    guard
      let token = tokens.suffix(Bool.random(using: &random) ? 12 : .max).randomElement(
        using: &random)
    else { return }
    var request = SettleMessages(subscription: "s")
    let holds: Bool
    let now = clock.now + 1000
    switch action {
    case .acknowledgeThrough where model.rules.isOrdered:
      request.acknowledgeThrough = token
      holds = model.acknowledgeThrough(token)
    case .retry:
      let pause = Bool.random(using: &random) ? nil : Int.random(in: 0...20_000, using: &random)
      request.retry = [.init(token: token, delayMilliseconds: pause.map { Bounded(clamping: $0) })]
      holds = model.retry(token, after: pause.map { Int64($0) * 1000 }, at: now)
    case .terminate:
      request.terminate = [.init(token: token, reason: "unwanted")]
      holds = model.terminate(token, "unwanted")
    case .extend:
      request.extend = [.init(token: token, milliseconds: 60_000)]
      holds = model.extend(token, by: 60_000_000, at: now)
    default:
      request.acknowledge = [token]
      holds = model.acknowledge(token)
    }
    let subscription = try await subscription()
    let reply = try await write { [request] in
      try ExchangeStore.settle(request, of: subscription, in: $0).reply
    }
    #expect(reply == .init(settled: holds ? 1 : 0, stale: holds ? [] : [token]))
  }

  private mutating func settleDead(_ action: DeadLetterAction) async throws {
    let number = try await subscription().number
    let request = SettleDeadLetters(subscription: "s", action: action)
    let count = try await write { try ExchangeStore.settleDead(request, of: number, in: $0) }
    #expect(count == (action == .purge ? model.purgeDead() : model.requeueDead()))
  }

  /// Closes the file and opens it again; a stop in order gives back the leases first.
  private mutating func restart(inOrder: Bool) async throws {
    if inOrder {
      try await write { try ExchangeStore.releaseLeases(in: $0) }
      model.release()
    }
    store = nil
    // The writer's thread may still hold the file for a moment.
    for _ in 1...100_000 where store == nil {
      store = try? Self.open(path, clock)
      if store == nil { await Task.yield() }
    }
  }

  // MARK: Comparison

  private func found() async throws -> [String] {
    try await self.database.read { transaction in
      let last = try ExchangeStore.lastSequence(in: transaction)
      let subscription = try #require(
        try ExchangeStore.subscription("s", of: "p", in: transaction))
      let rows = try transaction.rows(
        "SELECT * FROM deliveries WHERE subscription = $1 ORDER BY sequence",
        [.integer(subscription.number)]
      ).map { row in
        let state = row.text("state")
        let detail =
          switch state {
          case "leased": "\(row.text("token")) \(row.integer("leased_at")) \(row.integer("due_at"))"
          case "dead": row.text("reason")
          default: "\(row.integer("due_at"))"
          }
        return "\(row.integer("sequence")) \(state) \(row.integer("attempt")) \(detail)"
      }
      // Messages beyond `reached` are not compared: they have no delivery yet.
      return rows + [
        "counts \(subscription.acknowledged) \(subscription.redelivered) \(subscription.stale)",
        "log \(last) \(subscription.reached)",
      ]
    }
  }

  private func wanted(reached: Int) -> [String] {
    model.messages.filter { $0.sequence <= reached }.map { message in
      switch message.state {
      case .waiting(let due): "\(message.sequence) waiting \(message.attempt) \(due)"
      case .out(let token, let since, let until):
        "\(message.sequence) leased \(message.attempt) \(token) \(since) \(until)"
      case .dead(let reason): "\(message.sequence) dead \(message.attempt) \(reason)"
      }
    } + [
      "counts \(model.acknowledged) \(model.redelivered) \(model.stale)",
      "log \(sequence) \(reached)",
    ]
  }

  func agrees() async throws -> Bool {
    let reached = try await subscription().reached
    return try await found() == wanted(reached: reached)
  }

  func difference() async throws -> String {
    let reached = try await subscription().reached
    let (found, wanted) = (try await found(), wanted(reached: reached))
    return zip(found, wanted).first { $0 != $1 }.map { "found \($0), wanted \($1)" }
      ?? "found \(found.count) lines, wanted \(wanted.count)"
  }
}
