import Synchronization
import Values

/// A clock that goes on at its pace when the system's clock is set back.
///
/// Instants in a store only grow; if they stood still until the system's clock had caught up, leases and
/// delays would stand still with them.
final class SteadyClock: Sendable {
  private struct State {
    var last: Instant
    var at: ContinuousClock.Instant
  }

  private let state: Mutex<State>

  /// Starts the clock at an instant, such as the last one recorded, or at the system's time if that is later.
  init(notBefore instant: Instant) {
    state = Mutex(State(last: instant, at: .now))
  }

  /// The time: the system's, or what has passed since the last answer, whichever is later.
  func now() -> Instant {
    state.withLock { state in
      let (seconds, attoseconds) = (ContinuousClock.now - state.at).components
      let passed = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
      let next = max(Instant.now, state.last.adding(microseconds: passed))
      state = State(last: next, at: .now)
      return next
    }
  }
}
