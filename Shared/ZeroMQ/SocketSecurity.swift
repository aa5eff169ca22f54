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

extension Socket {
  /// The largest frame taken in, in bytes; a peer that sends a larger one is cut off.
  public nonisolated static let maxFrameBytes = 8 << 20

  /// Sets the socket's limits and times: those of reference/messaging.md §3.2, in milliseconds.
  func apply(_ security: SocketSecurity, highWaterMark: Int32) throws {
    try set(ZMQ_SNDHWM, highWaterMark)
    try set(ZMQ_RCVHWM, highWaterMark)
    try set64(ZMQ_MAXMSGSIZE, Int64(Self.maxFrameBytes))
    // Unsent messages are kept so long after the socket was closed.
    try set(ZMQ_LINGER, 500)
    // An idle connection is probed every 2 s, and a silent peer is kept for 6 s.
    try set(ZMQ_HEARTBEAT_IVL, 2_000)
    try set(ZMQ_HEARTBEAT_TIMEOUT, 6_000)
    try set(ZMQ_HEARTBEAT_TTL, 6_000)
    // The longest pause between attempts is short, so that clients reconnect within seconds after a fault is over.
    try set(ZMQ_RECONNECT_IVL, 100)
    try set(ZMQ_RECONNECT_IVL_MAX, 1_000)
    try set(ZMQ_HANDSHAKE_IVL, 5_000)
    try set(ZMQ_CONNECT_TIMEOUT, 5_000)
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
