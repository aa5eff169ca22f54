import Locking
public import RPCContract

/// An observer that is told of each ended call, for metrics and the log. It is called on any thread and must not block.
public protocol ServerObserver: Sendable {
  /// A caller may not call a method.
  func refused(_ method: String, _ principal: Principal, onBehalfOf name: String?)
  /// A call ended; `status` is nil when the client went away first.
  func ended(_ context: ServerContext, _ status: Status?, took duration: Duration)
  /// A handler of any shape failed with an error that is neither an `RPCError` nor a cancellation. Returns the status for the
  /// caller: INTERNAL if the fault is the service's own.
  func failed(_ context: ServerContext, _ error: any Error, _ texts: RequestTexts) async -> Status
}

extension ServerObserver {
  /// Does nothing.
  public func refused(_ method: String, _ principal: Principal, onBehalfOf name: String?) {}
}

/// The methods of a process and the calls that run on them, over all of its connections.
public final class Server: Sendable {
  private struct State: ~Copyable {
    var isDraining = false
    var open = 0
    var halfOpen: Shares
    var halfOpenBytes: Shares
    var streams: Shares
    var watches: Shares
    var sessions: [ObjectIdentifier: ServerConnection] = [:]
    /// Ends when no call is open any more.
    var emptied: AsyncStream<Void>.Continuation?

    init(_ limits: Limits) {
      halfOpen = Shares(of: limits.halfOpenCalls)
      halfOpenBytes = Shares(of: limits.halfOpenBytes)
      streams = Shares(of: limits.openStreams)
      watches = Shares(of: limits.openWatches)
    }
  }

  /// The limits on what is accepted from clients.
  public let limits: Limits
  /// Where the handlers of each key begin.
  let lanes: Lanes
  let router: Router
  let observer: (any ServerObserver)?
  private let codecs: [String: any PayloadCodec]
  private let admission: Admission
  /// The admission of calls that ask how the service is, so that its operators are answered when all else is full.
  private let admissionAside: Admission
  private let health = HealthState()
  private let state: Mutex<State>

  /// Makes a server.
  ///
  /// - Parameters:
  ///   - router: the methods; health's watch and reflection are added.
  ///   - codecs: the content types that are spoken.
  ///   - limits: what is taken from clients.
  ///   - lane: makes an executor for the handlers of one key's calls. Its work takes turns with that of the other executors, and
  ///     handlers must not block it. nil for Swift's own pool.
  ///   - observer: told of calls that ended.
  public init(
    router: Router, codecs: [any PayloadCodec] = [JSONCodec()], limits: Limits = Limits(),
    lane: (@Sendable () -> any TaskExecutor)? = nil, observer: (any ServerObserver)? = nil
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
    lanes = Lanes(lane)
    self.observer = observer
    state = Mutex(State(limits))
    let perform: @Sendable (ServerCall) async -> Void = { [observer, stages = router.stages] in
      await Self.perform($0, stages, observer)
    }
    admission = Admission(
      limits: AdmissionLimits(
        slots: limits.runningCalls, waiting: limits.waitingCalls,
        heldBytes: limits.waitingBytes, paused: limits.pausedCalls),
      perform: perform)
    admissionAside = Admission(
      limits: AdmissionLimits(
        slots: limits.runningAside, waiting: limits.waitingAside,
        heldBytes: limits.waitingAside * limits.headerBytes, paused: limits.runningAside),
      perform: perform)
  }

  private func admission(of call: ServerCall) -> Admission {
    call.method.isAboutService ? admissionAside : admission
  }

  /// Whether new calls are refused because the server stops.
  public var isDraining: Bool { state.withLock { $0.isDraining } }

  /// How many unary calls wait for their turn.
  public var waitingCalls: Int { admission.waiting + admissionAside.waiting }

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
    let (untilEmpty, emptied) = AsyncStream<Void>.makeStream()
    let sessions = state.withLock { state in
      state.isDraining = true
      if state.open == 0 { emptied.finish() } else { state.emptied = emptied }
      return Array(state.sessions.values)
    }
    health.stop()
    for session in sessions { session.sendGoAway() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in untilEmpty {} }
      group.addTask { try? await Task.sleep(for: grace) }
      await group.next()
      for session in state.withLock({ Array($0.sessions.values) }) {
        session.close(Status(.unavailable, "the server stopped before the call was over"))
      }
      group.cancelAll()
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
  /// - Throws: `RPCError`: UNAVAILABLE while draining, RESOURCE_EXHAUSTED when its key, or all keys together, have as many
  ///   open calls of this kind as they may.
  func enter(_ call: ServerCall) throws {
    let (admissionClass, key) = (call.admissionClass, call.key)
    try state.withLock { state in
      if state.isDraining { throw RPCError(.draining) }
      switch admissionClass {
      case .whole: break
      case .halfOpen:
        guard state.halfOpen.take(for: key) else {
          throw Self.tooMany("calls whose request is not whole", state.halfOpen)
        }
        guard state.halfOpenBytes.take(call.heldBytes, for: key) else {
          state.halfOpen.giveBack(of: key)
          throw Self.tooMany("bytes of requests that are not whole", state.halfOpenBytes)
        }
      case .stream:
        guard state.streams.take(for: key) else { throw Self.tooMany("streams", state.streams) }
      case .watch:
        guard state.watches.take(for: key) else {
          throw Self.tooMany("watches of its health", state.watches)
        }
      }
      state.open += 1
    }
  }

  private static func tooMany(_ what: String, _ shares: Shares) -> RPCError {
    RPCError(
      .resourceExhausted,
      "the server has as many open \(what) as it takes: \(shares.mostOfOne) of one key, "
        + "\(shares.most) in all",
      details: StatusDetails(
        reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 1000))
  }

  /// Takes a frame of a unary call whose request was not complete, and runs the call once it is.
  func take(_ frame: Frame, of call: ServerCall) {
    let key = call.key
    let progress = state.withLock { state -> ServerCall.Progress in
      guard state.halfOpenBytes.allows(frame.payload.count, for: key) else {
        return .fails(Admission.overloaded)
      }
      let before = call.heldBytes
      let progress = call.take(frame)
      switch progress {
      case .waits: _ = state.halfOpenBytes.take(call.heldBytes - before, for: key)
      case .isWhole:
        state.halfOpen.giveBack(of: key)
        state.halfOpenBytes.giveBack(before, of: key)
      case .fails: break
      }
      return progress
    }
    switch progress {
    case .waits: break
    case .isWhole: admission(of: call).submit(call)
    case .fails(let status): call.abort(status)
    }
  }

  /// Counts a call out.
  func leave(_ call: ServerCall) {
    let key = call.key
    let emptied = state.withLock { state -> AsyncStream<Void>.Continuation? in
      state.open -= 1
      switch call.admissionClass {
      case .whole: break
      case .halfOpen:
        state.halfOpen.giveBack(of: key)
        state.halfOpenBytes.giveBack(call.heldBytes, of: key)
      case .stream: state.streams.giveBack(of: key)
      case .watch: state.watches.giveBack(of: key)
      }
      return state.open == 0 ? state.emptied : nil
    }
    emptied?.finish()
  }

  /// Gives a call's slot back while its handler waits; false when it keeps it.
  func pause(_ call: ServerCall) -> Bool { admission(of: call).pause(call) }

  /// Waits until a handler that has waited may go on.
  func goOn(_ call: ServerCall) async { await admission(of: call).goOn(call) }

  /// Runs an admitted call's handler: a unary one in its turn once its request is whole, a stream at once on a task of
  /// its own.
  func run(_ call: ServerCall) {
    if case .halfOpen = call.admissionClass { return }
    guard call.method.shape != .unary else { return admission(of: call).submit(call) }
    let worker = Worker()
    worker.start(
      Task(executorPreference: call.lane.executor) { [observer, stages = router.stages] in
        if call.begin(worker) { await Self.perform(call, stages, observer) }
        _ = call.leave()
      })
  }

  private static func perform(
    _ call: ServerCall, _ stages: [any ServerStage], _ observer: (any ServerObserver)?
  ) async {
    await ServerContext.$current.withValue(call.context) {
      do {
        try await call.complete(reply: try await call.answer(through: stages))
      } catch let error as RPCError {
        for (name, values) in error.trailing {
          for value in values { call.context.addTrailing(value, for: name) }
        }
        call.fail(error.status)
      } catch is CancellationError {
        call.fail(Status(.cancelled, "the call was cancelled"))
      } catch {
        call.fail(
          await observer?.failed(call.context, error, RequestTexts(call: call))
            ?? Status(.internal, "\(call.context.method) failed"))
      }
    }
  }
}
