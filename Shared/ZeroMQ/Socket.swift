import CZeroMQ

/// A message as it came: its frames, and the key that the connection proved.
public struct IncomingMessage: Sendable {
  /// The frames; on a ROUTER the first is the connection's routing id.
  public var frames: [[UInt8]]
  /// The `User-Id` that the ZAP handler gave, or nil where nobody was authenticated.
  ///
  /// It is read from the last frame: libzmq 4.3.4 loses it on a ROUTER's first frame
  /// (fixed upstream by 74529d97; reference/messaging.md §0.1).
  public var userID: String?
}

/// A socket of libzmq, used on the reactor's thread only.
@Reactor
public final class Socket {
  /// The kinds of socket that Vigie uses.
  public enum Kind: Sendable {
    /// The server's side: many peers, each under a routing id of the socket's own choice.
    case router
    /// The client's side.
    case dealer
    /// One end of a pipe inside the process.
    case pair
    /// Answers each request in turn; the ZAP handler.
    case reply
  }

  /// The most frames of a message that are kept.
  public static let maxFrames = 8

  let kind: Kind
  let pointer: UnsafeMutableRawPointer
  private(set) var isClosed = false
  /// Whether the socket was found empty after its last use; only then does its descriptor report new messages.
  private(set) var isDrained = true
  /// How often it was used.
  private(set) var uses: UInt64 = 0

  /// Makes a socket.
  ///
  /// - Parameters:
  ///   - kind: what it is for.
  ///   - security: how it proves who it is, and learns who the other is.
  ///   - highWaterMark: the most messages queued per peer, either way; 0 for no bound.
  /// - Throws: `ZeroMQError` when the process has too many sockets or an option is refused.
  public init(_ kind: Kind, security: SocketSecurity, highWaterMark: Int32 = 4096) throws {
    let type =
      switch kind {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .pair: ZMQ_PAIR
      case .reply: ZMQ_REP
      }
    guard let pointer = zmq_socket(Context.shared.pointer, type) else {
      throw ZeroMQError.last("make a socket")
    }
    self.kind = kind
    self.pointer = pointer
    do {
      try apply(security, highWaterMark: highWaterMark)
    } catch {
      zmq_close(pointer)
      isClosed = true
      throw error
    }
  }

  /// Binds an address; port `*` takes a free one.
  ///
  /// - Returns: the address that was bound.
  /// - Throws: `ZeroMQError`, with ``ZeroMQError/isAddressInUse`` when the port is taken.
  @discardableResult
  public func bind(_ endpoint: Endpoint) throws -> Endpoint {
    use()
    guard zmq_bind(pointer, endpoint.text) == 0 else {
      throw ZeroMQError.last("bind \(endpoint)")
    }
    var buffer = [UInt8](repeating: 0, count: 256)
    var size = buffer.count
    guard zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, &buffer, &size) == 0 else {
      throw ZeroMQError.last("read the address bound for \(endpoint)")
    }
    return Endpoint(String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)) ?? endpoint
  }

  /// The descriptor that libzmq gives for polling. Once the socket was found empty, it becomes readable when there is news.
  var descriptor: Int32 {
    var descriptor: Int32 = -1
    var size = MemoryLayout<Int32>.size
    let result = zmq_getsockopt(pointer, ZMQ_FD, &descriptor, &size)
    precondition(result == 0, "every open socket has a descriptor")
    return descriptor
  }

  /// Notes a use of the socket: libzmq may have taken in messages, which the descriptor then does not report.
  private func use() {
    isDrained = false
    uses &+= 1
  }

  private func checkOpen() throws {
    guard !isClosed else { throw ZeroMQError(number: ENOTSOCK, attempt: "send a message") }
    use()
  }

  /// Notes that the socket is empty, or that its receiver reads nothing from it.
  func noteDrained() { isDrained = true }

  /// Starts to connect to an address, and goes on in the background.
  ///
  /// - Throws: `ZeroMQError` when the address cannot be understood.
  public func connect(_ endpoint: Endpoint) throws {
    use()
    guard zmq_connect(pointer, endpoint.text) == 0 else {
      throw ZeroMQError.last("connect to \(endpoint)")
    }
  }

  /// Sends the frames of one message, all or nothing, without waiting.
  ///
  /// - Throws: `ZeroMQError`, with ``ZeroMQError/isWouldBlock`` when the peer's queue is full or nobody
  ///   is connected, with `EHOSTUNREACH` when a ROUTER's peer is gone.
  public func send(_ frames: [[UInt8]]) throws {
    try checkOpen()
    for (index, frame) in frames.enumerated() {
      let more = index < frames.count - 1 ? ZMQ_SNDMORE : 0
      while zmq_send(pointer, frame, frame.count, ZMQ_DONTWAIT | more) < 0 {
        let number = zmq_errno()
        if number == EINTR { continue }
        throw ZeroMQError(number: number, attempt: "send a message")
      }
    }
  }

  /// Takes the next message, or nil when there is none.
  ///
  /// - Throws: `ZeroMQError` when the socket is broken.
  public func receive() throws -> IncomingMessage? {
    var message = IncomingMessage(frames: [])
    while true {
      var part = zmq_msg_t()
      zmq_msg_init(&part)
      defer { zmq_msg_close(&part) }
      guard try take(&part) else { return nil }
      if message.frames.count < Self.maxFrames {
        let bytes = UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))
        message.frames.append(Array(bytes))
      }
      if zmq_msg_more(&part) == 0 {
        message.userID = zmq_msg_gets(&part, "User-Id").map { String(cString: $0) }
        return message
      }
    }
  }

  /// Sends one message of one part, written in place, without waiting.
  ///
  /// - Parameters:
  ///   - size: the bytes of the part.
  ///   - peer: on a ROUTER, the peer that the message is for.
  ///   - fill: writes the part.
  /// - Throws: as ``send(_:)``.
  public func send(
    size: Int, to peer: RoutingID? = nil, fill: (UnsafeMutableRawBufferPointer) -> Void
  ) throws {
    try checkOpen()
    if let peer {
      let sent = peer.withBytes {
        zmq_send(pointer, $0.baseAddress, $0.count, ZMQ_DONTWAIT | ZMQ_SNDMORE)
      }
      if sent < 0 { throw ZeroMQError.last("send a message") }
    }
    var part = zmq_msg_t()
    guard zmq_msg_init_size(&part, size) == 0 else { throw ZeroMQError.last("send a message") }
    fill(UnsafeMutableRawBufferPointer(start: zmq_msg_data(&part), count: size))
    while zmq_msg_send(&part, pointer, ZMQ_DONTWAIT) < 0 {
      let number = zmq_errno()
      if number == EINTR { continue }
      zmq_msg_close(&part)
      throw ZeroMQError(number: number, attempt: "send a message")
    }
  }

  /// A message of one part, in libzmq's own memory; on a ROUTER the routing id came as a part before it.
  public struct Arrival {
    /// The sender on a ROUTER; nil on other sockets.
    public let peer: RoutingID?
    /// The bytes of the part, valid only while the message is passed on.
    public let bytes: UnsafeRawBufferPointer
    /// The key that the connection proved, as a C string; nil where nobody was authenticated.
    public let userID: UnsafePointer<CChar>?
    /// Whether more parts followed, which were thrown away.
    public let hadMore: Bool
    private let part: UnsafeMutablePointer<zmq_msg_t>

    fileprivate init(
      peer: RoutingID?, part: UnsafeMutablePointer<zmq_msg_t>, hadMore: Bool
    ) {
      self.peer = peer
      self.part = part
      self.hadMore = hadMore
      bytes = UnsafeRawBufferPointer(start: zmq_msg_data(part), count: zmq_msg_size(part))
      userID = zmq_msg_gets(part, "User-Id")
    }

    /// The descriptor of the connection that brought it, valid only while the message is passed on; -1 where there is none.
    public var connection: Int32 { zmq_msg_get(part, ZMQ_SRCFD) }
  }

  /// Takes the next message and passes it on without copying it.
  ///
  /// - Returns: what `body` returns, or nil when there is no message.
  /// - Throws: `ZeroMQError` when the socket is broken.
  public func receive<Result>(_ body: (Arrival) -> Result) throws -> Result? {
    var part = zmq_msg_t()
    zmq_msg_init(&part)
    defer { zmq_msg_close(&part) }
    guard try take(&part) else { return nil }
    var peer: RoutingID?
    if kind == .router {
      peer = RoutingID(
        UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part)))
      if zmq_msg_more(&part) != 0 { _ = try take(&part) }
    }
    let hadMore = zmq_msg_more(&part) != 0
    // The parts of a message come together, so none of these reads has to wait.
    var rest = zmq_msg_t()
    zmq_msg_init(&rest)
    defer { zmq_msg_close(&rest) }
    if hadMore { repeat { _ = try take(&rest) } while zmq_msg_more(&rest) != 0 }
    return withUnsafeMutablePointer(to: &part) {
      body(Arrival(peer: peer, part: $0, hadMore: hadMore))
    }
  }

  private func take(_ part: inout zmq_msg_t) throws -> Bool {
    // A receiver may have closed the socket since the last read.
    guard !isClosed else { return false }
    use()
    while zmq_msg_recv(&part, pointer, ZMQ_DONTWAIT) < 0 {
      let number = zmq_errno()
      if number == EINTR { continue }
      isDrained = true
      if number == EAGAIN { return false }
      throw ZeroMQError(number: number, attempt: "receive a message")
    }
    return true
  }

  /// Closes the socket; what is unsent is kept for the linger time. A second call does nothing.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    zmq_close(pointer)
  }
}
