public import RPC
import RPCContract
public import ZeroMQ

/// A connection to one server, on a DEALER socket under CURVE; it is restored by itself when it is lost.
@Reactor
public final class ZeroMQClient {
  /// How often the client pings a server while it has calls open there.
  private static let pingInterval = Duration.seconds(5)
  /// After how many pings in a row without any frame a server with open calls counts as dead. libzmq's
  /// heartbeats only prove that the server's I/O thread is alive.
  private static let maxSilentPings = 4
  /// The most frames that wait while libzmq's own queue is full.
  private static let maxBacklog = 65_536
  private static let backlogInterval = Duration.milliseconds(2)
  /// After how many broken handshakes in a row the server's key is doubted.
  private static let suspiciousHandshakes = 3

  /// How far the connection has come. A broken handshake brings up to two events, and only the first counts.
  private enum Link {
    case closed
    case handshaking
    case ready
  }

  /// Hands frames to the reactor.
  private struct SocketSink: FrameSink {
    let outbox: Outbox<Frame>
    func send(_ frame: Frame) { outbox.add(frame) }
  }

  /// The client's end of the connection, which has the calls.
  public nonisolated let connection: ClientConnection

  private let endpoint: Endpoint
  private let service: String?
  private let security: SocketSecurity
  private var socket: Socket?
  private var link = Link.closed {
    didSet { if link != .ready { backlog = [] } }
  }
  private var backlog: [Frame] = []
  private var brokenHandshakes = 0
  private var rebuildDelay = Duration.milliseconds(200)
  private var timer: ReactorTimer?
  private var silentPings = 0
  private var framesAtPing: UInt64 = 0
  private var isClosed = false
  private var isRebuilding = false

  /// Begins to connect.
  ///
  /// - Parameters:
  ///   - endpoint: the server's address.
  ///   - serverKey: the key that the server must have.
  ///   - keys: the client's own pair.
  ///   - limits: the limits on what is accepted from the server.
  ///   - service: the name by which people know the server. Failures then tell it, and where the server refuses the client's key, that
  ///     public key too, since people need it to have the key allowed. Nil for a client whose failures no person reads.
  public nonisolated convenience init(
    to endpoint: Endpoint, serverKey: CurvePublicKey, keys: CurveKeyPair, limits: Limits = Limits(),
    service: String? = nil
  ) {
    self.init(endpoint, .curveClient(keys, server: serverKey), limits, service: service)
  }

  /// Connects without encryption: for comparisons in benchmarks only, so it is not public.
  package nonisolated convenience init(unencryptedTo endpoint: Endpoint) {
    self.init(endpoint, .none, Limits())
  }

  private nonisolated init(
    _ endpoint: Endpoint, _ security: SocketSecurity, _ limits: Limits, service: String? = nil
  ) {
    self.endpoint = endpoint
    self.service = service
    self.security = security
    let relay = Relay()
    let outbox = Outbox<Frame> { relay.client?.send($0) }
    connection = ClientConnection(
      limits: limits, alarm: ReactorAlarm.self, sink: SocketSink(outbox: outbox))
    Task { @Reactor in
      relay.client = self
      open()
      ping()
    }
  }

  /// Leads from the outbox to the client, which is made after the outbox.
  @Reactor
  private final class Relay {
    weak var client: ZeroMQClient?
    nonisolated init() {}
  }

  /// Closes the socket; open calls end as UNAVAILABLE.
  public func close() {
    isClosed = true
    timer.map(Reactor.cancel)
    socket.map(Reactor.forget)
    socket = nil
    connection.down(Status(.unavailable, "the client was closed"), isFinal: true)
  }

  private func open() {
    guard !isClosed else { return }
    do {
      let socket = try Socket(.dealer, security: security)
      self.socket = socket
      try Reactor.observe(socket) { [weak self, weak socket] event in
        guard let self, let socket, socket === self.socket else { return }
        changed(event)
      }
      Reactor.watch(socket) { [weak self, weak socket] in
        guard let self, let socket, socket === self.socket else { return }
        receive(socket)
      }
      try socket.connect(endpoint)
    } catch {
      connection.down(Status(.unavailable, "\(error)"))
      rebuild()
    }
  }

  private func receive(_ socket: Socket) {
    for _ in 0..<256 {
      let taken = try? socket.receive { arrival in
        arrival.hadMore ? nil : try? FrameCoder.decode(arrival.bytes)
      }
      guard let taken else { return }
      if let frame = taken { connection.receive(frame) }
    }
  }

  private func send(_ frame: Frame) {
    guard backlog.isEmpty else { return queue(frame) }
    do {
      try socket?.send(frame)
    } catch let error as ZeroMQError where error.isWouldBlock && link == .ready {
      queue(frame)
    } catch {
      takesNothing("\(error)")
    }
  }

  /// Keeps a frame until libzmq's queue has room again.
  private func queue(_ frame: Frame) {
    guard backlog.count < Self.maxBacklog else {
      return takesNothing("\(Self.maxBacklog) frames wait for it")
    }
    backlog.append(frame)
    guard backlog.count == 1 else { return }
    Reactor.schedule(after: Self.backlogInterval) { [weak self] in self?.sendBacklog() }
  }

  private func sendBacklog() {
    let frames = backlog
    backlog = []
    for frame in frames { send(frame) }
  }

  /// Ends the connection and its calls, because no server is connected or the server reads nothing.
  private func takesNothing(_ why: String) {
    link = .closed
    connection.down(Status(.unavailable, "\(endpoint) takes nothing: \(why)"))
    rebuild()
  }

  private func changed(_ event: ConnectionEvent) {
    let before = link
    switch event {
    case .connected:
      link = .handshaking
    case .handshakeSucceeded:
      link = .ready
      brokenHandshakes = 0
      rebuildDelay = .milliseconds(200)
      connection.ready()
    case .keyRefused:
      link = .closed
      // libzmq never tries again after a refusal, so a new socket is made.
      let text = "key refused: \(endpoint) does not accept this client's key; have it allowed there"
      connection.down(
        failure(.unauthenticated, reason: "KEY_REFUSED", text, tellsKey: true), isFinal: true)
      rebuild()
    case .handshakeFailed, .disconnected, .connectFailed:
      link = .closed
      switch before {
      case .handshaking: handshakeBroke()
      case .ready:
        connection.down(lost)
      case .closed where event == .connectFailed:
        brokenHandshakes = 0
        connection.down(failure(reason: "NOBODY_ANSWERS", "nobody answers at \(endpoint)"))
      case .closed: break
      }
    }
  }

  /// One handshake may break by chance; several in a row mean that the keys do not fit.
  private func handshakeBroke() {
    brokenHandshakes += 1
    guard brokenHandshakes >= Self.suspiciousHandshakes else { return }
    let text =
      "server key mismatch suspected: \(endpoint) broke off \(brokenHandshakes) handshakes; "
      + "compare its public key with the one configured here"
    connection.down(failure(reason: "SERVER_KEY_MISMATCH", text), isFinal: true)
  }

  private func rebuild() {
    guard !isRebuilding else { return }
    isRebuilding = true
    socket.map(Reactor.forget)
    socket = nil
    Reactor.schedule(after: rebuildDelay) { [weak self] in
      self?.isRebuilding = false
      self?.open()
    }
    rebuildDelay = min(rebuildDelay * 2, .seconds(10))
  }

  private func ping() {
    timer = Reactor.schedule(after: Self.pingInterval) { [weak self] in
      guard let self, !isClosed else { return }
      probe()
      ping()
    }
  }

  private func probe() {
    guard link == .ready, connection.hasOpenCalls else {
      silentPings = 0
      return
    }
    silentPings = connection.framesSeen == framesAtPing ? silentPings + 1 : 0
    framesAtPing = connection.framesSeen
    guard silentPings < Self.maxSilentPings else {
      silentPings = 0
      link = .closed
      connection.down(lost)
      return rebuild()
    }
    send(Frame(.ping, callID: 0))
  }

  private var lost: Status {
    failure(reason: "CONNECTION_LOST", "the connection to \(endpoint) was lost")
  }

  private func failure(
    _ code: Status.Code = .unavailable, reason: String, _ text: String, tellsKey: Bool = false
  ) -> Status {
    var arguments = ["endpoint": endpoint.description]
    if let service {
      arguments["service"] = service
      if tellsKey, case .curveClient(let keys, _) = security {
        arguments["key"] = keys.publicKey.text
      }
    }
    return Status(code, reason: reason, domain: "vigie.rpc", text, arguments: arguments)
  }
}
