import Locking
public import RPCContract

/// Takes frames towards the other side, in order, without waiting and without calling back at once.
public protocol FrameSink: Sendable {
  /// Takes a frame.
  func send(_ frame: Frame)
}

/// The client's end of a connection: its calls, and what becomes of them when the connection changes.
///
/// Transports tell it what happens (``ready()``, ``receive(_:)``, ``down(_:isFinal:)``); it tells the
/// sink what to send. It knows neither sockets nor threads.
public final class ClientConnection: Sendable {
  private enum Phase {
    /// An attempt goes on; frames wait.
    case connecting
    /// Frames flow.
    case ready
    /// The last attempt failed; another one follows.
    case down(Status)
    /// The server takes no new calls, open ones go on.
    case draining
  }

  private struct State: ~Copyable {
    var phase = Phase.connecting
    var calls: [UInt64: ClientCall] = [:]
    var waiting: [Frame] = []
    var lastID: UInt64 = 0
  }

  /// What is taken from the server.
  public let limits: Limits
  private let scheduler: any Scheduler
  private let sink: any FrameSink
  private let state = Mutex(State())

  /// Makes the end of a connection that is being set up.
  public init(limits: Limits, scheduler: any Scheduler, sink: any FrameSink) {
    self.limits = limits
    self.scheduler = scheduler
    self.sink = sink
  }

  /// Whether calls are open, so that the transport knows whether the server must be probed.
  public var hasOpenCalls: Bool { state.withLock { !$0.calls.isEmpty } }

  /// Begins a call.
  ///
  /// - Throws: `RPCError`: UNAVAILABLE when the server cannot be reached now, RESOURCE_EXHAUSTED when
  ///   too many calls are open, DEADLINE_EXCEEDED when no time is left.
  func begin(_ method: String, _ payload: [UInt8], _ options: CallOptions) throws -> ClientCall {
    let now = ContinuousClock.now
    let deadline = options.deadline(now: now)
    guard deadline > now else {
      throw RPCError(.deadlineExceeded, "no time is left for \(method)")
    }
    guard payload.count <= limits.messageBytes else {
      throw RPCError(
        .resourceExhausted,
        "the request is of \(payload.count) bytes, \(limits.messageBytes) are allowed")
    }
    let left = deadline - now
    let header = CallHeader(
      method: method, timeoutMilliseconds: max(1, left.wholeMilliseconds),
      contentType: JSONCodec.contentType,
      metadata: options.metadata.isEmpty ? nil : options.metadata,
      credit: .init(messages: limits.windowMessages, bytes: limits.windowBytes))
    let bytes = try JSON.encode(header)
    guard bytes.count <= limits.headerBytes else {
      throw RPCError(.resourceExhausted, "metadata above \(limits.headerBytes) bytes")
    }
    let call = try open(deadline, options.waitsForReady) { id in
      Frame(.call, flags: [.hasMessage, .halfClose], callID: id, header: bytes, payload: payload)
    }
    call.setTimer(
      scheduler.schedule(at: deadline) { [weak self, weak call] in
        guard let call else { return }
        self?.giveUp(call, Status(.deadlineExceeded, "\(method) took longer than its deadline"))
      })
    return call
  }

  private func open(
    _ deadline: ContinuousClock.Instant, _ waits: Bool, _ frame: (UInt64) -> Frame
  ) throws -> ClientCall {
    try state.withLock { state in
      guard state.calls.count < limits.callsPerPeer else {
        throw RPCError(.resourceExhausted, "\(limits.callsPerPeer) calls are open already")
      }
      if case .down(let status) = state.phase, !waits { throw RPCError(status) }
      if case .draining = state.phase { throw RPCError(Self.drainStatus) }
      state.lastID += 1
      let call = ClientCall(
        id: state.lastID, deadline: deadline, waitsForReady: waits, limits: limits,
        grant: { [sink] in sink.send($0) },
        giveUp: { [weak self] call, status in self?.giveUp(call, status) })
      state.calls[call.id] = call
      if case .ready = state.phase {
        sink.send(frame(call.id))
      } else {
        state.waiting.append(frame(call.id))
      }
      return call
    }
  }

  /// Ends a call from this side and tells the server.
  private func giveUp(_ call: ClientCall, _ status: Status) {
    var status = status
    state.withLock { state in
      guard state.calls.removeValue(forKey: call.id) != nil else { return }
      if case .down(let last) = state.phase { status.message += "; \(last.message)" }
      if let index = state.waiting.firstIndex(where: { $0.callID == call.id }) {
        state.waiting.remove(at: index)
      } else {
        sink.send(Frame(.cancel, callID: call.id))
      }
    }
    call.finish(status)
  }

  /// The connection stands: what waited is sent.
  public func ready() {
    state.withLock { state in
      state.phase = .ready
      state.waiting.forEach(sink.send)
      state.waiting = []
    }
  }

  /// The connection is gone or could not be made.
  ///
  /// Calls that the server may have seen end with `status`; those not yet sent end too, unless they
  /// wait for the server to become ready and the failure is not final.
  public func down(_ status: Status, isFinal: Bool = false) {
    let ended = state.withLock { state -> [ClientCall] in
      state.phase = .down(status)
      let unsent = Set(state.waiting.map(\.callID))
      let ended = state.calls.values.filter {
        isFinal || !unsent.contains($0.id) || !$0.waitsForReady
      }
      for call in ended { state.calls[call.id] = nil }
      state.waiting.removeAll { state.calls[$0.callID] == nil }
      return ended
    }
    for call in ended { call.finish(status) }
  }

  /// Takes a frame from the server; frames of calls that ended are passed over.
  public func receive(_ frame: Frame) {
    if frame.kind == .goAway {
      state.withLock { $0.phase = .draining }
      return
    }
    guard let call = state.withLock({ $0.calls[frame.callID] }) else { return }
    switch frame.kind {
    case .headers:
      if let header = try? JSON.decode(HeadersHeader.self, from: frame.header) {
        call.deliverInitial(header.metadata)
      }
    case .message:
      deliver(frame.payload, to: call)
    case .end:
      if frame.flags.contains(.hasMessage) { deliver(frame.payload, to: call) }
      state.withLock { $0.calls[frame.callID] = nil }
      end(call, frame.header)
    case .call, .cancel, .credit, .ping, .pong, .goAway:
      break
    }
  }

  private func deliver(_ message: [UInt8], to call: ClientCall) {
    guard message.count <= limits.messageBytes else {
      let text = "a message of \(message.count) bytes came, \(limits.messageBytes) are allowed"
      return giveUp(call, Status(.resourceExhausted, text))
    }
    if !call.deliver(message) {
      giveUp(call, Status(.internal, "the server sent more than it was granted"))
    }
  }

  private func end(_ call: ClientCall, _ header: [UInt8]) {
    if header.isEmpty { return call.finish(.ok) }
    do {
      let end = try JSON.decode(EndHeader.self, from: header)
      call.finish(end.status, end.metadata ?? [:])
    } catch {
      call.finish(Status(.internal, "the server's last frame cannot be read"))
    }
  }

  private static let drainStatus = Status(
    .unavailable, reason: "DRAINING", domain: "vigie.rpc",
    "the server is stopping and takes no new calls; try again")
}

extension Duration {
  var wholeMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
