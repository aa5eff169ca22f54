import Locking
public import RPCContract

/// The server's end of a connection: one peer's calls.
public final class ServerConnection: Sendable {
  private static let largePayloadBytes = 64 << 10

  private let server: Server
  private let scheduler: any Scheduler
  private let sink: any FrameSink
  private let calls = Mutex<[UInt64: ServerCall]>([:])

  /// Makes the end of a connection that stands.
  public init(server: Server, scheduler: any Scheduler, sink: any FrameSink) {
    self.server = server
    self.scheduler = scheduler
    self.sink = sink
    server.add(self)
  }

  /// Takes a frame of a peer whose key was just checked.
  public func receive(_ frame: Frame, from principal: Principal) {
    switch frame.kind {
    case .call: begin(frame, principal)
    case .cancel: remove(frame.callID)?.finish(Status(.cancelled, "the caller cancelled"))
    case .credit:
      if let credit = frame.grantedCredit {
        calls.withLock { $0[frame.callID] }?
          .addCredit(messages: credit.messages, bytes: credit.bytes)
      }
    case .ping: sink.send(Frame(.pong, callID: frame.callID))
    case .headers, .message, .end, .pong, .goAway: break
    }
  }

  /// Refuses what came under a call's id, without a call.
  public func refuse(callID: UInt64, _ status: Status) {
    let header = (try? JSON.encode(EndHeader(status, [:]))) ?? []
    sink.send(Frame(.end, flags: .halfClose, callID: callID, header: header))
  }

  /// Ends every call and forgets the peer.
  ///
  /// - Parameter status: what the peer is told; nil when it is gone.
  public func close(_ status: Status?) {
    let open = calls.withLock { calls in
      defer { calls = [:] }
      return Array(calls.values)
    }
    for call in open { call.finish(status) }
    server.remove(self)
  }

  /// Tells the peer that new calls are not taken any more.
  func sendGoAway() {
    sink.send(Frame(.goAway, callID: 0))
  }

  private func begin(_ frame: Frame, _ principal: Principal) {
    do {
      let header = try header(of: frame)
      let method = try gate(header, principal)
      let call = try admit(frame, header, principal)
      run(method, frame.payload, call)
    } catch let error as RPCError {
      refuse(callID: frame.callID, error.status)
    } catch {
      refuse(callID: frame.callID, Status(.internal, "the call cannot begin"))
    }
  }

  private func header(of frame: Frame) throws -> CallHeader {
    let limits = server.limits
    guard frame.header.count <= limits.headerBytes else {
      throw RPCError(
        .resourceExhausted,
        "a header of \(frame.header.count) bytes came, \(limits.headerBytes) are allowed")
    }
    guard frame.payload.count <= limits.messageBytes else {
      throw RPCError(
        .resourceExhausted,
        "a message of \(frame.payload.count) bytes came, \(limits.messageBytes) are allowed")
    }
    guard frame.flags.contains([.hasMessage, .halfClose]) else {
      throw RPCError(.unimplemented, "calls with more than one request message are not offered")
    }
    let header: CallHeader
    do {
      header = try JSON.decode(CallHeader.self, from: frame.header)
    } catch {
      throw RPCError(.invalidArgument, "the call's header is not the JSON object described")
    }
    if let name = header.metadata?.firstBadName {
      throw RPCError(.invalidArgument, "the metadata name \(name.debugDescription) is not allowed")
    }
    if let type = header.contentType, type != JSONCodec.contentType {
      throw RPCError(
        Status(
          .invalidArgument, reason: "CONTENT_TYPE_UNKNOWN", domain: "vigie.rpc",
          "messages of type \(type) cannot be read; send \(JSONCodec.contentType)"))
    }
    return header
  }

  /// The one gate: a method is closed unless its contract names a role of the caller.
  private func gate(_ header: CallHeader, _ principal: Principal) throws -> Router.Method {
    guard let method = server.router.methods[header.method] else {
      throw RPCError(.unimplemented, "\(header.method) is not offered here")
    }
    guard !method.roles.isDisjoint(with: principal.roles) else {
      throw RPCError(
        Status(
          .permissionDenied, reason: "ROLE_NEEDED", domain: "vigie.rpc",
          "\(principal.name) may not call \(header.method)",
          arguments: ["roles": method.roles.map(\.rawValue).sorted().joined(separator: " ")]))
    }
    return method
  }

  private func admit(
    _ frame: Frame, _ header: CallHeader, _ principal: Principal
  ) throws -> ServerCall {
    let limits = server.limits
    let time = header.timeoutMilliseconds.map { Duration.milliseconds($0) }
    let timeout = min(time ?? limits.longestDeadline, limits.longestDeadline)
    guard timeout > .zero else {
      throw RPCError(.deadlineExceeded, "no time was left when the call arrived")
    }
    let deadline = ContinuousClock.now + timeout
    let call = ServerCall(
      id: frame.callID,
      context: ServerContext(
        method: header.method, principal: principal, metadata: header.metadata ?? [:],
        deadline: deadline),
      credit: header.credit
        ?? .init(messages: limits.windowMessages, bytes: limits.windowBytes),
      sink: sink, maxMessageBytes: limits.messageBytes)
    try calls.withLock { calls in
      guard calls[frame.callID] == nil else {
        throw RPCError(.invalidArgument, "the call id \(frame.callID) is in use")
      }
      guard calls.count < limits.callsPerPeer else {
        throw RPCError(.resourceExhausted, "\(limits.callsPerPeer) calls are open already")
      }
      try server.enter()
      calls[frame.callID] = call
    }
    call.setTimer(
      scheduler.schedule(at: deadline) { [weak self, weak call] in
        guard let call else { return }
        self?.remove(call.id)
        call.finish(Status(.deadlineExceeded, "\(call.context.method) took too long"))
      })
    return call
  }

  private func run(_ method: Router.Method, _ payload: [UInt8], _ call: ServerCall) {
    // Decoding a large message would hold up the sockets, so it begins on the pool.
    let executor = payload.count <= Self.largePayloadBytes ? server.executor : nil
    let task = Task(executorPreference: executor) { [self] in
      await CallContext.$deadline.withValue(call.context.deadline) {
        await CallContext.$principal.withValue(call.context.effectivePrincipal) {
          await handle(method, payload, call)
        }
      }
      remove(call.id)
      server.leave()
    }
    call.setTask(task)
  }

  private func handle(_ method: Router.Method, _ payload: [UInt8], _ call: ServerCall) async {
    do {
      switch method.handler {
      case .unary(let body):
        let reply = try await server.router.answer(
          payload, call.context, mutates: method.mutates, body)
        guard reply.count <= server.limits.messageBytes else {
          throw RPCError(
            .resourceExhausted, "the reply is of \(reply.count) bytes, more than a message holds")
        }
        call.finish(.ok, message: reply)
      case .stream(let body):
        try await body(payload, call.context, call)
        call.finish(.ok)
      }
    } catch let error as RPCError {
      for (name, values) in error.trailing {
        for value in values { call.context.addTrailing(value, for: name) }
      }
      call.finish(error.status)
    } catch is CancellationError {
      call.finish(Status(.cancelled, "the call was cancelled"))
    } catch {
      server.failed(call.context.method, error)
      call.finish(Status(.internal, "\(call.context.method) failed; the service's log says why"))
    }
  }

  @discardableResult
  private func remove(_ id: UInt64) -> ServerCall? {
    calls.withLock { $0.removeValue(forKey: id) }
  }
}
