import Locking
import RPCContract

/// One call as the server sees it: its request, its handler's task, and its one end.
final class ServerCall: Sendable {
  private struct State: ~Copyable {
    var isOver = false
    var sentInitial = false
    var worker: Worker?
    var isCancelRequested = false
  }

  let id: UInt64
  let method: Router.Method
  let context: ServerContext
  let codec: any PayloadCodec
  let deadline: ContinuousClock.Instant
  /// The only request, where it came with the call.
  let request: Payload?
  /// The messages of a call that is not unary or whose request did not come at once.
  let stream: MessageStream?
  let start = ContinuousClock.now
  private let acceptsDeflate: Bool
  private let limits: Limits
  private let sink: any FrameSink
  /// Holds this call as well, until its end.
  private let connection: ServerConnection
  private let state = Mutex(State())

  init(
    id: UInt64, method: Router.Method, context: ServerContext, codec: any PayloadCodec,
    request: Payload?, stream: MessageStream?, acceptsDeflate: Bool, limits: Limits,
    sink: any FrameSink, connection: ServerConnection
  ) {
    self.id = id
    self.method = method
    self.context = context
    self.codec = codec
    deadline = context.deadline
    self.request = request
    self.stream = stream
    self.acceptsDeflate = acceptsDeflate
    self.limits = limits
    self.sink = sink
    self.connection = connection
  }

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

  // MARK: For handlers

  /// The one request of the call.
  ///
  /// - Throws: `RPCError` when there is none or more than one.
  func onlyRequest() async throws -> [UInt8] {
    if let request { return try inflated(request) }
    guard let first = try await next(), try await next() == nil else {
      throw RPCError(.protocolFault("\(context.method) takes exactly one request"))
    }
    return first.bytes
  }

  /// The next request; nil after the half-close.
  func next() async throws -> (bytes: [UInt8], isCompressed: Bool)? {
    guard let stream else { return nil }
    // A cancelled handler is a call that is over: its stream was ended before.
    let message = try await stream.next(cancelled: {})
    return try message.map { (try inflated($0), $0.isCompressed) }
  }

  /// A message's bytes, no more than are allowed.
  func inflated(_ message: Payload) throws -> [UInt8] {
    try message.inflated(limit: limits.messageBytes)
  }

  /// Sends a message of the answer at the reader's pace.
  func write(_ message: [UInt8], compressed: Bool?) async throws {
    try check(message)
    let compress = acceptsDeflate && (compressed ?? context.compresses)
    try await stream?.write(Payload(message, compress: compress)) { sendInitial() }
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
      sink.send(Frame(.headers, callID: id, header: HeadersHeader(initial).json))
    }
  }

  // MARK: The end

  /// Ends the call with the handler's outcome; only the first end counts.
  func complete(_ status: Status, reply: [UInt8]? = nil) {
    do {
      if let reply { try check(reply) }
      if status.code == .ok { sendInitial() }
      let payload = reply.map { Payload($0, compress: acceptsDeflate && context.compresses) }
      end(status, payload, isAborted: false)
    } catch let error as RPCError {
      end(error.status, nil, isAborted: false)
    } catch {
      end(Status(.internal, "the reply cannot be sent"), nil, isAborted: false)
    }
  }

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
    sink.send(frame)
  }
}
