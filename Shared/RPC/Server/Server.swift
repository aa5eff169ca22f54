import Locking
public import RPCContract

/// Told of each call that ended: for metrics and the log. Called on any thread; must not block.
public protocol ServerObserver: Sendable {
  /// A call ended; `status` is nil when the client went away first.
  func ended(_ context: ServerContext, _ status: Status?, took duration: Duration)
  /// A handler failed in a way that is no refusal.
  func failed(_ context: ServerContext, _ error: any Error)
}

/// The methods of a process and the calls that run on them, over all of its connections.
public final class Server: Sendable {
  private struct State: ~Copyable {
    var isDraining = false
    var open = 0
    var streams = 0
    var sessions: [ObjectIdentifier: ServerConnection] = [:]
    var emptied: CheckedContinuation<Void, Never>?
  }

  /// What is taken from clients.
  public let limits: Limits
  /// Where handlers begin; nil for Swift's own pool.
  public let executor: (any TaskExecutor)?
  let router: Router
  let observer: (any ServerObserver)?
  private let codecs: [String: any PayloadCodec]
  private let admission: Admission
  private let health = HealthState()
  private let state = Mutex(State())

  /// Makes a server.
  ///
  /// - Parameters:
  ///   - router: the methods; health's watch and reflection are added.
  ///   - codecs: the content types that are spoken.
  ///   - limits: what is taken from clients.
  ///   - executor: where handlers begin; they must not block it.
  ///   - observer: told of calls that ended.
  public init(
    router: Router, codecs: [any PayloadCodec] = [JSONCodec()], limits: Limits = Limits(),
    executor: (any TaskExecutor)? = nil, observer: (any ServerObserver)? = nil
  ) {
    var router = router
    if router.methods[WatchHealth.method] == nil {
      router.handle(stream: WatchHealth.self) { [health] _, _, writer in
        try await health.watch(writer)
      }
    }
    router.offerReflection()
    self.router = router
    self.codecs = Dictionary(uniqueKeysWithValues: codecs.map { ($0.contentType, $0) })
    self.limits = limits
    self.executor = executor
    self.observer = observer
    admission = Admission(limits: limits, executor: executor) { [observer] in
      await Self.perform($0, observer)
    }
  }

  /// Whether new calls are refused because the server stops.
  public var isDraining: Bool { state.withLock { $0.isDraining } }

  /// How many unary calls wait for their turn.
  public var waitingCalls: Int { admission.waiting }

  /// How many calls are open.
  public var openCalls: Int { state.withLock { $0.open } }

  /// The content types that are spoken.
  var contentTypes: [String] { codecs.keys.sorted() }

  func codec(_ contentType: String?) -> (any PayloadCodec)? {
    codecs[contentType ?? JSONCodec.contentType]
  }

  /// Refuses new calls as UNAVAILABLE and waits until the open ones are over.
  ///
  /// - Parameter grace: the longest wait; what is open then ends as UNAVAILABLE.
  public func drain(grace: Duration) async {
    let sessions = state.withLock { state in
      state.isDraining = true
      return Array(state.sessions.values)
    }
    health.stop()
    for session in sessions { session.sendGoAway() }
    await withTaskGroup { group in
      group.addTask { await self.untilEmpty() }
      group.addTask { try? await Task.sleep(for: grace) }
      await group.next()
      for session in state.withLock({ Array($0.sessions.values) }) {
        session.close(Status(.unavailable, "the server stopped before the call was over"))
      }
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
        if state.open > 0 { state.emptied = continuation }
        return state.open == 0
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
  /// - Throws: `RPCError`, UNAVAILABLE while draining, RESOURCE_EXHAUSTED above the limit of streams.
  func enter(_ shape: Router.Shape) throws {
    try state.withLock { state in
      if state.isDraining { throw RPCError(.draining) }
      if shape != .unary {
        guard state.streams < limits.openStreams else {
          throw RPCError(
            Status(
              .resourceExhausted, "the server has \(limits.openStreams) streams open already",
              details: StatusDetails(
                reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 1000)))
        }
        state.streams += 1
      }
      state.open += 1
    }
  }

  /// Counts a call out.
  func leave(_ shape: Router.Shape) {
    let emptied = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.open -= 1
      if shape != .unary { state.streams -= 1 }
      guard state.open == 0 else { return nil }
      defer { state.emptied = nil }
      return state.emptied
    }
    emptied?.resume()
  }

  /// Runs an admitted call's handler: a unary one in its turn, a stream at once on a task of its own.
  func run(_ call: ServerCall) {
    guard call.method.shape != .unary else { return admission.submit(call) }
    let worker = Worker()
    worker.start(
      Task(executorPreference: executor) { [observer] in
        if call.begin(worker) { await Self.perform(call, observer) }
        _ = call.leave()
      })
  }

  private static func perform(_ call: ServerCall, _ observer: (any ServerObserver)?) async {
    await CallContext.$current.withValue(CallContext(of: call.context)) {
      do {
        call.complete(.ok, reply: try await call.method.handler(call))
      } catch let error as RPCError {
        for (name, values) in error.trailing {
          for value in values { call.context.addTrailing(value, for: name) }
        }
        call.complete(error.status)
      } catch is CancellationError {
        call.complete(Status(.cancelled, "the call was cancelled"))
      } catch {
        observer?.failed(call.context, error)
        call.complete(
          Status(.internal, "\(call.context.method) failed; the service's log says why"))
      }
    }
  }
}
