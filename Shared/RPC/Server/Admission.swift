import DequeModule
import Locking
import RPCContract

/// Runs the handlers of unary calls in a bounded number of slots, and lets a bounded number wait.
///
/// A call has a slot while its handler computes. A handler that waits for something else gives it back meanwhile
/// (``pause(_:)``) and takes a turn to go on. No key has more than half of the slots, or of the queue.
///
/// Waiting calls take turns by key, so a client that floods waits behind itself. Calls whose end has
/// come (deadline, cancellation) are passed over, and make room first when the queue is full. While a
/// key's oldest call waits longer than ``patience`` its newest goes first: under overload the old ones
/// cannot make their deadline any more, and serving them would serve nobody (at twice the load that
/// saturates, 11 % of the peak were answered in time before, see the benchmark). Only few calls stand
/// between here and their handler's beginning, since nothing can be shed there. Tasks are kept for the
/// next call: making one costs as much as the rest of a small call.
final class Admission: Sendable {
  /// How long calls wait before the newest goes first.
  private static let patience = Duration.milliseconds(20)
  /// The most calls of a key that are on their way to a task.
  private static let maxStarting = 8

  /// What waits of one key: handlers that go on after a wait of their own come before new calls.
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
    /// The keys that have a line, by turn.
    var turns = Deque<String>()
    /// Handlers that wait to go on.
    var returning = 0
    /// The tasks that wait for a call, by the number of their lane, and how many they are.
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
    /// - Returns: false when the key, or all together, have as much there as they may.
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

    /// Whether a call that has just come passes nobody by when it begins at once: what waits while a
    /// slot is free are calls of keys that have all the slots one key may have.
    func canStart(_ call: ServerCall) -> Bool {
      guard mayStart(on: call.lane), running.allows(for: call.key) else { return false }
      guard waiting.total + returning > 0, let line = lines[call.key] else { return true }
      return line.calls.isEmpty && line.returning.isEmpty
    }

    /// What to do to begin as much of what waits as may be on its way.
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

    /// Takes what is next of a key out of its line; nil where nothing of it may begin now.
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

    /// What to do to begin a call; there must be a slot for it.
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
    /// - Returns: one of another lane that is to end instead, where as many rest as may.
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

    /// Makes room for a call by giving up the latest call of the key that waits most; nil where its own key has too much.
    mutating func displace(for call: ServerCall) -> ServerCall? {
      let key = call.key
      guard waiting.amount(of: key) < waiting.mostOfOne,
        held.amount(of: key) + call.heldBytes <= held.mostOfOne
      else { return nil }
      guard let longest = lines.max(by: { $0.value.calls.count < $1.value.calls.count }),
        longest.value.calls.count > (lines[key]?.calls.count ?? 0) + 1
      else { return nil }
      guard let latest = lines[longest.key]?.calls.popLast() else { return nil }
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

  /// Runs a call now or in its turn, or refuses it or another one.
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

  /// Serves calls, one after the other. While it rests it holds none: a call holds its connection and its request.
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
  /// What waits is begun by another task, while this one rests: a task that took it at once would go on without a pause, and
  /// the other lanes would have no turn before its key had no more calls.
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

  /// A call has reached its task: another one may set out.
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
  /// - Returns: false when the call keeps its slot, since its key has as many that wait as it may.
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

  /// Waits for a slot in which a handler goes on. One whose call is over needs none: it only ends.
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
