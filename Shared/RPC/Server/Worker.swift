import Locking

/// The task that runs a handler, cancelled from outside when its call ends early.
final class Worker: Sendable {
  private enum State {
    case starting
    case running(Task<Void, Never>)
    case cancelled
  }

  private let state = Mutex(State.starting)
  private let call: Mutex<ServerCall?>

  /// Makes the worker of a call; it may serve other calls afterwards.
  init(_ call: ServerCall? = nil) { self.call = Mutex(call) }

  /// Gives the worker its next call; nil makes it end.
  func put(_ next: ServerCall?) { call.withLock { $0 = next } }

  /// Takes the call out of the worker, and returns it.
  func takeCall() -> ServerCall? {
    call.withLock { call in
      defer { call = nil }
      return call
    }
  }

  /// Notes the worker's task, which may be running already.
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
