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
  /// The most frames that wait for a peer that takes none.
  private static let maxBacklog = 8192
  private static let backlogInterval = Duration.milliseconds(5)

  private final class Peer {
    let key: String
    let connection: ServerConnection
    var lastSeen = ContinuousClock.now
    var backlog: [Frame] = []

    init(key: String, connection: ServerConnection) {
      self.key = key
      self.connection = connection
    }
  }

  /// Hands a peer's frames to the reactor.
  private struct PeerSink: FrameSink {
    let routingID: [UInt8]
    let outbox: Outbox<(routingID: [UInt8], frame: Frame)>

    func send(_ frame: Frame) {
      outbox.add((routingID, frame))
    }
  }

  /// The address that was bound, with its port.
  public let endpoint: Endpoint
  private let server: Server
  private let directory: any PrincipalDirectory
  private let socket: Socket
  private let domain: ZAPDomain
  private var outbox: Outbox<(routingID: [UInt8], frame: Frame)>!
  private var peers: [[UInt8]: Peer] = [:]
  private var sweep: ReactorTimer?
  private var backlogTimer: ReactorTimer?

  /// Binds an address and begins to serve.
  ///
  /// - Throws: `ZeroMQError`, with `isAddressInUse` when another program has the port.
  public init(
    _ server: Server, at endpoint: Endpoint, secretKey: CurveSecretKey,
    directory: any PrincipalDirectory, options: SocketOptions = SocketOptions()
  ) throws {
    self.server = server
    self.directory = directory
    domain = try ZAPHandler.shared.open { directory.principal(forKey: $0.text) != nil }
    socket = try Socket(
      .router, options: options, security: .curveServer(secretKey, domain: domain))
    do {
      self.endpoint = try socket.bind(endpoint)
    } catch {
      socket.close()
      ZAPHandler.shared.close(domain)
      throw error
    }
    outbox = Outbox { [weak self] in self?.send($0.frame, to: $0.routingID) }
    Reactor.watch(socket) { [weak self] in self?.receive() }
    scheduleSweep()
  }

  /// Closes the socket; calls still open are cancelled.
  public func close() {
    sweep.map(Reactor.cancel)
    backlogTimer.map(Reactor.cancel)
    for peer in peers.values { peer.connection.close(nil) }
    peers = [:]
    Reactor.forget(socket)
    ZAPHandler.shared.close(domain)
  }

  private func receive() {
    // A bounded number a turn: timers and handlers get theirs in between.
    for _ in 0..<256 {
      guard let message = try? socket.receive() else { return }
      take(message)
    }
    Reactor.schedule(after: .zero) { [weak self] in self?.receive() }
  }

  private func take(_ message: IncomingMessage) {
    guard let routingID = message.frames.first, let key = message.userID else { return }
    let decoded = Result { () throws(FrameCoder.Fault) in
      if message.isTruncated { throw .malformed }
      return try FrameCoder.decode(message.frames.dropFirst())
    }
    // The allow-list may have changed since the handshake: it is asked for every message.
    guard let principal = directory.principal(forKey: key) else {
      let callID = (try? decoded.get())?.callID ?? 0
      return refuse(routingID, callID, Self.revoked)
    }
    switch decoded {
    case .success(let frame):
      let peer = peer(routingID, key)
      peer.lastSeen = .now
      peer.connection.receive(frame, from: principal)
    case .failure(.malformed):
      break
    case .failure(.version(let version, let callID)):
      let text = "version \(version) of the wire is not spoken here; use \(FrameCoder.version)"
      refuse(
        routingID, callID,
        Status(.unimplemented, reason: "WIRE_VERSION", domain: "vigie.rpc", text))
    case .failure(.kind(let kind, let callID)):
      refuse(routingID, callID, Status(.unimplemented, "frames of kind \(kind) are not known"))
    }
  }

  private func peer(_ routingID: [UInt8], _ key: String) -> Peer {
    // A client may choose its routing id, and take one that another has left: the key decides.
    if let peer = peers[routingID], peer.key == key { return peer }
    forget(routingID, nil)
    if peers.count >= Self.maxPeers,
      let oldest = peers.min(by: { $0.value.lastSeen < $1.value.lastSeen })
    {
      forget(oldest.key, nil)
    }
    let sink = PeerSink(routingID: routingID, outbox: outbox)
    let peer = Peer(
      key: key,
      connection: ServerConnection(server: server, scheduler: ReactorScheduler(), sink: sink))
    peers[routingID] = peer
    return peer
  }

  private func refuse(_ routingID: [UInt8], _ callID: UInt64, _ status: Status) {
    forget(routingID, status)
    let sink = PeerSink(routingID: routingID, outbox: outbox)
    let session = ServerConnection(server: server, scheduler: ReactorScheduler(), sink: sink)
    session.refuse(callID: callID, status)
    session.close(nil)
  }

  private func forget(_ routingID: [UInt8], _ status: Status?) {
    peers.removeValue(forKey: routingID)?.connection.close(status)
  }

  private func send(_ frame: Frame, to routingID: [UInt8]) {
    let peer = peers[routingID]
    if let peer, !peer.backlog.isEmpty {
      return queue(frame, for: peer, routingID)
    }
    do {
      try socket.send([routingID] + FrameCoder.encode(frame))
    } catch let error as ZeroMQError where error.isWouldBlock {
      if let peer { queue(frame, for: peer, routingID) }
    } catch {
      // The peer is gone: a ROUTER with MANDATORY says so.
      forget(routingID, nil)
    }
  }

  private func queue(_ frame: Frame, for peer: Peer, _ routingID: [UInt8]) {
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
        if directory.principal(forKey: peer.key) == nil {
          forget(routingID, Self.revoked)
        } else if peer.lastSeen < silentSince {
          forget(routingID, nil)
        }
      }
      scheduleSweep()
    }
  }

  private static let revoked = Status(
    .unauthenticated, reason: "KEY_REFUSED", domain: "vigie.rpc",
    "key refused: the server does not accept this key any more")
}
