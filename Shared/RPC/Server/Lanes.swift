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
  private let lanes: Lanes

  fileprivate init(_ number: Int, _ executor: (any TaskExecutor)?, of lanes: Lanes) {
    self.number = number
    self.executor = executor
    self.lanes = lanes
  }

  deinit { lanes.takeBack(number) }
}

/// The lanes of a server: as many as keys had calls open at once.
final class Lanes: Sendable {
  private struct Entry {
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
    guard let make else { return Lane(0, nil, of: self) }
    return state.withLock { state in
      if let lane = state.byKey[key]?.lane { return lane }
      if state.byKey.count > 2 * state.executors.count + 16 {
        state.byKey = state.byKey.filter { $0.value.lane != nil }
      }
      let number = state.free.popLast() ?? state.executors.count
      if number == state.executors.count { state.executors.append(make()) }
      let lane = Lane(number, state.executors[number], of: self)
      state.byKey[key] = Entry(lane: lane)
      return lane
    }
  }

  fileprivate func takeBack(_ number: Int) {
    if make != nil { state.withLock { $0.free.append(number) } }
  }
}
