import DequeModule
import Locking
import RPCContract

/// Runs the handlers of unary calls in a bounded number of slots, and lets a bounded number of calls wait.
///
/// A call has a slot while its handler computes. A handler that waits for something else gives its slot back (``pause(_:)``), and
/// later waits for its turn to go on. One key may have at most half of the slots and half of the queue.
///
/// Waiting calls take turns by key, so a client that floods waits behind its own calls. Calls that are over (deadline,
/// cancellation) are passed over, and are the first to be dropped when the queue is full. While a key's oldest call has waited
/// longer than ``patience``, its newest call goes first: under overload the old calls can no longer meet their deadline, and serving
/// them would help nobody. (With the oldest first, at twice the load that saturates, 11 % of the peak were answered in time; see
/// the benchmark.) No call can be shed on its way from here to its handler, so few calls are on that way at a time. Idle tasks are
/// kept for the next call, since making a task costs as much as the rest of a small call.
final class Admission: Sendable {
  /// How long a key's oldest call waits before its newest goes first.
  private static let patience = Duration.milliseconds(20)
  /// The most calls of a key that are on their way to a task.
  private static let maxStarting = 8

  /// The waiting work of one key. Handlers that want to go on after a pause come before new calls.
  private struct Line {
    var returning = Deque<(call: ServerCall, handler: UnsafeContinuation<Void, Never>)>()
    var calls = Deque<ServerCall>()
  }

  private struct State: ~Copyable {
    /// Calls on their way to a task, by the number of their lane.
    var starting: [Int] = []
    /// Calls that have a slot.
    var running: Shares
    /// Calls whose handlers wait for something and have given their slot back.
    var paused: Shares
    /// Calls that wait for a slot.
    var waiting: Shares
    /// The bytes of their requests.
    var held: Shares
    var lines: [String: Line] = [:]
    /// The keys that have a line, in the order of their turns.
    var turns = Deque<String>()
    /// Handlers that wait to go on.
    var returning = 0
    /// The tasks that wait for a call, by the number of their lane, and the count of all of them.
    var idle: [[UnsafeContinuation<ServerCall?, Never>]] = []
    var idleCount = 0

    init(_ limits: Admission.Limits) {
      running = Shares(of: limits.slots)
      paused = Shares(of: limits.paused)
      waiting = Shares(of: limits.waiting)
      held = Shares(of: limits.heldBytes)
    }

    mutating func touch(_ key: String) {
      if lines[key] == nil {
        turns.append(key)
        lines[key] = Line()
      }
    }

    /// Puts a call into its key's line.
    ///
    /// - Returns: false when the key, or all keys together, would have more there than they may.
    mutating func add(_ call: ServerCall) -> Bool {
      guard waiting.take(for: call.key) else { return false }
      guard held.take(call.heldBytes, for: call.key) else {
        waiting.giveBack(of: call.key)
        return false
      }
      touch(call.key)
      lines[call.key]?.calls.append(call)
      return true
    }

    /// Counts a call out of the queue.
    mutating func forget(_ call: ServerCall) {
      waiting.giveBack(of: call.key)
      held.giveBack(call.heldBytes, of: call.key)
    }

    /// Whether a call that has just come may begin at once without passing another by. If other keys' calls wait while a slot is
    /// free, those keys may begin nothing more now.
    func canStart(_ call: ServerCall) -> Bool {
      guard mayStart(on: call.lane), running.allows(for: call.key) else { return false }
      guard waiting.total + returning > 0, let line = lines[call.key] else { return true }
      return line.calls.isEmpty && line.returning.isEmpty
    }

    /// Takes out of the lines what may begin now, and returns the steps that begin it.
    mutating func startMore() -> [Step] {
      guard waiting.total + returning > 0 else { return [] }
      var steps: [Step] = []
      var passedOver = 0
      let now = ContinuousClock.now
      while waiting.total + returning > 0, passedOver < turns.count, running.total < running.most,
        let key = turns.popFirst()
      {
        guard running.allows(for: key), let step = next(of: key, now) else {
          if let line = lines[key], line.calls.isEmpty, line.returning.isEmpty {
            lines[key] = nil
          } else {
            turns.append(key)
            passedOver += 1
          }
          continue
        }
        turns.append(key)
        steps.append(step)
        passedOver = 0
      }
      return steps
    }

    /// Takes the next handler or call out of a key's line; nil if none of them may begin now.
    private mutating func next(of key: String, _ now: ContinuousClock.Instant) -> Step? {
      if let (call, handler) = lines[key]?.returning.popFirst() {
        returning -= 1
        _ = running.take(for: key)
        call.giveSlot()
        return .goOn(handler)
      }
      while let oldest = lines[key]?.calls.first, mayStart(on: oldest.lane) {
        let isLate = now - oldest.start > Admission.patience && oldest.deadline > now
        guard let call = isLate ? lines[key]?.calls.popLast() : lines[key]?.calls.popFirst() else {
          return nil
        }
        forget(call)
        if !call.isOver, call.deadline > now { return start(call) }
      }
      return nil
    }

    /// Returns the step that begins a call; a slot must be free for it.
    mutating func start(_ call: ServerCall) -> Step {
      let lane = call.lane.number
      while starting.count <= lane { starting.append(0) }
      starting[lane] += 1
      _ = running.take(for: call.key)
      guard lane < idle.count, let worker = idle[lane].popLast() else { return .spawn(call) }
      idleCount -= 1
      return .resume(worker, call)
    }

    private func mayStart(on lane: Lane) -> Bool {
      lane.number >= starting.count || starting[lane.number] < Admission.maxStarting
    }

    /// Keeps a task for the next call of its lane.
    ///
    /// - Returns: a task that must end because too many are idle, of another lane if one has any; nil if none must end.
    mutating func rest(
      _ worker: UnsafeContinuation<ServerCall?, Never>, on lane: Int, most: Int
    ) -> UnsafeContinuation<ServerCall?, Never>? {
      while idle.count <= lane { idle.append([]) }
      idle[lane].append(worker)
      idleCount += 1
      guard idleCount > most else { return nil }
      idleCount -= 1
      let other = idle.indices.first { $0 != lane && !idle[$0].isEmpty } ?? lane
      return idle[other].removeFirst()
    }

    /// Drops the calls that are over.
    mutating func shed() {
      for key in lines.keys {
        for call in lines[key]?.calls ?? [] where call.isOver { forget(call) }
        lines[key]?.calls.removeAll(where: \.isOver)
      }
    }

    /// Makes room for a call by giving up the latest call of the key with the longest line. Returns nil, and gives up none, if the
    /// call's own key has all that it may have, or if no line is longer than its own by more than one.
    mutating func displace(for call: ServerCall) -> ServerCall? {
      let key = call.key
      guard waiting.amount(of: key) < waiting.mostOfOne,
        held.amount(of: key) + call.heldBytes <= held.mostOfOne,
        let longest = lines.max(by: { $0.value.calls.count < $1.value.calls.count }),
        longest.value.calls.count > (lines[key]?.calls.count ?? 0) + 1,
        let latest = lines[longest.key]?.calls.popLast()
      else { return nil }
      forget(latest)
      return latest
    }
  }

  private enum Step {
    case resume(UnsafeContinuation<ServerCall?, Never>, ServerCall)
    case spawn(ServerCall)
    case goOn(UnsafeContinuation<Void, Never>)
  }

  /// The bounds, each for all keys together.
  struct Limits {
    var slots: Int
    var waiting: Int
    var heldBytes: Int
    var paused: Int
  }

  private let limits: Limits
  private let perform: @Sendable (ServerCall) async -> Void
  private let state: Mutex<State>

  init(
    limits: Limits, perform: @escaping @Sendable (ServerCall) async -> Void
  ) {
    self.limits = limits
    self.perform = perform
    state = Mutex(State(limits))
  }

  /// How many calls wait for their turn.
  var waiting: Int { state.withLock { $0.waiting.total } }

  /// Runs a call now or in its turn; if there is no room, refuses this call or another one.
  func submit(_ call: ServerCall) {
    var refused: [ServerCall] = []
    let step = state.withLock { state -> Step? in
      if state.canStart(call) { return state.start(call) }
      if state.add(call) { return nil }
      state.shed()
      while !state.add(call) {
        guard let displaced = state.displace(for: call) else {
          refused.append(call)
          return nil
        }
        refused.append(displaced)
      }
      return nil
    }
    if let step { take(step) }
    for call in refused { call.abort(Self.overloaded) }
  }

  private func take(_ step: Step) {
    switch step {
    case .resume(let worker, let call): worker.resume(returning: call)
    case .spawn(let call):
      let worker = Worker(call)
      worker.start(Task(executorPreference: call.lane.executor) { await self.work(worker) })
    case .goOn(let handler): handler.resume()
    }
  }

  /// Serves calls, one after the other. An idle task holds no call, since a call holds its connection and its request.
  private func work(_ worker: Worker) async {
    while let lane = await serve(worker) {
      let next = await withUnsafeContinuation { resting in
        let other = state.withLock { $0.rest(resting, on: lane, most: limits.slots) }
        other?.resume(returning: nil)
      }
      worker.put(next)
    }
  }

  /// Serves the worker's call.
  ///
  /// Another task begins the waiting calls while this one rests. If this task took the next call at once, it would run without a
  /// pause, and the other lanes would get no turn until its key had no more calls.
  ///
  /// - Returns: the number of its lane; nil when the task is to end.
  private func serve(_ worker: Worker) async -> Int? {
    guard let call = worker.takeCall() else { return nil }
    hasStarted(call)
    if call.begin(worker) { await perform(call) }
    // A task that was cancelled with its call can serve no other.
    let isSpent = call.leave() || Task.isCancelled
    let steps = state.withLock { state -> [Step] in
      if call.takeSlot() { state.running.giveBack(of: call.key) }
      return state.startMore()
    }
    for step in steps { take(step) }
    return isSpent ? nil : call.lane.number
  }

  /// Notes that a call has reached its task, and begins what may begin now.
  private func hasStarted(_ call: ServerCall) {
    let steps = state.withLock { state -> [Step] in
      state.starting[call.lane.number] -= 1
      return state.startMore()
    }
    for step in steps { take(step) }
  }

  // MARK: Handlers that wait

  /// Gives a call's slot back while its handler waits.
  ///
  /// - Returns: false when no slot was given back: too many handlers wait already, or the call has no slot.
  func pause(_ call: ServerCall) -> Bool {
    let steps = state.withLock { state -> [Step]? in
      // A handler that waits for two things at once has given its slot back already.
      guard state.paused.allows(for: call.key), call.takeSlot() else { return nil }
      _ = state.paused.take(for: call.key)
      state.running.giveBack(of: call.key)
      return state.startMore()
    }
    for step in steps ?? [] { take(step) }
    return steps != nil
  }

  /// Waits for a slot in which a handler can go on. A handler whose call is over needs no slot, since it only ends.
  func goOn(_ call: ServerCall) async {
    await withUnsafeContinuation { handler in
      let steps = state.withLock { state -> [Step] in
        state.paused.giveBack(of: call.key)
        if call.isOver { return [.goOn(handler)] }
        state.touch(call.key)
        state.lines[call.key]?.returning.append((call, handler))
        state.returning += 1
        return state.startMore()
      }
      for step in steps { take(step) }
    }
  }

  static let overloaded = Status(
    .resourceExhausted, "the server has as many calls waiting as it takes; try again later",
    details: StatusDetails(
      reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 100))
}
