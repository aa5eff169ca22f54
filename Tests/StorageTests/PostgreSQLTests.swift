import Foundation
import Synchronization
import Testing
import Values

@testable import Storage

/// Notes what the test of a crash has seen.
private final class CrashLog: Sendable {
  let acknowledged = Mutex<Set<String>>([])
  let isDown = Mutex(false)
}

@Suite(
  "The store on a PostgreSQL server",
  .enabled(if: Cluster.isInstalled, "PostgreSQL is not installed (package postgresql-15)"),
  .timeLimit(.minutes(5)))
struct PostgreSQLTests {
  /// Opens a connection beside the store's own.
  private func connection(_ store: TemporaryStore) throws -> PostgreSQLConnection {
    try PostgreSQLConnection(
      PostgreSQLAddress(try #require(store.cluster).url, schema: store.schema))
  }

  @Test("replicas that write at once leave no gap, no instant twice, and lose nothing")
  func replicas() async throws {
    let store = try await TemporaryStore(.postgreSQL)
    // All open the store at the same time, as replicas of a new service do.
    let replicas = try await withThrowingTaskGroup { group in
      for _ in 0..<3 { group.addTask { try store.open() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    try await withThrowingTaskGroup { group in
      for (number, replica) in replicas.enumerated() {
        for index in 0..<100 {
          group.addTask {
            try await replica.write { transaction in
              _ = try TemporaryStore.put("shared", "\(number)-\(index)", in: transaction)
              try transaction.publish(topic: "t", payload: "\(number)-\(index)")
            }
          }
        }
      }
      try await group.waitForAll()
    }

    for replica in replicas {
      let feed = try await replica.read { try $0.feed(after: 0, limit: 1000) }
      #expect(feed.map(\.sequence) == Array(1...300))
      #expect(Set(feed.map(\.payload)).count == 300)
      #expect(zip(feed, feed.dropFirst()).allSatisfy { $0.recordedAt < $1.recordedAt })
      let versions = try await replica.read {
        try $0.rows("SELECT value FROM facts ORDER BY version").map { $0.text("value") }
      }
      #expect(versions == feed.map(\.payload))
    }
  }

  @Test("a replica is told of the other's commits")
  func told() async throws {
    let store = try await TemporaryStore(.postgreSQL)
    let (one, other) = (try store.open(), try store.open())
    for sequence in 1...5 {
      let positions = other.positions()
      let start = ContinuousClock.now
      let made = try await one.write { try $0.publish(topic: "t", payload: "p") }
      for await position in positions where position == made { break }
      #expect(made.sequence == sequence)
      // If the hint of a commit is lost, the wait takes a second; the rest of the bound is for slow machines.
      #expect(ContinuousClock.now - start < .seconds(10))
    }
  }

  @Test("a connection that is cut takes its group with it, and the next one heals")
  func cut() async throws {
    let store = try await TemporaryStore(.postgreSQL)
    let database = try store.open()
    let cut = await #expect(throws: StorageError.self) {
      try await database.write { transaction in
        _ = try TemporaryStore.put("lost", "1", in: transaction)
        _ = try transaction.row("SELECT pg_terminate_backend(pg_backend_pid()) AS done")
      }
    }
    guard case .unavailable = cut else { throw try #require(cut) }

    try await database.write { _ = try TemporaryStore.put("kept", "1", in: $0) }
    // The connections of readers and of the idle writer are cut between two calls, which no caller notices.
    _ = try connection(store).all(
      """
      SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity
      WHERE application_name = $1 AND pid <> pg_backend_pid()
      """, [.text("vigie-\(store.schema)")])
    try await database.write { _ = try TemporaryStore.put("again", "1", in: $0) }
    let codes = try await database.read {
      try $0.rows("SELECT code FROM facts ORDER BY code").map { $0.text("code") }
    }
    #expect(codes == ["again", "kept"])
  }

  @Test("a connection lost during the commit is told as such")
  func unknown() async throws {
    let store = try await TemporaryStore(.postgreSQL)
    let database = try store.open()
    // The trigger cuts the connection during the commit itself.
    try connection(store).command(
      """
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON facts DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION cut()
      """)
    await #expect(throws: StorageError.outcomeUnknown) {
      try await database.write { _ = try TemporaryStore.put("a", "1", in: $0) }
    }
    _ = try await database.write { try $0.publish(topic: "t", payload: "healed") }
  }

  @Test("a job that goes on after an error of its SQL fails alone")
  func swallowed() async throws {
    let database = try await TemporaryStore(.postgreSQL).open()
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<20 {
        group.addTask {
          do {
            try await database.write { transaction in
              _ = try TemporaryStore.put("\(index)", "x", in: transaction)
              if index == 7 { _ = try? transaction.execute("NO SQL") }
            }
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    let rows = try await database.read { try $0.rows("SELECT code FROM facts").count }
    #expect(outcomes == 19 && rows == 19)
  }

  @Test("no more statements stay prepared than the bound")
  func prepared() async throws {
    let connection = try connection(try await TemporaryStore(.postgreSQL))
    for number in 0..<(PostgreSQLConnection.maxStatements + 50) {
      let row = try connection.first("SELECT \(number) AS n, $1 AS t", [.text("x")])
      #expect(row?.integer("n") == number)
    }
    let held = try connection.first("SELECT COUNT(*) AS n FROM pg_prepared_statements", [])
    #expect(held?.integer("n") == PostgreSQLConnection.maxStatements)
  }

  @Test("a server that cannot be reached is said without the password")
  func secrets() throws {
    let error = #expect(throws: StorageError.self) {
      _ = try Database(
        url: "postgresql://me:s3cret@127.0.0.1:1/x", schema: "registry", migrations: [])
    }
    let text = "\(try #require(error))"
    #expect(text.contains("postgresql://127.0.0.1:1/x") && !text.contains("s3cret"))
    let broken = #expect(throws: StorageError.self) {
      _ = try Database(url: "postgresql://me:s3cret%zz@h/x", schema: "registry", migrations: [])
    }
    #expect(!"\(try #require(broken))".contains("s3cret"))
  }

  @Test("what was acknowledged survives a crash of the server, and the store heals")
  func crash() async throws {
    let cluster = try await Cluster.start()
    let store = try await TemporaryStore(.postgreSQL, cluster: cluster)
    let database = try store.open()
    let log = CrashLog()
    try await withThrowingTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          var index = 0
          // Each writer goes on until it has written something after the crash.
          while true {
            let code = "\(writer)-\(index)"
            let wasDown = log.isDown.withLock { $0 }
            index += 1
            do {
              try await database.write { transaction in
                _ = try TemporaryStore.put(code, "x", in: transaction)
                try transaction.publish(topic: "t", payload: code)
              }
              log.acknowledged.withLock { _ = $0.insert(code) }
              if wasDown { return }
            } catch let error as StorageError {
              switch error {
              // While the server starts, the writer pauses between attempts; the pause is not what is tested.
              case .unavailable, .outcomeUnknown: try await Task.sleep(for: .milliseconds(20))
              default: throw error
              }
            }
          }
        }
      }
      while log.acknowledged.withLock({ $0.count }) < 100 { await Task.yield() }
      try await cluster.control("crash")
      log.isDown.withLock { $0 = true }
      await #expect(throws: StorageError.self) { try await database.read { try $0.position() } }
      try await cluster.control("start")
      try await group.waitForAll()
    }

    let feed = try await database.read { try $0.feed(after: 0, limit: 1_000_000) }
    #expect(log.acknowledged.withLock { $0 }.isSubset(of: feed.map(\.payload)))
    #expect(feed.map(\.sequence) == Array(1...feed.count))

    // A server that does not wait for its disk is refused as a store.
    try connection(store).command("ALTER SYSTEM SET fsync = off")
    try connection(store).command("SELECT pg_reload_conf()")
    while true {
      guard let other = try? store.open() else { break }
      _ = other
    }
    #expect(throws: StorageError.self) { _ = try store.open() }
  }
}
