import Foundation
import Synchronization
import Testing
import Values

@testable import Storage

/// A store in a folder of its own, removed afterwards.
final class TemporaryStore: Sendable {
  static let facts = HistoryTable("facts", key: ["code"], values: ["value"])
  static let migrations = [Migration("facts-1", facts.creation)]

  let folder = FileManager.default.temporaryDirectory
    .appending(path: "vigie-store-\(UUID().uuidString)")
  let now = Mutex(Instant("2026-01-01T12:00:00Z")!)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.appending(path: "store.sqlite").path }

  func open(_ migrations: [Migration] = migrations) throws -> Database {
    try Database(path: path, migrations: migrations, clock: { [self] in now.withLock { $0 } })
  }

  static func put(_ code: String, _ value: String, in transaction: WriteTransaction) throws
    -> HistoryTable.Change
  {
    try facts.put(
      { $0 == "code" ? code : value }, cause: "test", in: transaction)
  }
}

@Suite("The store")
struct DatabaseTests {
  @Test("a clock set back does not turn recording instants back, also after a restart")
  func clock() async throws {
    let store = try TemporaryStore()
    var instants: [Instant] = []
    do {
      let database = try store.open()
      instants.append(try await database.write(\.recordedAt))
      store.now.withLock { $0 = Instant("2020-01-01T00:00:00Z")! }
      instants.append(try await database.write(\.recordedAt))
    }
    let again = try store.open()
    instants.append(try await again.write(\.recordedAt))

    #expect(instants == instants.sorted() && Set(instants).count == 3)
  }

  @Test("the store is refused to a second opener and to an older program")
  func refusals() throws {
    let store = try TemporaryStore()
    do {
      let database = try store.open()
      #expect(throws: StorageError.inUse(path: store.path)) { _ = try store.open() }
      _ = database
    }
    do {
      _ = try store.open(TemporaryStore.migrations + [Migration("facts-2", ["SELECT 1"])])
    }
    #expect(throws: StorageError.newer(path: store.path, migration: "facts-2")) {
      _ = try store.open()
    }
  }

  @Test("a write that fails takes nothing with it but itself")
  func savepoints() async throws {
    struct Refused: Error {}
    let store = try TemporaryStore()
    let database = try store.open()
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask {
          do {
            try await database.write { transaction in
              _ = try TemporaryStore.put("\(index)", "x", in: transaction)
              try transaction.publish(topic: "t", payload: "\(index)")
              if index % 8 == 0 { throw Refused() }
            }
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }

    let feed = try await database.read { try $0.feed(after: 0, limit: 100) }
    let rows = try await database.read { try $0.rows("SELECT code FROM facts").count }

    #expect(outcomes == 56 && rows == 56)
    // Gapless: eight of 64 were taken back, and left no hole.
    #expect(feed.map(\.sequence) == Array(1...56))
    #expect(database.commits < 64)
  }

  @Test("what was known on a past day never changes, whatever is corrected later")
  func knownOn() async throws {
    let store = try TemporaryStore()
    let database = try store.open()
    var generator = SystemRandomNumberGenerator()
    var snapshots: [(Instant, [String: String])] = []
    var current: [String: String] = [:]
    for step in 0..<60 {
      store.now.withLock { $0 = $0.adding(microseconds: 3_600_000_000) }
      let code = "c\(Int.random(in: 0..<6, using: &generator))"
      let value = "v\(Int.random(in: 0..<3, using: &generator))"
      let change = try await database.write { try TemporaryStore.put(code, value, in: $0) }
      let wanted: HistoryTable.Change =
        current[code] == nil ? .added : current[code] == value ? .unchanged : .corrected
      #expect(change == wanted, "step \(step)")
      current[code] = value
      snapshots.append((store.now.withLock { $0.adding(microseconds: 1_000_000) }, current))
    }

    for (instant, right) in snapshots {
      let known = try await database.read { transaction in
        var known: [String: String] = [:]
        try TemporaryStore.facts.forEach(knownBefore: instant, in: transaction) { row in
          known[row.text("code")] = row.text("value")
        }
        return known
      }
      #expect(known == right)
    }
  }

  @Test("an idempotency key gives the same reply, or says that it was used for another request")
  func idempotency() async throws {
    let store = try TemporaryStore()
    let key = IdempotencyKey(principal: "p", method: "m", key: "k")
    do {
      let database = try store.open()
      try await database.write { try $0.remember(key, digest: "d", reply: [1, 2]) }
    }
    let again = try store.open()
    #expect(
      try await again.read { try $0.idempotentCall(key, digest: "d") } == .answered([1, 2]))
    #expect(try await again.read { try $0.idempotentCall(key, digest: "e") } == .conflict)
  }

  @Test("what was acknowledged is in the files as they are on the disk")
  func acknowledged() async throws {
    let store = try TemporaryStore()
    let database = try store.open()
    try await database.write { _ = try TemporaryStore.put("a", "1", in: $0) }
    // The files are copied while the store is open, as a killed process would leave them.
    let copy = try TemporaryStore()
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: store.path + suffix, toPath: copy.path + suffix)
    }
    let after = try copy.open()
    #expect(try await after.read { try $0.rows("SELECT value FROM facts").count } == 1)
  }
}
