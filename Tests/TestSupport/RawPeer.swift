public import ZeroMQ

/// A peer that writes frames by the wire's page, without our client.
@Reactor
public final class RawPeer {
  /// The DEALER socket.
  public let socket: Socket
  /// The events of the socket's connection.
  public let events: AsyncStream<ConnectionEvent>
  private let replies: AsyncStream<[[UInt8]]>
  private let continuation: AsyncStream<[[UInt8]]>.Continuation

  /// Begins to connect. Without `reads`, what comes stays in the socket.
  ///
  /// - Throws: `ZeroMQError` when libzmq has no socket left.
  public init(to endpoint: Endpoint, security: SocketSecurity, reads: Bool = true) throws {
    socket = try Socket(.dealer, security: security)
    (replies, continuation) = AsyncStream.makeStream()
    let (events, changed) = AsyncStream.makeStream(of: ConnectionEvent.self)
    self.events = events
    try Reactor.observe(socket) { changed.yield($0) }
    if reads {
      let continuation = continuation
      Reactor.watch(socket) { [socket] in
        while let message = try? socket.receive() { continuation.yield(message.frames) }
      }
    }
    try socket.connect(endpoint)
  }

  /// Sends a message of one part, made of the prelude up to the call id, the header and the payload.
  ///
  /// - Throws: `ZeroMQError` when the socket is broken.
  public func send(_ prelude: [UInt8], _ header: String = "", _ payload: [UInt8] = []) async throws
  {
    let header = Array(header.utf8)
    let size = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: header.count >> $0) }
    try await send([prelude + size + header + payload])
  }

  /// Sends the parts of a message; waits for the connection first.
  ///
  /// - Throws: `ZeroMQError` when the socket is broken.
  public func send(_ frames: [[UInt8]]) async throws {
    while true {
      do {
        return try socket.send(frames)
      } catch let error as ZeroMQError where error.isWouldBlock {
        await Task.yield()
      }
    }
  }

  /// Returns the next message: the prelude up to the call id, the header, and the payload.
  public func receive() async -> (prelude: [UInt8], header: String, payload: String) {
    var iterator = replies.makeAsyncIterator()
    let bytes = await iterator.next(isolation: #isolation)?.first ?? []
    guard bytes.count >= 16 else { return ([], "", "") }
    let end = 16 + bytes[12..<16].reduce(0) { $0 << 8 | Int($1) }
    return (
      Array(bytes[..<12]), String(decoding: bytes[16..<end], as: UTF8.self),
      String(decoding: bytes[end...], as: UTF8.self)
    )
  }

  /// Closes the socket.
  public func close() { Reactor.forget(socket) }

  /// Returns the first twelve bytes of a frame.
  public nonisolated static func prelude(
    version: UInt8 = 1, kind: UInt8, flags: UInt8, id: UInt8
  ) -> [UInt8] {
    [version, kind, flags, 0, 0, 0, 0, 0, 0, 0, 0, id]
  }
}
