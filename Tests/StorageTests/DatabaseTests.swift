import Foundation
import Synchronization
import Testing
import Values

@testable import Storage

@Suite("The store, on each engine")
struct DatabaseTests {
  @Test(
    "a clock set back does not turn recording instants back, also after a restart",
    arguments: Engine.available)
  func clock(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
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

  @Test(
    "the present records that have a value in a column are found, with an index and without one",
    arguments: Engine.available)
  func column(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
    let database = try store.open(
      TemporaryStore.migrations
        + [Migration("facts-2", [TemporaryStore.facts.index(on: "value")])])
    try await database.write { transaction in
      for (code, value) in [("a", "1"), ("b", "1"), ("c", "2"), ("b", "2")] {
        _ = try TemporaryStore.put(code, value, in: transaction)
      }
    }

    let expected: [(String, [String])] = [("1", ["a"]), ("2", ["b", "c"]), ("3", [])]
    for (value, codes) in expected {
      let found = try await database.read { transaction in
        try TemporaryStore.facts.rows(with: "value", value, in: transaction).map { $0.text("code") }
      }
      #expect(found.sorted() == codes)
    }
  }

  @Test("a file is refused to a second opener")
  func inUse() async throws {
    let store = try await TemporaryStore(.sqlite)
    let database = try store.open()
    #expect(throws: StorageError.inUse(path: database.path)) { _ = try store.open() }
  }

  @Test("a file with a damaged schema is refused, instead of ending the program at the first row")
  func damagedSchema() async throws {
    let store = try await TemporaryStore(.sqlite)
    do {
      let database = try store.open()
      try await database.write { _ = try TemporaryStore.put("a", "1", in: $0) }
      database.settle()
    }
    // Flips one bit in the name of a column, so that `recorded_at` becomes `pecorded_at`.
    let file = URL(fileURLWithPath: store.path)
    var bytes = try Data(contentsOf: file)
    let name = try #require(bytes.range(of: Data("recorded_at INTEGER".utf8)))
    bytes[name.lowerBound] ^= 2
    try bytes.write(to: file)

    let failed = #expect(throws: StorageError.self) { _ = try store.open() }
    #expect(failed?.description.contains("restore a backup") == true)
  }

  @Test(
    "a text with NUL is refused, and nothing else with it; a body's attempt that fails leaves nothing",
    arguments: Engine.available)
  func nul(engine: Engine) async throws {
    let database = try await TemporaryStore(engine).open()
    await #expect(throws: StorageError.nulInText) {
      try await database.write { _ = try TemporaryStore.put("a", "b\0c", in: $0) }
    }
    try await database.write { _ = try TemporaryStore.put("a", "bc", in: $0) }
    await #expect(throws: StorageError.nulInText) {
      try await database.read { _ = try TemporaryStore.facts.find(["\0"], in: $0) }
    }
    try await database.write { transaction in
      try? transaction.attempt {
        _ = try TemporaryStore.put("d", "1", in: transaction)
        try transaction.attempt { _ = try TemporaryStore.put("e", "2\0", in: transaction) }
      }
      _ = try transaction.attempt { try TemporaryStore.put("f", "3", in: transaction) }
    }
    let found = try await database.read { transaction in
      try ["a", "d", "e", "f"].map { try TemporaryStore.facts.find([$0], in: transaction) != nil }
    }
    #expect(found == [true, false, false, true])
  }

  @Test("the store is refused to an older program", arguments: Engine.available)
  func newer(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
    let path = try store.open(TemporaryStore.migrations + [Migration("facts-2", ["SELECT 1"])])
      .path
    #expect(throws: StorageError.newer(path: path, migration: "facts-2")) {
      _ = try store.open()
    }
  }

  @Test(
    "a step that fails leaves nothing, and is run when it is mended", arguments: Engine.available)
  func migration(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
    let broken = Migration("facts-2", ["CREATE TABLE half (n INTEGER)", "NO SQL"])
    #expect(throws: StorageError.self) { _ = try store.open(TemporaryStore.migrations + [broken]) }
    let mended = Migration("facts-2", ["CREATE TABLE half (n INTEGER)"])
    let database = try store.open(TemporaryStore.migrations + [mended])
    #expect(try await database.read { try $0.rows("SELECT n FROM half").count } == 0)
  }

  @Test("a write that fails takes nothing with it but itself", arguments: Engine.available)
  func savepoints(engine: Engine) async throws {
    struct Refused: Error {}
    let store = try await TemporaryStore(engine)
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
    // The feed has no gaps: eight of the 64 writes were rolled back and left no hole.
    #expect(feed.map(\.sequence) == Array(1...56))
    #expect(database.commits < 64)
  }

  @Test(
    "what was known on a past day never changes, whatever is corrected later",
    arguments: Engine.available)
  func knownOn(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
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

  @Test(
    "an idempotency key gives the same reply, or says that it was used for another request",
    arguments: Engine.available)
  func idempotency(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
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

  @Test("a reply is kept for 30 days, and no longer than until old ones are deleted after that")
  func idempotencyAge() async throws {
    let store = try await TemporaryStore(.sqlite)
    let database = try store.open()
    let key = IdempotencyKey(principal: "p", method: "m", key: "first")
    // At a whole second old replies are deleted: 64 divides its microseconds.
    func record(_ name: String, at instant: String) async throws -> IdempotentCall {
      store.now.withLock { $0 = Instant(instant)! }
      let own = IdempotencyKey(principal: "p", method: "m", key: name)
      return try await database.write { transaction in
        try transaction.remember(own, digest: "d", reply: [1])
        return try transaction.idempotentCall(key, digest: "d")
      }
    }
    // 2026-01-01 and 30 days are 2026-01-31.
    #expect(try await record("first", at: "2026-01-01T12:00:00Z") == .answered([1]))
    #expect(try await record("second", at: "2026-01-31T12:00:00Z") == .answered([1]))
    #expect(try await record("third", at: "2026-01-31T12:00:01Z") == .new)
  }

  private final class Count: Sendable {
    let statements = Mutex(0)
  }

  @Test("a read whose task is cancelled between two of its statements runs no further one")
  func cancelledRead() async throws {
    let database = try await TemporaryStore(.sqlite).open()
    let (count, gate) = (Count(), DispatchSemaphore(value: 0))
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await database.read { transaction in
        _ = try transaction.count("SELECT 1 AS n")
        begin.finish()
        gate.wait()
        for _ in 0..<3 {
          _ = try transaction.count("SELECT 1 AS n")
          count.statements.withLock { $0 += 1 }
        }
      }
    }
    // The stream ends once the read has begun.
    for await _ in begun {}
    task.cancel()
    gate.signal()

    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(count.statements.withLock { $0 } == 0)
    // The connection is whole again for the next read.
    #expect(try await database.read { try $0.count("SELECT 1 AS n") } == 1)
  }

  @Test("what was acknowledged is in the files as they are on the disk")
  func acknowledged() async throws {
    let store = try await TemporaryStore(.sqlite)
    let database = try store.open()
    try await database.write { _ = try TemporaryStore.put("a", "1", in: $0) }
    // The files are copied while the store is open, as a killed process would leave them.
    let copy = try await TemporaryStore(.sqlite)
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: store.path + suffix, toPath: copy.path + suffix)
    }
    let after = try copy.open()
    #expect(try await after.read { try $0.rows("SELECT value FROM facts").count } == 1)
  }

  @Test("what is kept is what was given", arguments: Engine.available)
  func values(engine: Engine) async throws {
    let store = try await TemporaryStore(engine)
    let database = try store.open([
      Migration("v", ["CREATE TABLE v (n INTEGER PRIMARY KEY, i INTEGER, t TEXT, b BLOB)"])
    ])
    let integers: [Int64?] = [0, -1, 255, .min, .max, nil]
    let texts = ["", "é'\"\\", "👩‍👩‍👧‍👦 \u{10FFFF}\r\n\u{1}", nil]
    let blobs: [[UInt8]] = [[], [0], [0, 1, 0, 255, 92, 0], Array(repeating: 0, count: 70_000)]
    let rows = integers.flatMap { i in texts.flatMap { t in blobs.map { (i, t, $0) } } }

    try await database.write { transaction in
      for (number, row) in rows.enumerated() {
        try transaction.execute(
          "INSERT INTO v (n, i, t, b) VALUES ($1, $2, $3, $4)",
          [
            .integer(number), row.0.map(SQLValue.integer) ?? .null, .optional(row.1), .blob(row.2),
          ])
      }
    }

    let read = try await database.read { transaction in
      try transaction.rows("SELECT i, t, b FROM v ORDER BY n").map {
        ($0.optionalInteger("i"), $0.optionalText("t"), $0.blob("b"))
      }
    }
    #expect(read.count == rows.count)
    for (found, given) in zip(read, rows) {
      #expect(found.0.map(Int64.init) == given.0 && found.1 == given.1 && found.2 == given.2)
    }
    let found = try await database.read {
      try $0.rows("SELECT n FROM v WHERE t = $1", [.optional(texts[2])]).count
    }
    #expect(found == integers.count * blobs.count)
  }

  @Test("texts are ordered byte by byte", arguments: Engine.available)
  func order(engine: Engine) async throws {
    let database = try await TemporaryStore(engine).open()
    try await database.write { transaction in
      for code in ["é", "b", "B", "a-c", "ab", "_"] {
        _ = try TemporaryStore.put(code, "x", in: transaction)
      }
    }
    let codes = try await database.read {
      try $0.rows("SELECT code FROM facts ORDER BY code").map { $0.text("code") }
    }
    #expect(codes == ["B", "_", "a-c", "ab", "b", "é"])
  }

  @Test(
    "positions are told after each commit, and no more when the service stops",
    arguments: Engine.available)
  func positions(engine: Engine) async throws {
    let database = try await TemporaryStore(engine).open()
    var positions = database.positions().makeAsyncIterator()
    try await database.write { _ = try $0.publish(topic: "t", payload: "p") }
    while let position = await positions.next(), position.sequence < 1 {}
    database.endFollowing()
    while await positions.next() != nil {}
    var late = database.positions().makeAsyncIterator()
    #expect(await late.next() == nil)
  }
}
