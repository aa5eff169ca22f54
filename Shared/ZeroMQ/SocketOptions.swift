import CZeroMQ

/// How a socket proves who it is and learns who the other is. There is no anonymous TCP.
public enum SocketSecurity: Sendable {
  /// No encryption: sockets inside the process, and comparisons in benchmarks.
  case none
  /// A CURVE server in a ZAP domain whose handler is in place.
  case curveServer(CurveSecretKey, domain: ZAPDomain)
  /// A CURVE client that expects a server with this key.
  case curveClient(CurveKeyPair, server: CurvePublicKey)
}

/// The limits and times of a socket; the defaults are those of reference/messaging.md §3.2.
public struct SocketOptions: Sendable {
  /// The most messages queued per peer, either way.
  public var highWaterMark = 4096
  /// The largest frame taken in; a peer that sends a larger one is cut off.
  public var maxFrameBytes = 8 << 20
  /// How often an idle connection is probed; 0 for never.
  public var heartbeat = Duration.seconds(2)
  /// How long a silent peer is kept.
  public var heartbeatTimeout = Duration.seconds(6)
  /// The pause before the first new attempt to connect.
  public var reconnectInterval = Duration.milliseconds(100)
  /// The longest pause between attempts; it is short, so that clients reconnect within seconds after a fault is over.
  public var reconnectIntervalMax = Duration.seconds(1)
  /// How long a handshake may take.
  public var handshakeTimeout = Duration.seconds(5)
  /// How long an attempt to connect may take.
  public var connectTimeout = Duration.seconds(5)
  /// How long unsent messages are kept after the socket was closed.
  public var linger = Duration.milliseconds(500)

  /// Makes the defaults.
  public init() {}
}

extension Socket {
  func apply(_ options: SocketOptions, _ security: SocketSecurity) throws {
    try set(ZMQ_SNDHWM, Int32(options.highWaterMark))
    try set(ZMQ_RCVHWM, Int32(options.highWaterMark))
    try set64(ZMQ_MAXMSGSIZE, Int64(options.maxFrameBytes))
    try set(ZMQ_LINGER, options.linger.milliseconds)
    try set(ZMQ_HEARTBEAT_IVL, options.heartbeat.milliseconds)
    try set(ZMQ_HEARTBEAT_TIMEOUT, options.heartbeatTimeout.milliseconds)
    try set(ZMQ_HEARTBEAT_TTL, options.heartbeatTimeout.milliseconds)
    try set(ZMQ_RECONNECT_IVL, options.reconnectInterval.milliseconds)
    try set(ZMQ_RECONNECT_IVL_MAX, options.reconnectIntervalMax.milliseconds)
    try set(ZMQ_HANDSHAKE_IVL, options.handshakeTimeout.milliseconds)
    try set(ZMQ_CONNECT_TIMEOUT, options.connectTimeout.milliseconds)
    try set(ZMQ_TCP_MAXRT, 15_000)
    try set(ZMQ_TCP_KEEPALIVE, 1)
    switch kind {
    case .router:
      // Without it messages for peers that are gone or full vanish in silence.
      try set(ZMQ_ROUTER_MANDATORY, 1)
    case .dealer:
      // Without it messages queue for endpoints that nobody is connected to.
      try set(ZMQ_IMMEDIATE, 1)
    case .pair, .reply: break
    }
    switch security {
    case .none: break
    case .curveServer(let secret, let domain):
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_SECRETKEY, secret.secretText)
      try set(ZMQ_ZAP_DOMAIN, domain.name)
    case .curveClient(let pair, let server):
      try set(ZMQ_CURVE_SERVERKEY, server.text)
      try set(ZMQ_CURVE_PUBLICKEY, pair.publicKey.text)
      try set(ZMQ_CURVE_SECRETKEY, pair.secretKey.secretText)
    }
  }

  private func set(_ option: Int32, _ value: Int32) throws {
    var value = value
    try check(zmq_setsockopt(pointer, option, &value, 4), option)
  }

  private func set64(_ option: Int32, _ value: Int64) throws {
    var value = value
    try check(zmq_setsockopt(pointer, option, &value, 8), option)
  }

  private func set(_ option: Int32, _ value: String) throws {
    try check(zmq_setsockopt(pointer, option, value, value.utf8.count), option)
  }

  private func check(_ result: Int32, _ option: Int32) throws {
    if result != 0 { throw ZeroMQError.last("set socket option \(option)") }
  }
}

extension Duration {
  var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
