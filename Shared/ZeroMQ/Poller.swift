import CZeroMQ
import HeapModule

/// The reactor's loop body: jobs, timers, then the sockets that have something.
@Reactor
final class Poller {
  /// Jobs run before the sockets get their turn: enough to amortise the poll, few enough to be fair.
  private static let jobsPerTurn = 512

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
  private var items: [zmq_pollitem_t] = []
  private var isStale = true
  private var timers = Heap<Due>()
  private var actions: [ReactorTimer: @Reactor () -> Void] = [:]
  private var lastTimer: UInt64 = 0
  private var longestStall = Duration.zero

  nonisolated init() {}

  func turn(_ executor: ReactorExecutor) {
    let timeout = executor.fallAsleep() ? timeUntilNextTimer() : 0
    rebuildIfStale(executor.wakeUpDescriptor)
    let ready = zmq_poll(&items, Int32(items.count), timeout)
    executor.awake()
    let start = ContinuousClock.now
    if ready > 0 { receive() }
    fireTimers(start)
    executor.runJobs(limit: Self.jobsPerTurn)
    longestStall = max(longestStall, ContinuousClock.now - start)
  }

  func takeLongestStall() -> Duration {
    defer { longestStall = .zero }
    return longestStall
  }

  func add(_ socket: Socket, _ receive: @escaping @Reactor () -> Void) {
    watched.append(Watched(socket: socket, receive: receive))
    isStale = true
    // What came before the socket was watched is looked for at once.
    receive()
  }

  func observe(
    _ socket: Socket, _ changed: @escaping @Reactor (ConnectionEvent) -> Void
  ) throws {
    let monitor = try SocketMonitor(of: socket)
    monitors[ObjectIdentifier(socket)] = monitor
    add(monitor.polled) {
      while let event = monitor.next() { changed(event) }
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
    // A cancelled timer stays in the heap until it is due; when they prevail, the heap is made anew.
    if timers.count > 1024, timers.count > actions.count * 2 {
      timers = Heap(timers.unordered.filter { actions[$0.timer] != nil })
    }
  }

  private func receive() {
    let ready = zip(watched, items.dropFirst()).compactMap { watched, item in
      item.revents != 0 ? watched : nil
    }
    for watched in ready where !watched.socket.isClosed { watched.receive() }
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
    items = [zmq_pollitem_t(socket: nil, fd: wakeUp, events: Int16(ZMQ_POLLIN), revents: 0)]
    items += watched.map {
      zmq_pollitem_t(socket: $0.socket.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    }
  }
}
