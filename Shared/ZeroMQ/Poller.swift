import CZeroMQ
import Glibc
import HeapModule

/// The reactor's loop body: the sockets that have something, timers, then jobs.
///
/// It polls the sockets' own descriptors (`ZMQ_FD`): a small call then takes 7.5 calls of `poll`, libzmq's own included, where it
/// took 10.5 with `zmq_poll`. The price is that a descriptor does not report messages that libzmq has taken in already, which it
/// may also do while it sends. So before the thread sleeps, a socket is read until it is empty (``Socket/isDrained``).
@Reactor
final class Poller {
  /// How long jobs run before the sockets get their turn; the goal is a stall of 5 ms at most.
  private static let jobTime = Duration.microseconds(500)

  private struct Watched {
    let socket: Socket
    let receive: @Reactor () -> Void
  }

  private struct Due: Comparable {
    let deadline: ContinuousClock.Instant
    let timer: ReactorTimer

    static func < (left: Due, right: Due) -> Bool { left.deadline < right.deadline }
  }

  private var watched: [Watched] = []
  private var monitors: [ObjectIdentifier: SocketMonitor] = [:]
  private var items: [pollfd] = []
  private var isStale = true
  private var timers = Heap<Due>()
  private var actions: [ReactorTimer: @Reactor () -> Void] = [:]
  private var lastTimer: UInt64 = 0
  private var longestStall = Duration.zero

  nonisolated init() {}

  func turn(_ executor: ReactorExecutor) {
    let isDrained = drain()
    let timeout = executor.fallAsleep() && isDrained ? timeUntilNextTimer() : 0
    rebuildIfStale(executor.wakeUpDescriptor)
    let ready = poll(&items, nfds_t(items.count), Int32(clamping: timeout))
    executor.awake(isSignalled: ready > 0 && items[0].revents != 0)
    let start = ContinuousClock.now
    if ready > 0 { receive() }
    fireTimers(start)
    executor.runJobs(atMost: Self.jobTime)
    longestStall = max(longestStall, ContinuousClock.now - start)
  }

  /// Calls the receivers of the sockets that were used since they were last found empty.
  ///
  /// - Returns: whether all sockets are empty now.
  private func drain() -> Bool {
    var isDrained = true
    for index in watched.indices where index < watched.count {
      let watched = watched[index]
      guard !watched.socket.isDrained, !watched.socket.isClosed else { continue }
      let uses = watched.socket.uses
      watched.receive()
      if watched.socket.uses == uses { watched.socket.noteDrained() }
      if !watched.socket.isDrained { isDrained = false }
    }
    return isDrained
  }

  func takeLongestStall() -> Duration {
    defer { longestStall = .zero }
    return longestStall
  }

  func add(_ socket: Socket, _ receive: @escaping @Reactor () -> Void) {
    watched.append(Watched(socket: socket, receive: receive))
    isStale = true
    // Messages may have come before the socket was watched, so it is read at once.
    receive()
  }

  func observe(
    _ socket: Socket, _ changed: @escaping @Reactor (ConnectionEvent) -> Void
  ) throws {
    let monitor = try SocketMonitor(of: socket)
    monitors[ObjectIdentifier(socket)] = monitor
    add(monitor.polled) {
      while let (event, _) = monitor.next() { changed(event) }
    }
  }

  func remove(_ socket: Socket) {
    if let monitor = monitors.removeValue(forKey: ObjectIdentifier(socket)) {
      watched.removeAll { $0.socket === monitor.polled }
      monitor.close()
    }
    watched.removeAll { $0.socket === socket }
    socket.close()
    isStale = true
  }

  func schedule(
    at deadline: ContinuousClock.Instant, _ action: @escaping @Reactor () -> Void
  ) -> ReactorTimer {
    lastTimer += 1
    let timer = ReactorTimer(number: lastTimer)
    actions[timer] = action
    timers.insert(Due(deadline: deadline, timer: timer))
    return timer
  }

  func cancel(_ timer: ReactorTimer) {
    actions[timer] = nil
    // A cancelled timer stays in the heap until it is due; when such timers are the majority, the heap is built again.
    if timers.count > 1024, timers.count > actions.count * 2 {
      timers = Heap(timers.unordered.filter { actions[$0.timer] != nil })
    }
  }

  private func receive() {
    // A receiver may change what is watched; then the rest comes in the next turn.
    for index in 1..<items.count where items[index].revents != 0 {
      guard !isStale else { return }
      watched[index - 1].receive()
    }
  }

  private func fireTimers(_ now: ContinuousClock.Instant) {
    while let due = timers.min, due.deadline <= now {
      timers.removeMin()
      actions.removeValue(forKey: due.timer)?()
    }
  }

  private func timeUntilNextTimer() -> Int {
    while let due = timers.min, actions[due.timer] == nil { timers.removeMin() }
    guard let due = timers.min else { return -1 }
    let left = due.deadline - .now
    return left <= .zero ? 0 : Int(left.milliseconds) + 1
  }

  private func rebuildIfStale(_ wakeUp: Int32) {
    guard isStale else { return }
    isStale = false
    items = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
    items += watched.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
  }
}
