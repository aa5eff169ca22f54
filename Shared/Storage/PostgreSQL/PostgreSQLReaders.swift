import DequeModule
import Dispatch
import Locking

/// The connections that read: a few, each with a queue of its own, made when they are first needed.
final class PostgreSQLReaders: Sendable {
  /// The most connections: one for each turn, so that nobody waits here.
  static let count = FairTurns.computing.most
  /// The most reads that wait; more are refused.
  static let maxWaiting = 1024

  // Its connection is touched on its own queue alone.
  private final class Reader: @unchecked Sendable {
    let queue = DispatchQueue(label: "vigie.storage.reader")
    var slot: PostgreSQLSlot

    init(_ address: PostgreSQLAddress) { slot = PostgreSQLSlot(address) }
  }

  private struct State: ~Copyable {
    var jobs = Deque<@Sendable (Reader) -> Void>()
    var idle: [Reader]
  }

  private let state: Mutex<State>

  init(_ address: PostgreSQLAddress) {
    state = Mutex(State(idle: (0..<Self.count).map { _ in Reader(address) }))
  }

  /// Reads a consistent state on the next connection that is free.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      let isTaken = enqueue { reader in
        continuation.resume(with: Result { try Self.read(body, reader) })
      }
      if !isTaken { continuation.resume(throwing: StorageError.overloaded) }
    }
  }

  private static func read<T>(
    _ body: (any SQLConnection) throws -> T, _ reader: Reader
  ) throws -> T {
    let connection = try reader.slot.begin(Dialect.postgreSQLRead)
    do {
      let result = try body(connection)
      try connection.command("COMMIT")
      return result
    } catch {
      reader.slot.rollBack()
      throw error
    }
  }

  private func enqueue(_ job: @escaping @Sendable (Reader) -> Void) -> Bool {
    let (isTaken, reader) = state.withLock { state -> (Bool, Reader?) in
      if let reader = state.idle.popLast() { return (true, reader) }
      guard state.jobs.count < Self.maxWaiting else { return (false, nil) }
      state.jobs.append(job)
      return (true, nil)
    }
    if let reader { reader.queue.async { [self] in work(reader, job) } }
    return isTaken
  }

  /// Does a job, and then the jobs that have come meanwhile.
  private func work(_ reader: Reader, _ first: @Sendable (Reader) -> Void) {
    first(reader)
    while let job = next(for: reader) { job(reader) }
  }

  private func next(for reader: Reader) -> (@Sendable (Reader) -> Void)? {
    state.withLock { state in
      if let job = state.jobs.popFirst() { return job }
      state.idle.append(reader)
      return nil
    }
  }
}
