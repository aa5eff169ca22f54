import Locking
public import RPCContract

/// The client's end of a connection: its calls, and what becomes of them when the connection changes.
///
/// Transports tell it what happens (``ready()``, ``receive(_:)``, ``down(_:isFinal:)``); it tells the
/// sink what to send. It knows neither sockets nor threads.
public final class ClientConnection: Sendable {
  private enum Phase {
    /// An attempt to connect goes on; frames wait.
    case connecting
    /// Frames flow.
    case ready
    /// The last attempt failed; another one follows.
    case down(Status)
    /// The server takes no new calls, open ones go on.
    case draining
  }

  /// How usable a connection is, from worst to best; the channel chooses by it.
  enum Availability: Comparable {
    case down, connecting, unhealthy, ready
  }

  /// A header as it goes out.
  private final class Written: Sendable {
    let header: CallHeader
    let bytes: [UInt8]

    init(_ header: CallHeader) {
      self.header = header
      bytes = header.json
    }
  }

  private struct State: ~Copyable {
    /// The header of the last call. Calls of one kind have the same header, which then need not be written again.
    var written: Written?
    var phase = Phase.connecting
    var isHealthy = true
    var calls = OpenCalls<ClientCall>()
    var waiting: [Frame] = []
    var lastID: UInt64 = 0
    var framesSeen: UInt64 = 0
  }

  /// Sends the frames of streams through the connection, which holds them while it is not ready.
  private struct CallSink: FrameSink {
    weak var connection: ClientConnection?
    func send(_ frame: Frame) { connection?.send(frame) }
  }

  /// The limits on what is accepted from the server.
  public let limits: Limits
  private let sink: any FrameSink
  private let state = Mutex(State())

  /// Makes the end of a connection that is being set up.
  public init(limits: Limits, alarm: any Alarm.Type, sink: any FrameSink) {
    self.limits = limits
    self.sink = sink
    let alarm = alarm.init(ring: { [weak self] in self?.expire() })
    state.withLock { $0.calls.alarm = alarm }
  }

  /// Whether calls are open, so that the transport knows whether the server must be probed.
  public var hasOpenCalls: Bool { state.withLock { !$0.calls.byID.isEmpty } }

  /// How many frames came so far: a server that answers pings makes it grow.
  public var framesSeen: UInt64 { state.withLock { $0.framesSeen } }

  var availability: Availability {
    state.withLock { state in
      switch state.phase {
      case .ready: state.isHealthy ? .ready : .unhealthy
      case .connecting: .connecting
      case .down, .draining: .down
      }
    }
  }

  /// Notes what the server says of its health.
  func setHealthy(_ isHealthy: Bool) { state.withLock { $0.isHealthy = isHealthy } }

  /// What begins a call.
  struct Opening {
    var header: CallHeader
    /// The only request message; nil where the messages are streamed.
    var message: Payload?
    var isUnary: Bool
    var deadline: ContinuousClock.Instant
    var waitsForReady: Bool
    var replyBytes: Int
  }

  /// Begins a call.
  ///
  /// - Throws: `RPCError`: UNAVAILABLE when the server cannot be reached now, RESOURCE_EXHAUSTED when
  ///   too many calls are open, DEADLINE_EXCEEDED when no time is left.
  func begin(_ opening: Opening) throws -> ClientCall {
    let left = opening.deadline - .now
    guard left > .zero else {
      throw RPCError(.deadlineExceeded, "no time is left for \(opening.header.method)")
    }
    if let message = opening.message, message.bytes.count > limits.messageBytes {
      throw RPCError(
        .resourceExhausted,
        "the request is of \(message.bytes.count) bytes, \(limits.messageBytes) are allowed")
    }
    var header = opening.header
    header.timeoutMilliseconds = max(1, left.wholeMilliseconds)
    return try open(opening, try written(header))
  }

  private func written(_ header: CallHeader) throws -> [UInt8] {
    if let last = state.withLock({ $0.written }), last.header == header { return last.bytes }
    let written = Written(header)
    guard written.bytes.count <= limits.headerBytes else {
      throw RPCError(.resourceExhausted, "metadata above \(limits.headerBytes) bytes")
    }
    state.withLock { $0.written = written }
    return written.bytes
  }

  private func open(
    _ opening: Opening, _ header: [UInt8]
  ) throws -> ClientCall {
    try state.withLock { state in
      guard state.calls.byID.count < limits.callsPerPeer else {
        throw RPCError(.resourceExhausted, "\(limits.callsPerPeer) calls are open already")
      }
      if case .down(let status) = state.phase, !opening.waitsForReady { throw RPCError(status) }
      if case .draining = state.phase { throw RPCError(.draining) }
      state.lastID += 1
      let id = state.lastID
      let call = ClientCall(
        id: id, method: opening.header.method, waitsForReady: opening.waitsForReady,
        stream: opening.isUnary
          ? nil
          : MessageStream(
            callID: id, window: limits.window, granted: limits.window, credit: .initial,
            sink: CallSink(connection: self)),
        messageBytes: min(opening.replyBytes, limits.messageBytes),
        connection: self)
      state.calls.add(call, id, until: opening.deadline)
      var frame = Frame(.call, callID: id, header: header)
      if let message = opening.message {
        frame.flags = message.flags.union(.halfClose)
        frame.payload = message.bytes
      }
      if case .ready = state.phase { sink.send(frame) } else { state.waiting.append(frame) }
      return call
    }
  }

  private func send(_ frame: Frame) {
    state.withLock { state in
      guard state.calls[frame.callID] != nil else { return }
      switch state.phase {
      case .ready, .draining: sink.send(frame)
      case .connecting, .down: state.waiting.append(frame)
      }
    }
  }

  /// Ends a call from this side and tells the server.
  func giveUp(_ call: ClientCall, _ status: Status) {
    var status = status
    state.withLock { state in
      guard state.calls.remove(call.id) != nil else { return }
      if case .down(let last) = state.phase { status.message += "; \(last.message)" }
      let waited = state.waiting.count
      state.waiting.removeAll { $0.callID == call.id }
      if waited == state.waiting.count { sink.send(Frame(.cancel, callID: call.id)) }
    }
    call.finish(status)
  }

  private func expire() {
    for call in state.withLock({ $0.calls.due() }) {
      giveUp(call, Status(.deadlineExceeded, "\(call.method) took longer than its deadline"))
    }
  }

  /// Notes that the connection stands, and sends the frames that waited.
  public func ready() {
    state.withLock { state in
      state.phase = .ready
      state.waiting.forEach(sink.send)
      state.waiting = []
    }
  }

  /// Notes that the connection is gone or could not be made.
  ///
  /// Calls that the server may have seen end with `status`. Calls that were not yet sent end too, unless they
  /// wait for the server to become ready and the failure is not final.
  public func down(_ status: Status, isFinal: Bool = false) {
    let (ended, unsent) = state.withLock { state -> ([ClientCall], Set<UInt64>) in
      state.phase = .down(status)
      state.isHealthy = true
      let unsent = Set(state.waiting.lazy.filter { $0.kind == .call }.map(\.callID))
      let ended = state.calls.byID.values.filter {
        isFinal || !unsent.contains($0.id) || !$0.waitsForReady
      }
      for call in ended { state.calls.remove(call.id) }
      state.waiting.removeAll { state.calls[$0.callID] == nil }
      return (ended, unsent)
    }
    for call in ended { call.finish(status, isUnseen: unsent.contains(call.id)) }
  }

  /// Takes a frame from the server; frames of calls that ended are passed over.
  public func receive(_ frame: Frame) {
    let call = state.withLock { state -> ClientCall? in
      state.framesSeen &+= 1
      switch frame.kind {
      case .goAway:
        state.phase = .draining
        return nil
      case .end: return state.calls.remove(frame.callID)
      default: return state.calls[frame.callID]
      }
    }
    guard let call else { return }
    switch frame.kind {
    case .headers:
      guard let header = try? HeadersHeader(json: frame.header) else {
        return giveUp(call, Status(.internal, "the server's initial metadata cannot be read"))
      }
      call.deliverInitial(header.metadata)
    case .message:
      if !call.deliver(Payload(frame)) {
        giveUp(call, Status(.internal, "the server sent more than it was granted"))
      }
    case .credit:
      if let credit = frame.grantedCredit, call.stream?.add(credit) == false {
        giveUp(call, Status(.internal, "the server granted more than a stream may have"))
      }
    case .end: end(call, frame)
    case .call, .cancel, .ping, .pong, .goAway: break
    }
  }

  private func end(_ call: ClientCall, _ frame: Frame) {
    do {
      let end = try EndHeader(json: frame.header)
      if frame.flags.contains(.hasMessage), !call.deliver(Payload(frame)) {
        return call.finish(Status(.internal, "the server sent more than it was granted"))
      }
      let isUnseen = end.status.details?.reason == Status.draining.details?.reason
      call.finish(end.status, end.metadata, isUnseen: isUnseen, isLocal: false)
    } catch {
      call.finish(Status(.internal, "the server's last frame cannot be read"))
    }
  }
}

extension Status {
  /// What a server that stops says of new calls.
  static let draining = Status(
    .unavailable, reason: "DRAINING", domain: "vigie.rpc",
    "the server is stopping and takes no new calls; try again")
}

extension Duration {
  var wholeMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
