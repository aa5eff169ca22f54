import Foundation
import Synchronization
import Testing
import Values

@testable import Storage

@Suite("Writes that are committed together")
struct GroupCommitTests {
  @Test(
    "a write that need not be durable does not wait for the disk; the next one waits again",
    arguments: Engine.available)
  func durability(engine: Engine) async throws {
    let database = try await TemporaryStore(engine).open()
    let level: @Sendable (WriteTransaction) throws -> String? = { transaction in
      try transaction.row(
        engine == .sqlite
          ? "PRAGMA synchronous"
          : "SELECT setting AS synchronous FROM pg_settings WHERE name = 'synchronous_commit'")?
        .text("synchronous")
    }
    // SQLite: 1 is NORMAL, 2 is FULL.
    let (durable, other) = engine == .sqlite ? ("2", "1") : ("on", "off")
    #expect(try await database.write(durably: false, level) == other)
    #expect(try await database.write(level) == durable)
    await #expect(throws: StorageError.nulInText) {
      try await database.write(durably: false) { _ = try TemporaryStore.put("a", "\0", in: $0) }
    }
    #expect(try await database.write(level) == durable)
  }

  @Test("a write that changes more pages than are kept in memory to undo it is taken, or undone")
  func manyPages() async throws {
    let database = try await TemporaryStore(.sqlite).open()
    // About a page each: 400 pages of 4 KiB are more than the 128 KiB, and more than a MiB.
    @Sendable func fill(_ letter: String, _ transaction: WriteTransaction) throws {
      try transaction.execute("DELETE FROM facts")
      for code in 0..<400 {
        _ = try TemporaryStore.put(
          "\(code)", String(repeating: letter, count: 3000), in: transaction)
      }
    }
    struct Stop: Error {}
    try await database.write { try fill("a", $0) }
    try await database.write { try fill("b", $0) }
    await #expect(throws: Stop.self) {
      try await database.write {
        try fill("c", $0)
        throw Stop()
      }
    }
    let found = try await database.read {
      try TemporaryStore.facts.find(["399"], in: $0)?.text("value").first
    }
    #expect(found == "b")
  }

  @Test(
    "a write that finds no room takes its whole group with it, is told so, and later writes go on")
  func noRoom() async throws {
    let database = try await TemporaryStore(.sqlite).open()
    let pages = try #require(
      try await database.write { try $0.row("PRAGMA page_count")?.integer("page_count") })
    try await database.write { _ = try $0.row("PRAGMA max_page_count = \(pages + 2)") }
    let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    async let first: Void = database.write { _ in
      begun.signal()
      goOn.wait()
    }
    await withCheckedContinuation { started in
      DispatchQueue.global().async {
        begun.wait()
        started.resume()
      }
    }
    // Three writes that wait, so that they stand in one group or two; the second one needs more room than there is.
    let large = String(repeating: "x", count: 100_000)
    let outcomes = await withTaskGroup(of: (String, StorageError?).self) { group in
      for (code, value) in [("a", "1"), ("b", large), ("c", "3")] {
        let waiting = database.waitingWrites
        group.addTask {
          do {
            try await database.write { _ = try TemporaryStore.put(code, value, in: $0) }
            return (code, nil)
          } catch {
            return (code, error as? StorageError)
          }
        }
        while database.waitingWrites == waiting { await Task.yield() }
      }
      goOn.signal()
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    _ = try? await first
    #expect(outcomes["b"] == .full)
    // Whoever was told of success is in the store, and nobody else.
    for code in ["a", "b", "c"] {
      let isThere = try await database.read { try TemporaryStore.facts.find([code], in: $0) != nil }
      #expect(isThere == (outcomes[code] == nil), "\(code)")
    }
    try await database.write { _ = try $0.row("PRAGMA max_page_count = 100000") }
    try await database.write { _ = try TemporaryStore.put("d", large, in: $0) }
  }

  @Test("writes that need not be durable are committed with a durable one that waits")
  func together() async throws {
    let database = try await TemporaryStore(.sqlite).open()
    let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let commits = database.commits
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await database.write { _ in
          let start = ContinuousClock.now
          begun.signal()
          goOn.wait()
          // A group takes in no more writes after 20 ms.
          while .now < start + .milliseconds(25) {}
        }
      }
      await withCheckedContinuation { started in
        DispatchQueue.global().async {
          begun.wait()
          started.resume()
        }
      }
      for number in 1...3 {
        group.addTask {
          try await database.write(durably: number == 1) {
            _ = try TemporaryStore.put("\(number)", "v", in: $0)
          }
        }
      }
      while database.waitingWrites < 3 { await Task.yield() }
      goOn.signal()
      try await group.waitForAll()
    }
    // The first write alone, since its group's time was over, and the three together.
    #expect(database.commits == commits + 2)
    #expect(
      try await database.read { try TemporaryStore.facts.find(["3"], in: $0)?.text("value") } == "v"
    )
  }
}
