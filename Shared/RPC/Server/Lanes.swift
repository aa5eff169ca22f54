import Locking

/// The place where the handlers of one key's calls run.
///
/// Lanes take turns on one shared thread, so a key with much to do delays its own calls only. While a key has calls open, its next
/// call gets the same lane.
final class Lane: Sendable {
  /// The lane's number among the lanes in use.
  let number: Int
  /// nil for Swift's own pool.
  let executor: (any TaskExecutor)?
  private let key: String
  private let lanes: Lanes

  fileprivate init(
    _ number: Int, _ executor: (any TaskExecutor)?, of key: String, _ lanes: Lanes
  ) {
    self.number = number
    self.key = key
    self.executor = executor
    self.lanes = lanes
  }

  deinit { lanes.takeBack(number, of: key) }
}

/// The lanes of a server. It makes as many executors as keys have had calls open at the same time.
final class Lanes: Sendable {
  private struct Entry {
    let number: Int
    weak var lane: Lane?
  }

  private struct State {
    var byKey: [String: Entry] = [:]
    /// All executors made so far, nil for Swift's own pool. Idle tasks may still prefer one, so they live as long as the server.
    var executors: [(any TaskExecutor)?] = []
    /// The numbers of the executors that no lane uses.
    var free: [Int] = []
  }

  private let make: (@Sendable () -> any TaskExecutor)?
  private let state = Mutex(State())

  /// - Parameter make: makes an executor whose work takes turns with that of the others; nil for Swift's own pool.
  init(_ make: (@Sendable () -> any TaskExecutor)?) { self.make = make }

  /// The lane of a key.
  func lane(of key: String) -> Lane {
    state.withLock { state in
      if let lane = state.byKey[key]?.lane { return lane }
      let number = state.free.popLast() ?? state.executors.count
      if number == state.executors.count { state.executors.append(make?()) }
      let lane = Lane(number, state.executors[number], of: key, self)
      state.byKey[key] = Entry(number: number, lane: lane)
      return lane
    }
  }

  fileprivate func takeBack(_ number: Int, of key: String) {
    state.withLock { state in
      state.free.append(number)
      // The key may have another lane by now.
      if state.byKey[key]?.number == number { state.byKey[key] = nil }
    }
  }
}
