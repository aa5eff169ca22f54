import DequeModule
import Glibc

/// Limits how many computations run at once. One key has at most half of the turns; the other work waits, and keys take turns.
///
/// Long computations take their turn here: reads of the store, and the encoding and decoding of large messages. So keys share the
/// processors, and a key that floods waits behind its own work. While another key computes, or did within the last second, a key has
/// half of the processors at most; alone it may use all of them. Only calls and streams wait here, so the limits on calls and streams
/// bound the lines too.
public final class FairTurns: Sendable {
  /// The turns of this process: two for each processor, 4 to 16.
  public static let computing = FairTurns(
    of: max(4, min(16, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

  private typealias Waiter = CheckedContinuation<Void, any Error>

  private struct State: ~Copyable {
    var running: Shares
    var lines: [String: Deque<(number: UInt64, waiter: Waiter)>] = [:]
    /// The keys that have a line, in the order of their turns.
    var keys = Deque<String>()
    var lastNumber: UInt64 = 0
    var company = Company()

    /// Whether a key may have one more turn now. A key alone may have half of the turns. While keys share, it may have a quarter of
    /// them, which is half of the processors.
    func allows(_ key: String) -> Bool {
      guard running.allows(for: key) else { return false }
      let own = running.amount(of: key)
      return own < max(1, running.most / 4) || own == running.total && !company.isShared
    }

    mutating func take(for key: String) {
      _ = running.take(for: key)
      company.note(key)
    }

    /// Removes and returns the waiters that can run now.
    mutating func startMore() -> [Waiter] {
      var started: [Waiter] = []
      var passedOver = 0
      while passedOver < keys.count, running.total < running.most, let key = keys.popFirst() {
        guard allows(key) else {
          keys.append(key)
          passedOver += 1
          continue
        }
        guard let next = lines[key]?.popFirst() else {
          lines[key] = nil
          continue
        }
        take(for: key)
        started.append(next.waiter)
        keys.append(key)
        passedOver = 0
      }
      return started
    }
  }

  private let state: Mutex<State>

  /// Makes turns of which at most a given number run at once.
  public init(of most: Int) {
    state = Mutex(State(running: Shares(of: most)))
  }

  /// The most that run at once.
  public var most: Int { state.withLock { $0.running.most } }

  /// How many wait for their turn.
  public var waiting: Int { state.withLock { $0.lines.values.reduce(0) { $0 + $1.count } } }

  /// Runs a body in the key's turn.
  ///
  /// - Parameters:
  ///   - key: whose work it is; nil for work that is bounded elsewhere, which does not wait.
  ///   - body: the work.
  /// - Returns: what the body returns.
  /// - Throws: `CancellationError` when the task was cancelled before its turn; what the body throws.
  public func run<T: Sendable>(
    for key: String?, _ body: () async throws -> T
  ) async throws -> T {
    guard let key else { return try await body() }
    let isMine = state.withLock { state in
      guard state.lines[key]?.isEmpty ?? true, state.allows(key) else { return false }
      state.take(for: key)
      return true
    }
    if !isMine { try await wait(key) }
    defer { leave(key) }
    return try await body()
  }

  private func wait(_ key: String) async throws {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (waiter: Waiter) in
        let started: [Waiter]? = state.withLock { state in
          guard !Task.isCancelled else { return nil }
          if state.lines[key] == nil { state.keys.append(key) }
          state.lines[key, default: []].append((number, waiter))
          // A turn may have become free since `run` checked.
          return state.startMore()
        }
        guard let started else { return waiter.resume(throwing: CancellationError()) }
        for waiter in started { waiter.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let place = state.lines[key]?.firstIndex(where: { $0.number == number }) else {
          return nil
        }
        return state.lines[key]?.remove(at: place).waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
  }

  private func leave(_ key: String) {
    let started = state.withLock { state in
      state.running.giveBack(of: key)
      return state.startMore()
    }
    for waiter in started { waiter.resume() }
  }
}
