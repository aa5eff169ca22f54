import DequeModule
import Locking
import RPCContract

/// Runs the handlers of unary calls on a bounded number of tasks, and lets a bounded number wait.
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
  /// The most calls that are on their way to a task.
  private static let maxStarting = 8

  private struct State: ~Copyable {
    /// Calls on their way to a task.
    var starting = 0
    /// Calls that have a task, by key.
    var running: [String: Int] = [:]
    var queues: [String: Deque<ServerCall>] = [:]
    var turns = Deque<String>()
    var waiting = 0
    var workers = 0
    var idle: [UnsafeContinuation<ServerCall, Never>] = []

    mutating func add(_ call: ServerCall) {
      let key = call.context.principal.name
      if queues[key] == nil { turns.append(key) }
      queues[key, default: []].append(call)
      waiting += 1
    }

    /// Takes the next call that is not over, of the key whose turn it is and that has not all the tasks
    /// that one key may have.
    mutating func take(_ limits: Limits) -> ServerCall? {
      let now = ContinuousClock.now
      var skipped = 0
      while skipped < turns.count, let key = turns.popFirst() {
        if running[key, default: 0] >= limits.runningCallsPerKey {
          turns.append(key)
          skipped += 1
          continue
        }
        guard let oldest = queues[key]?.first else {
          queues[key] = nil
          continue
        }
        let isLate = now - oldest.start > Admission.patience && oldest.deadline > now
        let call = isLate ? queues[key]?.popLast() : queues[key]?.popFirst()
        waiting -= 1
        turns.append(key)
        if let call, !call.isOver, call.deadline > now { return call }
      }
      return nil
    }

    /// Whether a call that has just come passes nobody by when it begins at once: what waits while a task
    /// is free are calls of keys that have all the tasks one key may have.
    func canStart(_ call: ServerCall, _ limits: Limits) -> Bool {
      let key = call.context.principal.name
      return starting < Admission.maxStarting && (!idle.isEmpty || workers < limits.runningCalls)
        && running[key, default: 0] < limits.runningCallsPerKey
        && (waiting == 0 || queues[key]?.isEmpty ?? true)
    }

    /// What to do to begin as many waiting calls as may be on their way.
    mutating func startMore(_ limits: Limits) -> [Step] {
      var steps: [Step] = []
      while starting < Admission.maxStarting, waiting > 0,
        !idle.isEmpty || workers < limits.runningCalls, let call = take(limits)
      {
        steps.append(start(call))
      }
      return steps
    }

    /// What to do to begin a call; there must be an idle task or room for one.
    mutating func start(_ call: ServerCall) -> Step {
      starting += 1
      running[call.context.principal.name, default: 0] += 1
      if let idle = idle.popLast() { return .resume(idle, call) }
      workers += 1
      return .spawn(call)
    }

    /// Counts a call out.
    mutating func finished(_ call: ServerCall) {
      let key = call.context.principal.name
      let left = running[key, default: 1] - 1
      running[key] = left > 0 ? left : nil
    }

    /// Drops the calls that are over.
    mutating func shed() {
      for key in queues.keys { queues[key]?.removeAll(where: \.isOver) }
      waiting = queues.values.reduce(0) { $0 + $1.count }
    }

    /// Makes room for a call of a key by giving up the latest call of the key that waits most.
    mutating func displace(for key: String) -> ServerCall? {
      guard let longest = queues.max(by: { $0.value.count < $1.value.count }),
        longest.value.count > (queues[key]?.count ?? 0) + 1
      else { return nil }
      waiting -= 1
      return queues[longest.key]?.popLast()
    }
  }

  private enum Step {
    case resume(UnsafeContinuation<ServerCall, Never>, ServerCall)
    case spawn(ServerCall)
    case refuse(ServerCall)
  }

  private let limits: Limits
  private let executor: (any TaskExecutor)?
  private let perform: @Sendable (ServerCall) async -> Void
  private let state = Mutex(State())

  init(
    limits: Limits, executor: (any TaskExecutor)?,
    perform: @escaping @Sendable (ServerCall) async -> Void
  ) {
    self.limits = limits
    self.executor = executor
    self.perform = perform
  }

  /// How many calls wait for their turn.
  var waiting: Int { state.withLock { $0.waiting } }

  /// Runs a call now or in its turn, or refuses it or another one.
  func submit(_ call: ServerCall) {
    let step = state.withLock { state -> Step? in
      if state.canStart(call, limits) { return state.start(call) }
      if state.waiting >= limits.waitingCalls { state.shed() }
      if state.waiting >= limits.waitingCalls {
        guard let displaced = state.displace(for: call.context.principal.name) else {
          return .refuse(call)
        }
        state.add(call)
        return .refuse(displaced)
      }
      state.add(call)
      return nil
    }
    if let step { take(step) }
  }

  private func take(_ step: Step) {
    switch step {
    case .resume(let worker, let call): worker.resume(returning: call)
    case .spawn(let call):
      let worker = Worker()
      worker.start(Task(executorPreference: executor) { await self.work(call, worker) })
    case .refuse(let refused): refused.abort(Self.overloaded)
    }
  }

  private func work(_ first: ServerCall, _ worker: Worker) async {
    var call = first
    while true {
      hasStarted()
      if call.begin(worker) { await perform(call) }
      // A task that was cancelled with its call can serve no other.
      let isSpent = call.leave() || Task.isCancelled
      state.withLock { $0.finished(call) }
      if isSpent { return retire() }
      call = await next()
    }
  }

  /// A call has reached its task: another one may set out.
  private func hasStarted() {
    let steps = state.withLock { state -> [Step] in
      state.starting -= 1
      return state.waiting > 0 ? state.startMore(limits) : []
    }
    for step in steps { take(step) }
  }

  private func next() async -> ServerCall {
    await withUnsafeContinuation { worker in
      let steps = state.withLock { state -> [Step] in
        state.idle.append(worker)
        return state.waiting > 0 ? state.startMore(limits) : []
      }
      for step in steps { take(step) }
    }
  }

  /// This task ends; another one takes its place when calls wait.
  private func retire() {
    let steps = state.withLock { state -> [Step] in
      state.workers -= 1
      return state.startMore(limits)
    }
    for step in steps { take(step) }
  }

  private static let overloaded = Status(
    .resourceExhausted, "the server has as many calls waiting as it takes; try again later",
    details: StatusDetails(
      reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 100))
}

/// The task that runs a handler, cancelled from outside when its call ends early.
final class Worker: Sendable {
  private enum State {
    case starting
    case running(Task<Void, Never>)
    case cancelled
  }

  private let state = Mutex(State.starting)

  /// Notes the task once it is made; it may run already.
  func start(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      if case .cancelled = state { return true }
      state = .running(task)
      return false
    }
    if isCancelled { task.cancel() }
  }

  /// Cancels the task.
  func cancel() {
    let task = state.withLock { state -> Task<Void, Never>? in
      defer { state = .cancelled }
      if case .running(let task) = state { return task }
      return nil
    }
    task?.cancel()
  }
}
