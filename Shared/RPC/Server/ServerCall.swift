import Locking
import RPCContract

/// One call as the server sees it: its request, the task of its handler, and its end.
final class ServerCall: AdmittedCall, Sendable {
  /// The class in which the limits count an open call, apart from the slot of a computing handler.
  enum AdmissionClass: Sendable {
    /// Unary, and its request is there.
    case whole
    /// Unary, and its client has not yet sent the request or the half-close.
    case halfOpen
    /// A streaming call.
    case stream
    /// A stream that tells of the service's health.
    case watch
  }

  /// The effect of a frame on a unary call whose request did not come with CALL.
  enum Progress {
    case waits
    case isWhole
    case fails(Status)
  }

  private struct State: ~Copyable {
    var isOver = false
    /// The only request, where it did not come with the call.
    var request: Payload?
    var admissionClass: AdmissionClass
    var sentInitial = false
    var worker: Worker?
    var isCancelRequested = false
  }

  let id: UInt64
  let context: ServerContext
  let laneNumber: Int
  /// The messages of a streaming call; nil for a unary one.
  let stream: MessageStream?
  let start = ContinuousClock.now
  /// The connection; it also holds this call, until the call ends.
  private let connection: ServerConnection
  /// The only request, where it came with the call.
  private let firstRequest: Payload?
  private let firstClass: AdmissionClass
  /// Whether the call has a slot, that is, counts as computing; this matters once its handler has begun.
  private let hasSlot = Atomic(true)
  private let state: Mutex<State>

  init(
    id: UInt64, context: ServerContext, request: Payload?, admissionClass: AdmissionClass,
    stream: MessageStream?, connection: ServerConnection
  ) {
    self.id = id
    self.context = context
    laneNumber = context.opening.lane.number
    firstRequest = request
    firstClass = admissionClass
    state = Mutex(State(admissionClass: admissionClass))
    self.stream = stream
    self.connection = connection
  }

  var method: Router.Method { context.opening.method }
  var codec: any PayloadCodec { context.opening.codec }
  var deadline: ContinuousClock.Instant { context.deadline }
  /// The principal for whom the call is made; the limits count the call under this name.
  var key: String { context.opening.key }
  /// Where its handler runs.
  var lane: Lane { context.opening.lane }
  private var limits: Limits { connection.server.limits }

  /// Whether the call has ended.
  var isOver: Bool { state.withLock { $0.isOver } }

  /// Notes the task that runs the handler.
  ///
  /// - Returns: false when the call is over already.
  func begin(_ worker: Worker) -> Bool {
    state.withLock { state in
      if !state.isOver { state.worker = worker }
      return !state.isOver
    }
  }

  /// Forgets the task.
  ///
  /// - Returns: whether it was or is about to be cancelled, so that it can serve no other call.
  func leave() -> Bool {
    state.withLock { state in
      state.worker = nil
      return state.isCancelRequested
    }
  }

  // MARK: The request of a unary call, where it did not come with CALL

  /// The only request, where it has come.
  var request: Payload? { firstRequest ?? state.withLock { $0.request } }

  /// The bytes that are kept for the call while it waits.
  var heldBytes: Int { request?.bytes.count ?? 0 }

  /// The class in which the limits count the call; it changes only for a call that began half-open.
  var admissionClass: AdmissionClass {
    if case .halfOpen = firstClass { state.withLock { $0.admissionClass } } else { firstClass }
  }

  /// Takes a frame that may complete the only request of a unary call.
  func take(_ frame: Frame) -> Progress {
    state.withLock { state in
      if state.isOver { return .waits }
      guard case .halfOpen = state.admissionClass else {
        return .fails(.protocolFault("a message came after the half-close"))
      }
      if frame.flags.contains(.hasMessage) {
        guard firstRequest == nil, state.request == nil else { return .fails(oneRequest) }
        guard frame.payload.count <= limits.messageBytes else {
          return .fails(.messageTooLarge(frame.payload.count, limits.messageBytes))
        }
        state.request = Payload(frame)
      }
      guard frame.flags.contains(.halfClose) else { return .waits }
      guard firstRequest != nil || state.request != nil else { return .fails(oneRequest) }
      state.admissionClass = .whole
      return .isWhole
    }
  }

  private var oneRequest: Status {
    .protocolFault("\(context.method) takes exactly one request")
  }

  // MARK: The slot, which is used under the admission's lock only

  /// Takes the slot from the call.
  ///
  /// - Returns: whether it had one.
  func takeSlot() -> Bool { hasSlot.exchange(false, ordering: .relaxed) }

  func giveSlot() { hasSlot.store(true, ordering: .relaxed) }

  // MARK: For handlers

  /// Runs a body that waits; other calls may have this call's slot meanwhile.
  ///
  /// - Throws: what the body throws.
  func waiting<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    // Only unary calls have a slot. The call keeps its slot if too many calls wait already.
    guard method.shape == .unary, connection.server.pause(self) else { return try await body() }
    do {
      let value = try await body()
      await connection.server.goOn(self)
      return value
    } catch {
      await connection.server.goOn(self)
      throw error
    }
  }

  /// The one request of the call.
  ///
  /// - Throws: `RPCError` when there is none or more than one.
  func onlyRequest() async throws -> [UInt8] {
    if let request { return try inflated(request) }
    guard let first = try await next(), try await next() == nil else {
      throw RPCError(oneRequest)
    }
    return first.bytes
  }

  /// The next request; nil after the half-close.
  func next() async throws -> (bytes: [UInt8], isCompressed: Bool)? {
    guard let stream else { return nil }
    // A handler is cancelled only when its call has ended, and that end has ended the stream already.
    let message = try await stream.next(cancelled: {})
    return try message.map { (try inflated($0), $0.isCompressed) }
  }

  /// Returns a message's bytes, inflated if need be; throws if they are more than allowed.
  func inflated(_ message: Payload) throws -> [UInt8] {
    try message.inflated(limit: limits.messageBytes)
  }

  /// Sends a message of the answer at the reader's pace.
  func write(_ message: [UInt8], compressed: Bool?) async throws {
    try check(message)
    if method.declaration.tellsOfPeople { try await context.beginItems() }
    // Credit counts bytes as sent, so a stream's messages are compressed only if its handler asks for that.
    let payload = try await payload(message, compressed: compressed ?? context.compresses ?? false)
    try await stream?.write(payload) { sendInitial() }
  }

  /// Makes the payload of a message. A large message is compressed off the sockets' thread, in the key's turn.
  func payload(_ message: [UInt8], compressed: Bool? = nil) async throws -> Payload {
    let acceptsDeflate = context.opening.header.acceptsDeflate
    let wish = acceptsDeflate ? compressed ?? context.compresses : false
    guard wish != false, message.count > Self.largeBytes else {
      return Payload(message, compress: wish)
    }
    return try await computing { Payload(message, compress: wish) }
  }

  /// The size above which a message is decoded and encoded off the sockets' thread, because it would hold that thread up.
  static let largeBytes = 32 << 10

  /// Computes off the sockets' thread, in the key's turn.
  func computing<T: Sendable>(_ body: @Sendable () throws -> T) async throws -> T {
    try await FairTurns.computing.run(for: key) {
      try await withTaskExecutorPreference(globalConcurrentExecutor) { try body() }
    }
  }

  private func check(_ message: [UInt8]) throws {
    guard message.count <= limits.messageBytes else {
      throw RPCError(
        .resourceExhausted,
        "a message of \(message.count) bytes was to be sent, \(limits.messageBytes) are allowed")
    }
  }

  /// Sends the initial metadata, once.
  func sendInitial(always: Bool = false) {
    state.withLock { state in
      guard !state.sentInitial, !state.isOver else { return }
      let initial = context.initial
      guard always || !initial.isEmpty else { return }
      state.sentInitial = true
      connection.sink.send(Frame(.headers, callID: id, header: HeadersHeader(initial).json))
    }
  }

  // MARK: The end

  /// Ends the call with its handler's reply, if it has one; only the first end counts.
  ///
  /// - Throws: `RPCError` when the reply is too large.
  func complete(reply: [UInt8]?) async throws {
    var payload: Payload?
    if let reply {
      try check(reply)
      payload =
        reply.count < Payload.worthCompressing ? shortPayload(reply) : try await self.payload(reply)
    }
    sendInitial()
    end(.ok, payload, isAborted: false)
  }

  private func shortPayload(_ reply: [UInt8]) -> Payload {
    Payload(
      reply, compress: context.opening.header.acceptsDeflate && context.compresses == true)
  }

  /// Ends the call with its handler's failure; only the first end counts.
  func fail(_ status: Status) { end(status, nil, isAborted: false) }

  /// Ends the call from outside and cancels its handler; only the first end counts.
  ///
  /// - Parameter status: what the client is told; nil when it went away and is told nothing.
  func abort(_ status: Status?) {
    end(status, nil, isAborted: true)
  }

  private func end(_ status: Status?, _ reply: Payload?, isAborted: Bool) {
    let (isFirst, worker) = state.withLock { state -> (Bool, Worker?) in
      guard !state.isOver else { return (false, nil) }
      state.isOver = true
      if let status { send(status, reply) }
      guard isAborted else { return (true, nil) }
      state.isCancelRequested = state.worker != nil
      return (true, state.worker)
    }
    guard isFirst else { return }
    stream?.end(CancellationError(), reading: CancellationError(), drops: true)
    worker?.cancel()
    context.serve(nil)
    connection.ended(self, status)
  }

  private func send(_ status: Status, _ reply: Payload?) {
    var frame = Frame(
      .end, flags: .halfClose, callID: id, header: EndHeader(status, context.trailing).json)
    if let reply {
      frame.flags.formUnion(reply.flags)
      frame.payload = reply.bytes
    }
    connection.sink.send(frame)
  }
}
