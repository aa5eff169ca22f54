import Foundation
import Synchronization
import Testing

@testable import Storage

@Suite("Callers who share a store")
struct CallerTests {
  private enum Caller {
    @TaskLocal static var name: String?
  }

  private final class Order: Sendable {
    private let names = Mutex<[String]>([])
    func note(_ name: String) { names.withLock { $0.append(name) } }
    var all: [String] { names.withLock { $0 } }
  }

  private final class Flag: Sendable {
    private let value = Mutex(false)
    func set() { value.withLock { $0 = true } }
    var isSet: Bool { value.withLock { $0 } }
  }

  @Test("one who floods it with changes waits behind itself, and has half of the line at most")
  func writes() async throws {
    let store = try await TemporaryStore(.sqlite)
    let database = try Database(
      path: store.path, migrations: TemporaryStore.migrations, caller: { Caller.name })
    let (order, gate) = (Order(), DispatchSemaphore(value: 0))
    func write(_ name: String) -> Task<Void, any Error> {
      Caller.$name.withValue(name) {
        Task { try await database.write { _ in order.note(name) } }
      }
    }
    let begun = Flag()
    let first = Task {
      try await database.write { _ in
        begun.set()
        gate.wait()
      }
    }
    // The first write has begun, and so is no longer in the line.
    while !begun.isSet { await Task.yield() }
    let loud = (0..<Database.maxWaiting / 2).map { _ in write("loud") }
    while database.waitingWrites < Database.maxWaiting / 2 { await Task.yield() }
    let oneMore = await write("loud").result
    let quiet = write("quiet")
    while database.waitingWrites == Database.maxWaiting / 2 { await Task.yield() }

    gate.signal()
    try await quiet.value
    for task in loud { try await task.value }
    try await first.value

    #expect(throws: StorageError.self) { try oneMore.get() }
    #expect((order.all.firstIndex(of: "quiet") ?? 99) <= 2)
    #expect(order.all.count == Database.maxWaiting / 2 + 1)
  }
}
