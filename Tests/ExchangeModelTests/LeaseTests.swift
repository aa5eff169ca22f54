import Contracts
import ExchangeDomain
import Foundation
import Storage
import Testing
import Values

@testable import vigie_exchange

@Suite("Leases of several processes on one store")
struct LeaseTests {
  private let path = FileManager.default.temporaryDirectory
    .appending(path: "\(UUID().uuidString).sqlite").path

  /// Returns a store with six messages and a subscription.
  private func store() async throws -> Database {
    let database = try Database(path: path, migrations: ExchangeMigrations.all)
    let drafts = (1...6).map { number in
      LogDraft(
        id: "e-\(number)", source: "senacs", type: "vigie.senacs.v1.questionnaire-submitted",
        subject: nil, territories: [], scopes: ["all"], recordedAt: .now, data: "{}")
    }
    let terms = SubscriptionTerms(
      types: [], territories: [], urgentTypes: [], isOrdered: false,
      rules: DeliveryRules(
        lease: 43_200_000, maxAttempts: 10, backoff: 1000, delay: 0, timeToLive: nil))
    try await database.write { transaction in
      try ExchangeStore.append(drafts, in: transaction)
      try ExchangeStore.add(terms, named: "s", of: "p", after: 0, in: transaction)
    }
    return database
  }

  private static func subscription(in transaction: ReadTransaction) throws -> Subscription {
    let found = try ExchangeStore.subscription("s", of: "p", in: transaction)
    return try #require(found)
  }

  private func pull(
    _ count: Int, by holder: Holder, in database: Database
  ) async throws -> [DeliveredMessage] {
    try await database.write { transaction in
      let found = try Self.subscription(in: transaction)
      var pull = Pull(
        subscription: found, sight: Visibility.Sight(["all"]), maxUnsettled: 100,
        left: (count, 1 << 20), holder: holder, transaction: transaction)
      return try pull.run().messages
    }
  }

  private func remove() {
    for suffix in ["", "-wal", "-shm", ".lock"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  @Test("a process that stops gives its own leases back, and leaves the others'")
  func replicas() async throws {
    defer { remove() }
    let database = try await store()
    let mine = try await pull(2, by: .next(in: "one"), in: database)
    let theirs = try await pull(2, by: .next(in: "two"), in: database)

    try await database.write { try ExchangeStore.releaseLeases(of: "one", in: $0) }

    let reply = try await database.write { transaction in
      let found = try Self.subscription(in: transaction)
      let request = SettleMessages(
        subscription: "s", acknowledge: (mine + theirs).map(\.token))
      return try ExchangeStore.settle(request, of: found, in: transaction).reply
    }
    #expect(reply.stale == mine.map(\.token) && reply.settled == 2)
    let again = try await pull(2, by: .next(in: "two"), in: database)
    #expect(again.map(\.sequence) == mine.map(\.sequence))
    #expect(again.allSatisfy { $0.attempt == 1 })
  }

  @Test("a call that ends gives its own leases back, each counted as a delivery")
  func calls() async throws {
    defer { remove() }
    let database = try await store()
    let (first, second) = (Holder.next(in: "one"), Holder.next(in: "one"))
    let ended = try await pull(2, by: first, in: database)
    _ = try await pull(2, by: second, in: database)

    try await database.write { transaction in
      let found = try Self.subscription(in: transaction)
      try ExchangeStore.giveBack(held: first, of: found, in: transaction)
    }

    let out = try await database.read { transaction in
      try [first, second].map {
        try ExchangeStore.inFlight(of: 1, held: $0, now: database.now, in: transaction)
      }
    }
    #expect(out == [0, 2])
    let again = try await pull(2, by: second, in: database)
    #expect(again.map(\.sequence) == ended.map(\.sequence))
    #expect(again.allSatisfy { $0.attempt == 2 })
  }
}
