import Foundation
import RPC
import RPCContract
import Testing
import ZeroMQ

@testable import RPCZeroMQTransport

/// A peer that writes bytes as the wire page says, without our client.
@Reactor
final class RawPeer {
  private let socket: Socket
  private let replies: AsyncStream<[[UInt8]]>
  private let continuation: AsyncStream<[[UInt8]]>.Continuation

  init(_ over: OverZeroMQ) throws {
    socket = try Socket(
      .dealer, security: .curveClient(over.clientKeys, server: over.serverKeys.publicKey))
    (replies, continuation) = AsyncStream.makeStream()
    let continuation = continuation
    Reactor.watch(socket) { [socket] in
      while let message = try? socket.receive() { continuation.yield(message.frames) }
    }
    try socket.connect(over.socket.endpoint)
  }

  /// Sends one message of one part, once the connection stands.
  func send(_ prelude: [UInt8], _ header: String = "", _ payload: String = "") async throws {
    let size = UInt8(header.utf8.count)
    try await send([prelude + [0, 0, 0, size] + Array(header.utf8) + Array(payload.utf8)])
  }

  /// Sends the parts of a message, once the connection stands.
  func send(_ frames: [[UInt8]]) async throws {
    while true {
      do {
        return try socket.send(frames)
      } catch let error as ZeroMQError where error.isWouldBlock {
        await Task.yield()
      }
    }
  }

  /// The next message: the prelude up to the call id, the header, the payload.
  func receive() async -> (prelude: [UInt8], header: String, payload: String) {
    var iterator = replies.makeAsyncIterator()
    let bytes = await iterator.next(isolation: #isolation)?.first ?? []
    guard bytes.count >= 16 else { return ([], "", "") }
    let end = 16 + bytes[12..<16].reduce(0) { $0 << 8 | Int($1) }
    return (
      Array(bytes[..<12]), String(decoding: bytes[16..<end], as: UTF8.self),
      String(decoding: bytes[end...], as: UTF8.self)
    )
  }

  func close() { Reactor.forget(socket) }
}

@Suite("The wire, byte by byte", .timeLimit(.minutes(1)))
struct WireTests {
  static func prelude(version: UInt8 = 1, kind: UInt8, flags: UInt8, id: UInt8) -> [UInt8] {
    [version, kind, flags, 0, 0, 0, 0, 0, 0, 0, 0, id]
  }

  @Test("a call written by hand is answered as the page shows")
  @Reactor
  func byHand() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)

    try await peer.send(
      Self.prelude(kind: 1, flags: 3, id: 7), #"{"method":"test.v1/Echo"}"#, #"{"text":"salut"}"#)
    let headers = await peer.receive()
    let end = await peer.receive()

    #expect(headers.prelude == Self.prelude(kind: 2, flags: 0, id: 7))
    #expect(headers.header == #"{"metadata":{"initial":["hello"]}}"#)
    #expect(end.prelude == Self.prelude(kind: 4, flags: 3, id: 7))
    #expect(end.header.isEmpty)
    #expect(end.payload == #"{"text":"salut"}"#)
    peer.close()
    await over.close()
  }

  @Test("another version of the wire is refused, not guessed at")
  @Reactor
  func otherVersion() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)
    try await peer.send(Self.prelude(version: 9, kind: 1, flags: 3, id: 1))
    let end = await peer.receive()
    #expect(end.prelude == Self.prelude(kind: 4, flags: 2, id: 1))
    #expect(end.header.contains("WIRE_VERSION"))
    peer.close()
    await over.close()
  }

  @Test("random bytes change nothing: the next call is answered")
  @Reactor
  func randomBytes() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let frames = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        (0..<Int.random(in: 0...30, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
      }
      try await peer.send(frames)
    }
    #expect(try await over.client.call(Echo(text: "alive")).text == "alive")
    peer.close()
    await over.close()
  }

  @Test("a ping is answered by a pong with its id")
  @Reactor
  func ping() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)
    try await peer.send(Self.prelude(kind: 7, flags: 0, id: 3))
    #expect(await peer.receive().prelude == Self.prelude(kind: 8, flags: 0, id: 3))
    peer.close()
    await over.close()
  }
}
