import DequeModule
import Locking
import RPCContract

/// One call as the client sees it: what came, who waits for it, and how it ended.
///
/// A lock, not an actor: frames arrive on the transport's thread and must not wait for a hop.
final class ClientCall: Sendable {
  private struct State: ~Copyable {
    var arrived = Deque<[UInt8]>()
    var arrivedBytes = 0
    var initial: Metadata = [:]
    var outcome: (status: Status, trailing: Metadata)?
    var waiter: CheckedContinuation<[UInt8]?, any Error>?
    var owedMessages = 0
    var owedBytes = 0
    var timer: (any ScheduledAction)?
  }

  let id: UInt64
  let deadline: ContinuousClock.Instant
  let waitsForReady: Bool
  private let limits: Limits
  private let giveUp: @Sendable (ClientCall, Status) -> Void
  private let grant: @Sendable (Frame) -> Void
  private let state = Mutex(State())

  init(
    id: UInt64, deadline: ContinuousClock.Instant, waitsForReady: Bool, limits: Limits,
    grant: @escaping @Sendable (Frame) -> Void,
    giveUp: @escaping @Sendable (ClientCall, Status) -> Void
  ) {
    self.id = id
    self.deadline = deadline
    self.waitsForReady = waitsForReady
    self.limits = limits
    self.grant = grant
    self.giveUp = giveUp
  }

  /// The trailing metadata; empty before the end.
  var trailing: Metadata { state.withLock { $0.outcome?.trailing ?? [:] } }

  /// The initial metadata; empty before it came.
  var initial: Metadata { state.withLock { $0.initial } }

  func setTimer(_ timer: any ScheduledAction) {
    let isOver = state.withLock { state in
      state.timer = timer
      return state.outcome != nil
    }
    if isOver { timer.cancel() }
  }

  func deliverInitial(_ metadata: Metadata) {
    state.withLock { $0.initial = metadata }
  }

  /// Takes a message.
  ///
  /// - Returns: false when the server sent more than was granted (one message of grace for bytes).
  func deliver(_ message: [UInt8]) -> Bool {
    let waiter: CheckedContinuation<[UInt8]?, any Error>?
    var fits = true
    (waiter, fits) = state.withLock { state in
      guard state.outcome == nil else { return (nil, true) }
      if let waiter = state.waiter {
        state.waiter = nil
        return (waiter, true)
      }
      guard state.arrived.count < limits.windowMessages else { return (nil, false) }
      state.arrived.append(message)
      state.arrivedBytes += message.count
      return (nil, state.arrivedBytes <= limits.windowBytes + limits.messageBytes)
    }
    if let waiter {
      waiter.resume(returning: message)
      read(message)
    }
    return fits
  }

  /// Ends the call; only the first end counts.
  func finish(_ status: Status, _ trailing: Metadata = [:]) {
    let (waiter, timer) = state.withLock {
      state -> (CheckedContinuation<[UInt8]?, any Error>?, (any ScheduledAction)?) in
      guard state.outcome == nil else { return (nil, nil) }
      state.outcome = (status, trailing)
      // A failed stream is not read on; what came before success still is.
      if status.code != .ok { state.arrived.removeAll() }
      defer { state.waiter = nil }
      return (state.waiter, state.timer)
    }
    timer?.cancel()
    guard let waiter else { return }
    if status.code == .ok {
      waiter.resume(returning: nil)
    } else {
      waiter.resume(throwing: RPCError(status, trailing: trailing.dictionary))
    }
  }

  /// Waits for the next message; nil at the end of a call that succeeded.
  ///
  /// - Throws: `RPCError` when the call failed; CANCELLED when the task was cancelled.
  func next() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let now: Result<[UInt8]?, any Error>? = state.withLock { state in
          if let message = state.arrived.popFirst() {
            state.arrivedBytes -= message.count
            return .success(message)
          }
          if let outcome = state.outcome {
            guard outcome.status.code != .ok else { return .success(nil) }
            return .failure(RPCError(outcome.status, trailing: outcome.trailing.dictionary))
          }
          precondition(state.waiter == nil, "one task reads a call at a time")
          state.waiter = continuation
          return nil
        }
        guard let now else { return }
        if case .success(let message?) = now { read(message) }
        continuation.resume(with: now)
      }
    } onCancel: {
      giveUp(self, Status(.cancelled, "the caller cancelled"))
    }
  }

  /// Gives the call up if it is still open.
  func abandon() {
    guard state.withLock({ $0.outcome == nil }) else { return }
    giveUp(self, Status(.cancelled, "the reader went away"))
  }

  /// Counts a message as read and grants credit again when half the window is used up.
  private func read(_ message: [UInt8]) {
    let credit: Frame? = state.withLock { state in
      state.owedMessages += 1
      state.owedBytes += message.count
      guard state.outcome == nil,
        state.owedMessages * 2 >= limits.windowMessages
          || state.owedBytes * 2 >= limits.windowBytes
      else { return nil }
      defer { (state.owedMessages, state.owedBytes) = (0, 0) }
      return .credit(callID: id, messages: state.owedMessages, bytes: state.owedBytes)
    }
    if let credit { grant(credit) }
  }
}
