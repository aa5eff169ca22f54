import Glibc
public import RPC
import RPCContract
public import ZeroMQ

/// Serves calls on a ROUTER socket under CURVE.
@Reactor
public final class ZeroMQServer {
  /// How often revoked keys and silent peers are looked for.
  private static let sweepInterval = Duration.milliseconds(500)
  /// How long a peer may be silent; clients with open calls ping four times as often.
  private static let silence = Duration.seconds(20)
  /// The most peers at once; beyond it the one silent for longest is forgotten.
  private static let maxPeers = 4096
  /// The most frames that wait for a peer that reads none.
  private static let maxBacklog = 8192
  private static let backlogInterval = Duration.milliseconds(5)

  private final class Peer {
    let key: String
    let connection: ServerConnection
    /// The descriptor of its TCP connection.
    let descriptor: Int32
    var lastSeen = ContinuousClock.now
    var backlog: [Frame] = []
    private let keyBytes: ContiguousArray<CChar>

    init(key: String, connection: ServerConnection, descriptor: Int32) {
      self.key = key
      self.descriptor = descriptor
      self.connection = connection
      keyBytes = key.utf8CString
    }

    func hasKey(_ other: UnsafePointer<CChar>) -> Bool {
      keyBytes.withUnsafeBufferPointer { strcmp($0.baseAddress!, other) == 0 }
    }
  }

  /// Hands a peer's frames to the reactor.
  private struct PeerSink: FrameSink {
    let routingID: RoutingID
    let outbox: Outbox<(routingID: RoutingID, frame: Frame)>

    func send(_ frame: Frame) {
      outbox.add((routingID, frame))
    }
  }

  /// The address that was bound, with its port.
  public let endpoint: Endpoint
  private let server: Server
  private let directory: any PrincipalDirectory
  private let connectionsPerKey: Int
  private let socket: Socket
  private let ends: ConnectionEnds
  private let domain: ZAPDomain?
  private var outbox: Outbox<(routingID: RoutingID, frame: Frame)>!
  private var peers: [RoutingID: Peer] = [:]
  /// The routing id of the connection that has a descriptor, by descriptor.
  private var descriptors: [Int32: RoutingID] = [:]
  private var sweep: ReactorTimer?
  private var backlogTimer: ReactorTimer?
  private var isRetiring = false

  /// Binds an address and begins to serve.
  ///
  /// - Parameters:
  ///   - server: the methods.
  ///   - endpoint: the address.
  ///   - secretKey: the server's own secret key.
  ///   - directory: knows the principal of each key.
  ///   - connectionsPerKey: the most connections of one key at a time.
  /// - Throws: `ZeroMQError`, with `isAddressInUse` when another program has the port.
  public convenience init(
    _ server: Server, at endpoint: Endpoint, secretKey: CurveSecretKey,
    directory: any PrincipalDirectory, connectionsPerKey: Int = 256
  ) throws {
    let domain = try ZAPHandler.shared.open { directory.principal(forKey: $0.text) != nil }
    do {
      try self.init(
        server, at: endpoint, .curveServer(secretKey, domain: domain), domain, directory,
        connectionsPerKey)
    } catch {
      ZAPHandler.shared.close(domain)
      throw error
    }
  }

  /// Serves without encryption, everybody as one principal: for comparisons in benchmarks only, so it
  /// is not public.
  package convenience init(
    _ server: Server, unencryptedAt endpoint: Endpoint, principal: Principal
  ) throws {
    try self.init(
      server, at: endpoint, .none, nil, Anonymous(principal: principal), Self.maxPeers)
  }

  private struct Anonymous: PrincipalDirectory {
    let principal: Principal
    func principal(forKey key: String) -> Principal? { principal }
  }

  private init(
    _ server: Server, at endpoint: Endpoint, _ security: SocketSecurity, _ domain: ZAPDomain?,
    _ directory: any PrincipalDirectory, _ connectionsPerKey: Int
  ) throws {
    self.server = server
    self.directory = directory
    self.domain = domain
    self.connectionsPerKey = connectionsPerKey
    socket = try Socket(.router, security: security)
    do {
      ends = try ConnectionEnds(of: socket)
    } catch {
      socket.close()
      throw error
    }
    do {
      self.endpoint = try socket.bind(endpoint)
    } catch {
      ends.close()
      socket.close()
      throw error
    }
    outbox = Outbox { [weak self] in self?.send($0.frame, to: $0.routingID) }
    Reactor.watch(socket) { [weak self] in self?.receive() }
    ends.watch { [weak self] in
      // First take the messages that ended connections brought, so that none of them is read after its peer is forgotten.
      for _ in 0..<32 where self?.receive() == false {}
      self?.forgetGone()
    }
    scheduleSweep()
  }

  /// Takes no new calls, lets the open ones end, and closes.
  ///
  /// - Parameter grace: the longest wait; what is open then is cancelled.
  public func retire(grace: Duration) async {
    isRetiring = true
    for peer in peers.values { peer.connection.retire() }
    let end = ContinuousClock.now + grace
    while peers.values.contains(where: { $0.connection.openCalls > 0 }), .now < end {
      // The socket is not told when a call ends, so this loop looks again and again; it runs once in the life of an address.
      guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { break }
    }
    close()
  }

  /// Closes the socket; calls still open are cancelled.
  public func close() {
    sweep.map(Reactor.cancel)
    backlogTimer.map(Reactor.cancel)
    for peer in peers.values { peer.connection.close(nil) }
    peers = [:]
    ends.close()
    Reactor.forget(socket)
    domain.map(ZAPHandler.shared.close)
  }

  /// How long one turn takes in messages; while a client floods, a handler's next step waits this long.
  private static let receiveTime = Duration.microseconds(250)

  /// Takes in messages for a bounded time, so that timers and handlers get their turns; the poller then calls it again.
  /// libzmq gives the messages of its connections in turn.
  ///
  /// - Returns: whether nothing is left.
  @discardableResult
  private func receive() -> Bool {
    let end = ContinuousClock.now + Self.receiveTime
    var count = 0
    while count % 4 != 0 || count == 0 || .now < end {
      guard (try? socket.receive({ take($0) })) != nil else { return true }
      count += 1
    }
    return false
  }

  private func take(_ arrival: Socket.Arrival) {
    // Only a socket without CURVE has no domain, and only on such a socket do peers have no key.
    guard let routingID = arrival.peer,
      let key = arrival.userID ?? (domain == nil ? Self.noKey : nil)
    else { return }
    let decoded = Result { () throws(FrameCoder.Fault) in
      if arrival.hadMore { throw .malformed }
      return try FrameCoder.decode(arrival.bytes)
    }
    guard case .assigned = routingID else {
      return refuse(routingID, decoded, Self.routingIDChosen)
    }
    let peer: Peer
    do {
      peer = try self.peer(routingID, key, arrival)
    } catch {
      return refuse(routingID, decoded, error.status)
    }
    switch decoded {
    case .success(let frame):
      peer.lastSeen = .now
      peer.connection.receive(frame)
    case .failure(.malformed):
      break
    case .failure(.version(let version, let callID)):
      let text = "version \(version) of the wire is not spoken here; use \(FrameCoder.version)"
      peer.connection.refuse(
        callID: callID,
        Status(.unimplemented, reason: "WIRE_VERSION", domain: "vigie.rpc", text))
    case .failure(.kind(let kind, let callID)):
      peer.connection.refuse(
        callID: callID, Status(.unimplemented, "frames of kind \(kind) are not known"))
    case .failure(.flags(let flags, let callID)):
      peer.connection.refuse(
        callID: callID,
        Status(.unimplemented, "the flags \(flags), or a byte 3 that is not 0, are not known"))
    }
  }

  /// The peer of a connection.
  ///
  /// The allow-list is asked for a peer's first message and at every sweep, so a revoked key is out
  /// within ``sweepInterval``.
  /// - Throws: `RPCError`: UNAUTHENTICATED when its key is not allowed (any more), RESOURCE_EXHAUSTED when
  ///   it has too many connections.
  private func peer(
    _ routingID: RoutingID, _ key: UnsafePointer<CChar>, _ arrival: Socket.Arrival
  ) throws(RPCError) -> Peer {
    if let peer = peers[routingID], peer.hasKey(key) { return peer }
    // libzmq may reuse the routing id of an ended connection: with another key it is another peer.
    forget(routingID, nil)
    // The new connection may have the descriptor of one that is gone.
    forgetGone()
    let text = String(cString: key)
    guard let principal = directory.principal(forKey: text) else { throw RPCError(Self.revoked) }
    if peers.count >= connectionsPerKey { try makeRoom(for: text) }
    if peers.count >= Self.maxPeers,
      let oldest = peers.min(by: { $0.value.lastSeen < $1.value.lastSeen })
    {
      forget(oldest.key, nil)
    }
    let sink = PeerSink(routingID: routingID, outbox: outbox)
    let peer = Peer(
      key: text,
      connection: ServerConnection(
        server: server, principal: principal, alarm: ReactorAlarm.self, sink: sink),
      descriptor: arrival.connection)
    if isRetiring { peer.connection.retire() }
    peers[routingID] = peer
    descriptors[peer.descriptor] = routingID
    return peer
  }

  /// Forgets the peers whose connections are gone, so that what their calls held is free at once.
  private func forgetGone() {
    while let descriptor = ends.next() {
      if let gone = descriptors[descriptor] { forget(gone, nil) }
    }
  }

  /// Forgets the key's connection that was idle for longest, if the key has as many connections as it may.
  /// If that connection still stands, its next call makes it known again.
  private func makeRoom(for key: String) throws(RPCError) {
    let own = peers.filter { $0.value.key == key }
    guard own.count >= connectionsPerKey else { return }
    let idle = own.filter { $0.value.connection.openCalls == 0 }
    guard let oldest = idle.min(by: { $0.value.lastSeen < $1.value.lastSeen }) else {
      throw RPCError(Self.tooManyConnections(own.count))
    }
    forget(oldest.key, nil)
  }

  private func refuse(
    _ routingID: RoutingID, _ frame: Result<Frame, FrameCoder.Fault>, _ status: Status
  ) {
    forget(routingID, status)
    let callID = (try? frame.get())?.callID ?? 0
    let sink = PeerSink(routingID: routingID, outbox: outbox)
    ServerConnection.refuse(callID: callID, status, sink)
  }

  private func forget(_ routingID: RoutingID, _ status: Status?) {
    guard let peer = peers.removeValue(forKey: routingID) else { return }
    if descriptors[peer.descriptor] == routingID { descriptors[peer.descriptor] = nil }
    peer.connection.close(status)
  }

  private func send(_ frame: Frame, to routingID: RoutingID) {
    let peer = peers[routingID]
    if let peer, !peer.backlog.isEmpty {
      return queue(frame, for: peer, routingID)
    }
    do {
      try socket.send(frame, to: routingID)
    } catch let error as ZeroMQError where error.isWouldBlock {
      if let peer { queue(frame, for: peer, routingID) }
    } catch {
      // The peer is gone: a ROUTER with `ZMQ_ROUTER_MANDATORY` reports that.
      forget(routingID, nil)
    }
  }

  private func queue(_ frame: Frame, for peer: Peer, _ routingID: RoutingID) {
    guard peer.backlog.count < Self.maxBacklog else { return forget(routingID, nil) }
    peer.backlog.append(frame)
    guard backlogTimer == nil else { return }
    backlogTimer = Reactor.schedule(after: Self.backlogInterval) { [weak self] in
      self?.sendBacklogs()
    }
  }

  private func sendBacklogs() {
    backlogTimer = nil
    for (routingID, peer) in peers where !peer.backlog.isEmpty {
      let backlog = peer.backlog
      peer.backlog = []
      for frame in backlog { send(frame, to: routingID) }
    }
  }

  private func scheduleSweep() {
    sweep = Reactor.schedule(after: Self.sweepInterval) { [weak self] in
      guard let self else { return }
      let silentSince = ContinuousClock.now - Self.silence
      for (routingID, peer) in peers {
        guard let principal = directory.principal(forKey: peer.key) else {
          forget(routingID, Self.revoked)
          continue
        }
        peer.connection.allow(principal)
        if peer.lastSeen < silentSince { forget(routingID, nil) }
      }
      scheduleSweep()
    }
  }

  // An empty C string that lives as long as the process and is never written to.
  private nonisolated(unsafe) static let noKey = UnsafePointer(strdup("")!)

  private static let routingIDChosen = Status(
    .failedPrecondition, reason: "ROUTING_ID_CHOSEN", domain: "vigie.rpc",
    "the socket has a routing id of its own choice; leave the option unset")

  private static func tooManyConnections(_ count: Int) -> Status {
    Status(
      .resourceExhausted,
      "this key has \(count) connections with open calls; end some",
      details: StatusDetails(
        reason: "TOO_MANY_CONNECTIONS", domain: "vigie.rpc", retryDelayMilliseconds: 5000))
  }

  private static let revoked = Status(
    .unauthenticated, reason: "KEY_REFUSED", domain: "vigie.rpc",
    "key refused: the server does not accept this key any more")
}
