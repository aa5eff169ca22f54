import Locking

/// Where the handlers of one key's calls begin and go on.
///
/// Lanes share a thread and take turns on it, so that a key with much to do holds up itself only. The next call of a key that has
/// calls open finds the same lane.
final class Lane: Sendable {
  /// Its place among all lanes that there are.
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

/// The lanes of a server: as many as keys had calls open at once.
final class Lanes: Sendable {
  private struct Entry {
    let number: Int
    weak var lane: Lane?
  }

  private struct State {
    var byKey: [String: Entry] = [:]
    /// What was made: tasks may rest on it, so it lives as long as the server.
    var executors: [any TaskExecutor] = []
    /// The numbers of those that no lane has.
    var free: [Int] = []
  }

  private let make: (@Sendable () -> any TaskExecutor)?
  private let state = Mutex(State())

  /// - Parameter make: makes an executor whose work takes turns with the others'; nil for Swift's own pool, which needs none.
  init(_ make: (@Sendable () -> any TaskExecutor)?) { self.make = make }

  /// The lane of a key.
  func lane(of key: String) -> Lane {
    guard let make else { return Lane(0, nil, of: key, self) }
    return state.withLock { state in
      if let lane = state.byKey[key]?.lane { return lane }
      let number = state.free.popLast() ?? state.executors.count
      if number == state.executors.count { state.executors.append(make()) }
      let lane = Lane(number, state.executors[number], of: key, self)
      state.byKey[key] = Entry(number: number, lane: lane)
      return lane
    }
  }

  fileprivate func takeBack(_ number: Int, of key: String) {
    guard make != nil else { return }
    state.withLock { state in
      state.free.append(number)
      // The key may have another lane by now.
      if state.byKey[key]?.number == number { state.byKey[key] = nil }
    }
  }
}
