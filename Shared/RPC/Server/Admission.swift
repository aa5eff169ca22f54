import DequeModule
import Locking
import RPCContract

/// Runs the handlers of unary calls on a bounded number of tasks, and lets a bounded number wait.
///
/// Waiting calls take turns by key, so a client that floods waits behind itself. Calls whose end has
/// come (deadline, cancellation) are passed over, and make room first when the queue is full. Tasks are
/// kept for the next call: making one costs as much as the rest of a small call.
final class Admission: Sendable {
  private struct State: ~Copyable {
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

    /// Takes the next call that is not over, of the key whose turn it is.
    mutating func take() -> ServerCall? {
      while let key = turns.popFirst() {
        guard let call = queues[key]?.popFirst() else {
          queues[key] = nil
          continue
        }
        waiting -= 1
        turns.append(key)
        if !call.isOver { return call }
      }
      return nil
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
    enum Step {
      case resume(UnsafeContinuation<ServerCall, Never>)
      case spawn
      case wait
      case refuse(ServerCall)
    }
    let step = state.withLock { state -> Step in
      if let idle = state.idle.popLast() { return .resume(idle) }
      if state.workers < limits.runningCalls {
        state.workers += 1
        return .spawn
      }
      if state.waiting >= limits.waitingCalls { state.shed() }
      if state.waiting >= limits.waitingCalls {
        guard let displaced = state.displace(for: call.context.principal.name) else {
          return .refuse(call)
        }
        state.add(call)
        return .refuse(displaced)
      }
      state.add(call)
      return .wait
    }
    switch step {
    case .resume(let worker): worker.resume(returning: call)
    case .spawn: spawn(call)
    case .wait: break
    case .refuse(let refused): refused.abort(Self.overloaded)
    }
  }

  private func spawn(_ first: ServerCall) {
    let worker = Worker()
    worker.start(Task(executorPreference: executor) { await self.work(first, worker) })
  }

  private func work(_ first: ServerCall, _ worker: Worker) async {
    var call = first
    while true {
      if call.begin(worker) { await perform(call) }
      // A task that was cancelled with its call can serve no other.
      if call.leave() || Task.isCancelled { return retire() }
      call = await next()
    }
  }

  private func next() async -> ServerCall {
    await withUnsafeContinuation { worker in
      let call = state.withLock { state -> ServerCall? in
        if let call = state.take() { return call }
        state.idle.append(worker)
        return nil
      }
      if let call { worker.resume(returning: call) }
    }
  }

  /// This task ends; another one takes its place when calls wait.
  private func retire() {
    let call = state.withLock { state -> ServerCall? in
      if let call = state.take() { return call }
      state.workers -= 1
      return nil
    }
    if let call { spawn(call) }
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
