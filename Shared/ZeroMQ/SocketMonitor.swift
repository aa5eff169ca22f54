import CZeroMQ

/// What happened to a socket's connections.
public enum ConnectionEvent: Sendable, Hashable {
  /// TCP is there, the handshake begins.
  case connected
  /// The handshake is over: messages can flow.
  case handshakeSucceeded
  /// The other side refused our key (ZAP 400 or 500).
  case keyRefused
  /// The handshake broke off for another reason.
  case handshakeFailed
  /// An attempt to connect failed; another one follows.
  case connectFailed
  /// A connection that was there is gone.
  case disconnected
}

/// Reads the events of one socket through a pair of sockets inside the process.
@Reactor
final class SocketMonitor {
  private static var count = 0
  private let socket: Socket
  private let observed: Socket

  /// Starts to observe a socket.
  ///
  /// - Throws: `ZeroMQError` when libzmq has no socket left.
  init(of observed: Socket, events: Int32 = Int32(ZMQ_EVENT_ALL)) throws {
    Self.count += 1
    let address = "inproc://vigie.monitor.\(Self.count)"
    guard zmq_socket_monitor(observed.pointer, address, events) == 0 else {
      throw ZeroMQError.last("observe a socket")
    }
    self.observed = observed
    // The queue of events has no bound. libzmq's own thread sends the events; if the queue were full, that thread would wait while
    // it holds the lock that `close` needs, and both would wait for good. Each connection brings a few events only.
    socket = try Socket(.pair, security: .none, highWaterMark: 0)
    try socket.connect(Endpoint(address)!)
  }

  /// The socket to poll.
  var polled: Socket { socket }

  /// Takes the next event that matters, with its value, which is the connection's descriptor where there is one; nil when there is none.
  func next() -> (event: ConnectionEvent, value: Int32)? {
    while let message = try? socket.receive() {
      guard let frame = message.frames.first, frame.count >= 6 else { continue }
      let event: ConnectionEvent
      switch Int32(frame[0]) | Int32(frame[1]) << 8 {
      case ZMQ_EVENT_CONNECTED: event = .connected
      case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: event = .handshakeSucceeded
      case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: event = .keyRefused
      case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL, ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        event = .handshakeFailed
      case ZMQ_EVENT_CLOSED: event = .connectFailed
      case ZMQ_EVENT_DISCONNECTED: event = .disconnected
      default: continue
      }
      return (event, frame[2..<6].reversed().reduce(0) { $0 << 8 | Int32($1) })
    }
    return nil
  }

  func close() {
    if !observed.isClosed { zmq_socket_monitor(observed.pointer, nil, 0) }
    socket.close()
  }
}

/// Tells which connections of a socket are gone, by the descriptor that each had (``Socket/Arrival/connection``).
///
/// Ends come in order. Before the first message of a new connection is read, the ends of all earlier connections with the same
/// descriptor can be taken.
@Reactor
public final class ConnectionEnds {
  private let monitor: SocketMonitor

  /// Begins to observe a socket; this must come before the socket binds.
  ///
  /// - Throws: `ZeroMQError` when libzmq has no socket left.
  public init(of socket: Socket) throws {
    monitor = try SocketMonitor(of: socket, events: Int32(ZMQ_EVENT_DISCONNECTED))
  }

  /// Calls `changed` whenever there is something to take.
  public func watch(_ changed: @escaping @Reactor () -> Void) {
    Reactor.watch(monitor.polled, changed)
  }

  /// Takes the next end, or nil when there is none.
  public func next() -> Int32? { monitor.next()?.value }

  /// Stops observing; this must come before the socket is closed.
  public func close() {
    // The events must stop before their reader is closed; otherwise libzmq's thread would wait for a reader for good.
    monitor.close()
    Reactor.forget(monitor.polled)
  }
}
