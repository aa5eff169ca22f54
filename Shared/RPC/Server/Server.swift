import Locking
import RPCContract

/// The methods of a process and the calls that run on them, over all of its connections.
public final class Server: Sendable {
  private struct State: ~Copyable {
    var isDraining = false
    var running = 0
    var sessions: [ObjectIdentifier: ServerConnection] = [:]
    var emptied: CheckedContinuation<Void, Never>?
  }

  /// What is taken from clients.
  public let limits: Limits
  /// Where handlers begin; nil for Swift's own pool.
  public let executor: (any TaskExecutor)?
  let router: Router
  let failed: @Sendable (String, any Error) -> Void
  private let state = Mutex(State())

  /// Makes a server.
  ///
  /// - Parameters:
  ///   - router: the methods.
  ///   - limits: what is taken from clients.
  ///   - executor: where handlers begin; they must not block it.
  ///   - failed: told of failures that are no refusals, with the method: for the log.
  public init(
    router: Router, limits: Limits = Limits(), executor: (any TaskExecutor)? = nil,
    failed: @escaping @Sendable (String, any Error) -> Void = { _, _ in }
  ) {
    self.router = router
    self.limits = limits
    self.executor = executor
    self.failed = failed
  }

  /// Whether new calls are refused because the server stops.
  public var isDraining: Bool { state.withLock { $0.isDraining } }

  /// Refuses new calls as UNAVAILABLE and waits until the open ones are over.
  ///
  /// - Parameter grace: the longest wait; what is open then ends as UNAVAILABLE.
  public func drain(grace: Duration) async {
    let sessions = state.withLock { state in
      state.isDraining = true
      return Array(state.sessions.values)
    }
    for session in sessions { session.sendGoAway() }
    await withTaskGroup { group in
      group.addTask { await self.untilEmpty() }
      group.addTask { try? await Task.sleep(for: grace) }
      await group.next()
      for session in state.withLock({ Array($0.sessions.values) }) {
        session.close(Status(.unavailable, "the server stopped before the call was over"))
      }
      // A handler that does not heed its cancellation must not hold up the stop.
      self.takeEmptied()?.resume()
      group.cancelAll()
    }
  }

  private func takeEmptied() -> CheckedContinuation<Void, Never>? {
    state.withLock { state in
      defer { state.emptied = nil }
      return state.emptied
    }
  }

  private func untilEmpty() async {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if state.running > 0 { state.emptied = continuation }
        return state.running == 0
      }
      if isEmpty { continuation.resume() }
    }
  }

  func add(_ session: ServerConnection) {
    state.withLock { $0.sessions[ObjectIdentifier(session)] = session }
  }

  func remove(_ session: ServerConnection) {
    state.withLock { $0.sessions[ObjectIdentifier(session)] = nil }
  }

  /// Counts a call in.
  ///
  /// - Throws: `RPCError`, UNAVAILABLE while draining, RESOURCE_EXHAUSTED above the limit.
  func enter() throws {
    try state.withLock { state in
      if state.isDraining {
        throw RPCError(
          Status(
            .unavailable, reason: "DRAINING", domain: "vigie.rpc",
            "the server is stopping and takes no new calls; try again"))
      }
      guard state.running < limits.runningCalls else {
        throw RPCError(
          Status(
            .resourceExhausted, "the server runs \(limits.runningCalls) calls already",
            details: StatusDetails(
              reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 100)))
      }
      state.running += 1
    }
  }

  /// Counts a call out.
  func leave() {
    let emptied = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.running -= 1
      guard state.running == 0 else { return nil }
      defer { state.emptied = nil }
      return state.emptied
    }
    emptied?.resume()
  }
}
