import DequeModule
import Locking
import RPC
import ZeroMQ

/// Carries what is to be sent from any thread to the reactor, in order.
///
/// A task a frame would do as well, at the price of an allocation each; here one hop takes all that
/// has gathered, and none is needed on the reactor's own thread.
final class Outbox<Element: Sendable>: Sendable {
  private struct State: ~Copyable {
    var elements = Deque<Element>()
    var isScheduled = false
  }

  private let state = Mutex(State())
  private let deliver: @Sendable @Reactor (Element) -> Void

  init(_ deliver: @escaping @Sendable @Reactor (Element) -> Void) {
    self.deliver = deliver
  }

  func add(_ element: Element) {
    let mustSchedule = state.withLock { state in
      state.elements.append(element)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard mustSchedule else { return }
    Task { @Reactor in flush() }
  }

  @Reactor
  private func flush() {
    while true {
      let elements = state.withLock { state in
        defer { state.elements = [] }
        state.isScheduled = !state.elements.isEmpty
        return state.elements
      }
      if elements.isEmpty { return }
      for element in elements { deliver(element) }
    }
  }
}

/// Runs actions by the reactor's timers.
struct ReactorScheduler: Scheduler {
  private final class Item: ScheduledAction {
    private enum State {
      case waiting
      case scheduled(ReactorTimer)
      case over
    }

    private let state = Mutex(State.waiting)

    func begin(_ deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) {
      Task { @Reactor in
        let isOver = state.withLock { if case .over = $0 { true } else { false } }
        guard !isOver else { return }
        let timer = Reactor.schedule(after: deadline - .now) { [self] in
          let isOver = state.withLock { state in
            defer { state = .over }
            if case .over = state { return true }
            return false
          }
          if !isOver { action() }
        }
        let mustCancel = state.withLock { state in
          if case .over = state { return true }
          state = .scheduled(timer)
          return false
        }
        if mustCancel { Reactor.cancel(timer) }
      }
    }

    func cancel() {
      let timer = state.withLock { state -> ReactorTimer? in
        defer { state = .over }
        if case .scheduled(let timer) = state { return timer }
        return nil
      }
      guard let timer else { return }
      Task { @Reactor in Reactor.cancel(timer) }
    }
  }

  func schedule(
    at deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void
  ) -> any ScheduledAction {
    let item = Item()
    item.begin(deadline, action)
    return item
  }
}
