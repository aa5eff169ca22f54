import Foundation
import Locking
public import RPCContract

/// The server's end of a connection: one peer's calls.
public final class ServerConnection: Sendable {
  /// The meaning of a CALL's header that has passed the gate; calls of one kind share it.
  final class Opening: Sendable {
    let bytes: [UInt8]
    let header: CallHeader
    let method: Router.Method
    let codec: any PayloadCodec
    let principal: Principal
    /// Those of its roles that the method names.
    let roles: Set<Role>
    /// The principal for whom such calls are made.
    let represented: String
    /// Under which the limits count such calls, and the lane of their handlers. What stands after a stroke says in which way somebody
    /// acts: whoever may act in several ways is counted as one.
    let key: String
    let lane: Lane
    let accessRule: Router.AccessRule

    init(
      _ bytes: [UInt8], _ header: CallHeader, _ method: Router.Method, _ codec: any PayloadCodec,
      _ principal: Principal, _ roles: Set<Role>, _ server: Server
    ) {
      let onBehalfOf = roles.contains(.service) ? header.metadata[MetadataName.onBehalfOf] : nil
      represented = onBehalfOf ?? principal.name
      key = onBehalfOf.map { String($0.prefix { $0 != "/" }) } ?? principal.name
      lane = server.lanes.lane(of: key)
      accessRule = server.router.accessRule
      self.bytes = bytes
      self.header = header
      self.method = method
      self.codec = codec
      self.principal = principal
      self.roles = roles
    }

    func isOf(_ other: [UInt8]) -> Bool {
      bytes.count == other.count
        && bytes.withUnsafeBytes { left in
          other.withUnsafeBytes { memcmp(left.baseAddress!, $0.baseAddress!, left.count) == 0 }
        }
    }
  }

  private struct State: ~Copyable {
    var principal: Principal
    /// The opening of the last call. Calls of one kind have the same header, byte for byte, and reading it every time took an
    /// eighth of a small call's time, by profile.
    var opening: Opening?
    var calls = OpenCalls<ServerCall>()
    var isRetiring = false
    var hasSaidGoAway = false
  }

  let server: Server
  let sink: any FrameSink
  private let state: Mutex<State>

  /// Makes the server's end of an established connection, whose peer has proved to be a principal.
  public init(
    server: Server, principal: Principal, alarm: any Alarm.Type, sink: any FrameSink
  ) {
    self.server = server
    self.sink = sink
    state = Mutex(State(principal: principal))
    let alarm = alarm.init(ring: { [weak self] in self?.expire() })
    state.withLock { $0.calls.alarm = alarm }
    server.add(self)
  }

  /// Notes the principal that the peer's key now stands for; if it has changed, the open calls end.
  public func allow(_ principal: Principal) {
    let open = state.withLock { state -> [ServerCall] in
      guard state.principal != principal else { return [] }
      state.principal = principal
      state.opening = nil
      return Array(state.calls.byID.values)
    }
    for call in open { call.abort(Self.keyChanged) }
  }

  private static let keyChanged = Status(
    .unavailable, reason: "KEY_CHANGED", domain: "vigie.rpc",
    "what this key may do has changed; make the call again")

  /// Takes a frame of the peer.
  public func receive(_ frame: Frame) {
    switch frame.kind {
    case .call: begin(frame)
    case .cancel:
      state.withLock { $0.calls.remove(frame.callID) }?.abort(
        Status(.cancelled, "the caller cancelled"))
    case .message: take(frame)
    case .credit:
      if let credit = frame.grantedCredit,
        let call = state.withLock({ $0.calls[frame.callID] }), call.method.shape.answersByMessages,
        call.stream?.add(credit) == false
      {
        call.abort(Self.tooMuchCredit)
      }
    case .ping: sink.send(Frame(.pong, callID: frame.callID))
    case .headers, .end, .pong, .goAway: break
    }
  }

  /// Refuses a frame with this call id; if a call is open under that id, the call ends.
  public func refuse(callID: UInt64, _ status: Status) {
    if let call = state.withLock({ $0.calls[callID] }) { return call.abort(status) }
    Self.refuse(callID: callID, status, sink)
  }

  /// Refuses a frame from a peer that has no ``ServerConnection``.
  public static func refuse(callID: UInt64, _ status: Status, _ sink: some FrameSink) {
    sink.send(
      Frame(.end, flags: .halfClose, callID: callID, header: EndHeader(status, [:]).json))
  }

  /// Ends every call and forgets the peer.
  ///
  /// - Parameter status: what the peer is told; nil when it is gone.
  public func close(_ status: Status?) {
    let open = state.withLock { Array($0.calls.byID.values) }
    for call in open { call.abort(status) }
    server.remove(self)
  }

  /// How many calls are open.
  public var openCalls: Int { state.withLock { $0.calls.byID.count } }

  /// Takes no new calls on this connection; open ones go on.
  public func retire() {
    state.withLock { $0.isRetiring = true }
    sendGoAway()
  }

  /// Tells the peer, once, that new calls are not taken any more.
  func sendGoAway() {
    state.withLock { state in
      if !state.hasSaidGoAway { sink.send(Frame(.goAway, callID: 0)) }
      state.hasSaidGoAway = true
    }
  }

  private func expire() {
    for call in state.withLock({ $0.calls.due() }) {
      call.abort(Status(.deadlineExceeded, "\(call.context.method) took too long"))
    }
  }

  private func take(_ frame: Frame) {
    guard let call = state.withLock({ $0.calls[frame.callID] }) else { return }
    guard let stream = call.stream else { return server.take(frame, of: call) }
    if frame.flags.contains(.hasMessage), !stream.deliver(Payload(frame)) {
      return call.abort(.protocolFault("a message came without credit or after the half-close"))
    }
    if frame.flags.contains(.halfClose) { stream.close() }
  }

  private func begin(_ frame: Frame) {
    do {
      guard frame.callID != 0 else {
        throw RPCError(.protocolFault("0 is no call's id"))
      }
      let opening = try opening(of: frame)
      guard frame.payload.count <= server.limits.messageBytes else {
        throw RPCError(.messageTooLarge(frame.payload.count, server.limits.messageBytes))
      }
      let call = try admit(frame, opening)
      // This must not come before admission: from here on the call and its context hold each other until the call's end.
      call.context.serve(call)
      server.run(call)
    } catch let error as RPCError {
      // GOAWAY must come before the first END with DRAINING, also for a client that has just connected.
      if error.status == .draining { sendGoAway() }
      refuse(callID: frame.callID, error.status)
    } catch {
      refuse(callID: frame.callID, Status(.internal, "the call cannot begin"))
    }
  }

  private func opening(of frame: Frame) throws -> Opening {
    let (last, principal, isRetiring) = state.withLock { ($0.opening, $0.principal, $0.isRetiring) }
    if isRetiring { throw RPCError(.draining) }
    if let last, last.isOf(frame.header) { return last }
    let header = try header(of: frame)
    let (method, roles) = try gate(header, principal)
    guard let codec = server.codec(header.contentType) else {
      throw RPCError(
        .invalidArgument, reason: "CONTENT_TYPE_UNKNOWN", domain: "vigie.rpc",
        "messages of type \(header.contentType ?? "") cannot be read; send one of "
          + server.contentTypes.joined(separator: ", "), field: "contentType")
    }
    let opening = Opening(frame.header, header, method, codec, principal, roles, server)
    state.withLock { state in
      if state.principal == principal { state.opening = opening }
    }
    return opening
  }

  private func header(of frame: Frame) throws -> CallHeader {
    let limits = server.limits
    guard frame.header.count <= limits.headerBytes else {
      throw RPCError(
        .resourceExhausted,
        "a header of \(frame.header.count) bytes came, \(limits.headerBytes) are allowed")
    }
    let header: CallHeader
    do {
      header = try CallHeader(json: frame.header)
    } catch let fault as JSONReader.Fault {
      throw RPCError(
        .invalidArgument, reason: "BAD_HEADER", domain: "vigie.rpc",
        "the call's header cannot be read: byte \(fault.offset): \(fault.text)")
    }
    if !header.metadata.isEmpty, let fault = header.metadata.fault {
      throw RPCError(
        .invalidArgument, reason: "BAD_HEADER", domain: "vigie.rpc", fault, field: "metadata")
    }
    return header
  }

  /// The one gate: a method is closed unless its contract names a role of the caller.
  private func gate(
    _ header: CallHeader, _ principal: Principal
  ) throws -> (Router.Method, Set<Role>) {
    guard let method = server.router.methods[header.method] else {
      throw RPCError(.unimplemented, "\(header.method) is not offered here")
    }
    let name = header.metadata[MetadataName.onBehalfOf]
    let roles = server.router.roles(of: principal, for: method, onBehalfOf: name)
    guard !roles.isEmpty else {
      let speaksForOthers = principal.roles.contains(.service)
      server.observer?.refused(method.name, principal, onBehalfOf: speaksForOthers ? name : nil)
      throw RPCError(
        .permissionDenied, reason: "ROLE_NEEDED", domain: "vigie.rpc",
        "\(principal.name) may not call \(header.method)",
        arguments: ["roles": method.roles.map(\.rawValue).sorted().joined(separator: " ")])
    }
    return (method, roles)
  }

  private func admit(_ frame: Frame, _ opening: Opening) throws -> ServerCall {
    let (limits, header, method) = (server.limits, opening.header, opening.method)
    let time = header.timeoutMilliseconds.map { Duration.milliseconds($0) }
    let timeout = min(time ?? limits.longestDeadline, limits.longestDeadline)
    guard timeout > .zero else {
      throw RPCError(.deadlineExceeded, "no time was left when the call arrived")
    }
    if let credit = header.credit, method.shape.answersByMessages, !credit.isAllowed {
      throw RPCError(Self.tooMuchCredit)
    }
    let deadline = ContinuousClock.now + timeout
    let isWhole = frame.flags.isSuperset(of: .whole)
    let isUnary = method.shape == .unary
    if isUnary, frame.flags.contains(.halfClose), !isWhole {
      throw RPCError(.protocolFault("\(header.method) takes exactly one request"))
    }
    let call = ServerCall(
      id: frame.callID,
      context: ServerContext(
        opening, deadline: deadline,
        isRequestCompressed: isWhole && frame.flags.contains(.compressed)),
      request: isWhole || isUnary && frame.flags.contains(.hasMessage) ? Payload(frame) : nil,
      admissionClass: isUnary
        ? (isWhole ? .whole : .halfOpen) : method.isAboutService ? .watch : .stream,
      stream: isUnary ? nil : stream(frame, header, isWhole), connection: self)
    try state.withLock { state in
      guard state.calls[frame.callID] == nil else {
        throw RPCError(.protocolFault("the call id \(frame.callID) is in use"))
      }
      guard state.calls.byID.count < limits.callsPerPeer else {
        throw RPCError(.resourceExhausted, "\(limits.callsPerPeer) calls are open already")
      }
      try server.enter(call)
      state.calls.add(call, frame.callID, until: deadline)
    }
    return call
  }

  /// Removes an ended call, and tells the observer.
  func ended(_ call: ServerCall, _ status: Status?) {
    _ = state.withLock { $0.calls.remove(call.id) }
    server.leave(call)
    server.observer?.ended(call.context, status, took: .now - call.start)
  }

  private static let tooMuchCredit = Status.protocolFault(
    "a stream's credit is at most \(Credit.most.messages) messages and \(Credit.most.bytes) bytes")

  private func stream(
    _ frame: Frame, _ header: CallHeader, _ isWhole: Bool
  ) -> MessageStream {
    let stream = MessageStream(
      callID: frame.callID, window: server.limits.window, granted: .initial,
      credit: header.credit ?? .initial, sink: sink)
    if !isWhole, frame.flags.contains(.hasMessage) { _ = stream.deliver(Payload(frame)) }
    if frame.flags.contains(.halfClose) { stream.close() }
    return stream
  }
}

extension Status {
  /// The refusal of a message that is larger than allowed.
  static func messageTooLarge(_ size: Int, _ limit: Int) -> Status {
    Status(.resourceExhausted, "a message of \(size) bytes came, \(limit) are allowed")
  }

  /// The refusal of what the wire's page (`README.md`) does not allow.
  static func protocolFault(_ text: String) -> Status {
    Status(.invalidArgument, reason: "PROTOCOL", domain: "vigie.rpc", text)
  }
}
