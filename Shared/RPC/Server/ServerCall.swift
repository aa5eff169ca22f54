import Locking
import RPCContract

/// One call as the server sees it: its handler's task, its credit, and its one end.
final class ServerCall: Sendable, RawWriter {
  private struct State: ~Copyable {
    var isOver = false
    var sentInitial = false
    var messages: Int
    var bytes: Int
    var waiter: CheckedContinuation<Void, any Error>?
    var task: Task<Void, Never>?
    var timer: (any ScheduledAction)?
  }

  let id: UInt64
  let context: ServerContext
  private let sink: any FrameSink
  private let maxMessageBytes: Int
  private let state: Mutex<State>

  init(
    id: UInt64, context: ServerContext, credit: CallHeader.Credit, sink: any FrameSink,
    maxMessageBytes: Int
  ) {
    self.id = id
    self.context = context
    self.sink = sink
    self.maxMessageBytes = maxMessageBytes
    state = Mutex(State(messages: credit.messages, bytes: credit.bytes))
  }

  func setTimer(_ timer: any ScheduledAction) {
    let isOver = state.withLock { state in
      state.timer = timer
      return state.isOver
    }
    if isOver { timer.cancel() }
  }

  func setTask(_ task: Task<Void, Never>) {
    let isOver = state.withLock { state in
      state.task = task
      return state.isOver
    }
    if isOver { task.cancel() }
  }

  func addCredit(messages: Int, bytes: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      state.messages = min(state.messages + messages, Int(UInt32.max))
      state.bytes = min(state.bytes + bytes, Int(UInt32.max))
      guard state.messages > 0, state.bytes > 0 else { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  func write(_ message: [UInt8]) async throws {
    guard message.count <= maxMessageBytes else {
      throw RPCError(
        .resourceExhausted,
        "a message of \(message.count) bytes was to be sent, \(maxMessageBytes) are allowed")
    }
    while try !send(message) { try await waitForCredit() }
  }

  private func send(_ message: [UInt8]) throws -> Bool {
    try state.withLock { state in
      if state.isOver { throw CancellationError() }
      guard state.messages > 0, state.bytes > 0 else { return false }
      state.messages -= 1
      state.bytes -= message.count
      sendInitial(&state)
      sink.send(Frame(.message, flags: .hasMessage, callID: id, payload: message))
      return true
    }
  }

  private func sendInitial(_ state: inout State) {
    guard !state.sentInitial else { return }
    state.sentInitial = true
    let initial = context.initial
    guard !initial.isEmpty, let header = try? JSON.encode(HeadersHeader(metadata: initial)) else {
      return
    }
    sink.send(Frame(.headers, callID: id, header: header))
  }

  private func waitForCredit() async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let now: Result<Void, any Error>? = state.withLock { state in
          if state.isOver || Task.isCancelled { return .failure(CancellationError()) }
          if state.messages > 0, state.bytes > 0 { return .success(()) }
          precondition(state.waiter == nil, "one task writes a call at a time")
          state.waiter = continuation
          return nil
        }
        if let now { continuation.resume(with: now) }
      }
    } onCancel: {
      takeWaiter()?.resume(throwing: CancellationError())
    }
  }

  private func takeWaiter() -> CheckedContinuation<Void, any Error>? {
    state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
  }

  /// Ends the call, with a message for a unary success; only the first end counts.
  ///
  /// - Parameters:
  ///   - status: what the client is told; nil when it went away and is told nothing.
  ///   - message: the reply.
  func finish(_ status: Status?, message: [UInt8]? = nil) {
    let (task, timer, waiter) = state.withLock {
      state -> (
        Task<Void, Never>?, (any ScheduledAction)?, CheckedContinuation<Void, any Error>?
      ) in
      guard !state.isOver else { return (nil, nil, nil) }
      state.isOver = true
      if let status { sendEnd(status, message, &state) }
      defer { (state.task, state.timer, state.waiter) = (nil, nil, nil) }
      return (state.task, state.timer, state.waiter)
    }
    timer?.cancel()
    task?.cancel()
    waiter?.resume(throwing: CancellationError())
  }

  private func sendEnd(_ status: Status, _ message: [UInt8]?, _ state: inout State) {
    if status.code == .ok { sendInitial(&state) }
    let trailing = context.trailing
    let isPlain = status.code == .ok && trailing.isEmpty
    let header = isPlain ? [] : (try? JSON.encode(EndHeader(status, trailing))) ?? []
    sink.send(
      Frame(
        .end, flags: message == nil ? [.halfClose] : [.hasMessage, .halfClose], callID: id,
        header: header, payload: message ?? []))
  }
}
