import DequeModule
import Locking
import RPC
import ZeroMQ

/// Carries elements from any thread to the reactor, in order.
///
/// One hop delivers all elements that have gathered, so the more elements wait, the less each one costs.
final class Outbox<Element: Sendable>: ReactorWork {
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
    if mustSchedule { Reactor.shared.executor.enqueue(self) }
  }

  @Reactor
  func run() {
    let elements = state.withLock { state in
      state.isScheduled = false
      return exchange(&state.elements, with: Deque())
    }
    for element in elements { deliver(element) }
  }

  private func exchange(
    _ elements: inout Deque<Element>, with empty: Deque<Element>
  ) -> Deque<Element> {
    defer { elements = empty }
    return elements
  }
}

/// An alarm that is a timer of the reactor.
final class ReactorAlarm: Alarm {
  private let ring: @Sendable () -> Void
  @Reactor private var timer: ReactorTimer?

  init(ring: @escaping @Sendable () -> Void) { self.ring = ring }

  private static let settings = Outbox<(alarm: ReactorAlarm, time: ContinuousClock.Instant)> {
    $0.alarm.schedule($0.time)
  }

  func set(_ time: ContinuousClock.Instant) { Self.settings.add((self, time)) }

  @Reactor
  private func schedule(_ time: ContinuousClock.Instant) {
    if let timer { Reactor.cancel(timer) }
    timer = Reactor.schedule(after: time - .now) { [ring] in ring() }
  }
}

extension Socket {
  /// Sends a frame as one message of one part.
  func send(_ frame: Frame, to peer: RoutingID? = nil) throws {
    try send(size: FrameCoder.size(of: frame), to: peer) { FrameCoder.write(frame, into: $0) }
  }
}
