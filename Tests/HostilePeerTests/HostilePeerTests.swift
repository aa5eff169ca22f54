import CZeroMQ
import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import TestSupport
import Testing

@testable import ZeroMQ
@testable import vigie_conformance

/// Peers that mean harm, or do not know the wire, against a server in a process of its own.
@Suite("Hostile peers", .timeLimit(.minutes(5)))
struct HostilePeerTests {
  /// How many bytes the address sanitizer, malloc and the log may keep: an attack must not cost more memory for good.
  private static let keptBytes = 64 << 20

  @Test(
    "a thousand connections of random bytes cost nobody else anything, and leave nothing behind")
  func randomBytes() async throws {
    let server = try TestServer()
    let legitimate = server.connect()
    _ = try await legitimate.client.call(EmptyCall())
    let (descriptors, memory) = (server.descriptors, server.residentBytes)

    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let connection = try #require(RawTCP(port: server.port))
      connection.send(
        (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    _ = try await legitimate.client.call(EmptyCall())
    try await until(legitimate.client) { server.descriptors <= descriptors }
    #expect(server.residentBytes - memory < Self.keptBytes)
    await legitimate.close()
  }

  @Test("a greeting cut after any of its bytes is forgotten")
  func cutGreetings() async throws {
    let server = try TestServer()
    let legitimate = server.connect()
    _ = try await legitimate.client.call(EmptyCall())
    let descriptors = server.descriptors

    for mechanism in ["CURVE", "NULL"] {
      for length in 0...64 {
        let connection = try #require(RawTCP(port: server.port))
        connection.send(Array(greeting(mechanism: mechanism)[..<length]))
      }
    }

    _ = try await legitimate.client.call(EmptyCall())
    try await until(legitimate.client) { server.descriptors <= descriptors }
    await legitimate.close()
  }

  @Test(
    "five hundred half-open connections keep nobody out, and are dropped after the handshake's time"
  )
  func halfOpen() async throws {
    let server = try TestServer()
    let legitimate = server.connect()
    _ = try await legitimate.client.call(EmptyCall())
    let descriptors = server.descriptors
    let held = (0..<500).compactMap { _ in RawTCP(port: server.port) }
    #expect(held.count == 500)

    let late = server.connect()
    _ = try await late.client.call(EmptyCall())
    _ = try await legitimate.client.call(EmptyCall())
    await late.close()

    // The server waits 5 s for a greeting (ZMQ_HANDSHAKE_IVL); the peers never close.
    try await until(legitimate.client) { server.descriptors <= descriptors }
    #expect(held.count == 500)
    await legitimate.close()
  }

  @Test("clients without CURVE get no handshake: NULL and PLAIN", arguments: ["NULL", "PLAIN"])
  func otherMechanisms(mechanism: String) async throws {
    let server = try TestServer()
    let peer = try await RawPeer(to: server.endpoint, security: .none)
    if mechanism == "PLAIN" {
      // The option applies only to connections made from here on.
      try await Task { @Reactor in
        for option in [ZMQ_PLAIN_USERNAME, ZMQ_PLAIN_PASSWORD] {
          #expect(zmq_setsockopt(peer.socket.pointer, option, "admin", 5) == 0)
        }
        #expect(zmq_disconnect(peer.socket.pointer, server.endpoint.text) == 0)
        try peer.socket.connect(server.endpoint)
      }.value
    }

    let outcome = await peer.events.first { $0 == .handshakeFailed || $0 == .handshakeSucceeded }
    #expect(outcome == .handshakeFailed)
    // The same by hand: the server closes the connection before it has read anything of a message.
    let connection = try #require(RawTCP(port: server.port))
    connection.send(greeting(mechanism: mechanism))
    #expect(connection.readToEnd(within: 30).isClosed)
    await peer.close()
  }

  @Test("a message of 100,000 small parts is dropped, and its memory comes back")
  func manyParts() async throws {
    let server = try TestServer()
    let legitimate = server.connect()
    _ = try await legitimate.client.call(EmptyCall())
    let memory = server.residentBytes
    let peer = try await server.rawPeer()

    let parts = [[UInt8]](repeating: [1], count: 100_000)
    for _ in 0..<10 { try await peer.send(parts) }
    try await peer.send(
      RawPeer.prelude(kind: 1, flags: 3, id: 9), #"{"method":"\#(emptyCall)"}"#)

    #expect(await peer.receive().prelude == RawPeer.prelude(kind: 4, flags: 3, id: 9))
    _ = try await legitimate.client.call(EmptyCall())
    #expect(server.residentBytes - memory < Self.keptBytes)
    await peer.close()
    await legitimate.close()
  }

  @Test("a part above the largest cuts the connection, and no other")
  func oversize() async throws {
    let server = try TestServer()
    let legitimate = server.connect()
    _ = try await legitimate.client.call(EmptyCall())
    let peer = try await server.rawPeer()

    try await peer.send([[UInt8](repeating: 0, count: Socket.maxFrameBytes + 1)])

    #expect(await peer.events.first { $0 == .disconnected } == .disconnected)
    _ = try await legitimate.client.call(EmptyCall())
    await peer.close()
    await legitimate.close()
  }

  @Test(
    "messages that are no JSON as the page means it are refused with their byte",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
      #"{"payload":"","payload":""}"#, #"{"user":"\ud800"}"#, #"{"user":"\udc00\ud800"}"#,
      "{\"user\":\"\u{0}\"}", #"{"responseSize":1e308}"#, #"{"responseSize":"1"}"#, "{", "[]",
      "nul",
    ])
  func badJSON(text: String) async throws {
    let server = try TestServer()
    let connected = server.connect()
    let refused = await status {
      try await connected.client.respond(method: UnaryCall.method, payload: Array(text.utf8))
    }
    #expect(refused?.code == .invalidArgument)
    #expect(refused?.details?.reason == "BAD_MESSAGE")
    _ = try await connected.client.call(EmptyCall())
    await connected.close()
  }

  @Test(
    "messages that are no CBOR as the page means it are refused",
    arguments: [
      [UInt8](repeating: 0x81, count: 100_000) + [0],
      [[UInt8]](repeating: [0xA1, 0x61, 0x61], count: 100_000).flatMap(\.self) + [0],
      [UInt8](repeating: 0xC1, count: 100_000) + [0], [UInt8](repeating: 0x9F, count: 100_000),
      // {"user": 1, "user": 2}; a text that claims four billion bytes; a lone surrogate in UTF-8.
      [0xA2, 0x64, 0x75, 0x73, 0x65, 0x72, 1, 0x64, 0x75, 0x73, 0x65, 0x72, 2],
      [0x7A, 0xFF, 0xFF, 0xFF, 0xFF], [0xA1, 0x63, 0xED, 0xA0, 0x80, 0],
      [0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func badCBOR(bytes: [UInt8]) async throws {
    let server = try TestServer()
    let connected = server.connect()
    let client = Client(Channel([connected.transport.connection], codec: CBORCodec()))
    let refused = await status {
      try await client.respond(
        method: UnaryCall.method, payload: bytes, options: CallOptions(waitsForReady: true))
    }
    #expect(refused?.code == .invalidArgument)
    #expect(refused?.details?.reason == "BAD_MESSAGE")
    _ = try await client.call(EmptyCall())
    await connected.close()
  }

  @Test("every kind and every flag that is not known is told so, and the connection goes on")
  @Reactor
  func unknownKinds() async throws {
    let server = try TestServer()
    let peer = try server.rawPeer()
    for kind in UInt8(10)...255 {
      try await peer.send(RawPeer.prelude(kind: kind, flags: 0, id: kind))
      let end = await peer.receive()
      #expect(end.prelude == RawPeer.prelude(kind: 4, flags: 2, id: kind))
      #expect(end.header.contains(#""code":12"#))
    }
    for bit in 3..<8 {
      try await peer.send(RawPeer.prelude(kind: 1, flags: 1 << UInt8(bit), id: 1))
      #expect(await peer.receive().header.contains(#""code":12"#))
    }
    // The server passes over frames that only a server sends, and frames of calls that do not exist.
    for kind in [2, 3, 4, 5, 6, 8, 9] as [UInt8] {
      try await peer.send(RawPeer.prelude(kind: kind, flags: 0, id: 77), "", [1, 2, 3])
    }
    try await peer.send(RawPeer.prelude(kind: 7, flags: 0, id: 5))
    #expect(await peer.receive().prelude == RawPeer.prelude(kind: 8, flags: 0, id: 5))
    peer.close()
  }

  @Test("every frame of vectors.json is answered as it says", arguments: try Self.allVectors())
  func vectors(vector: Vector) async throws {
    let server = try Self.shared.get()
    try await vector.play(
      to: server.endpoint, .curveClient(server.keys, server: server.serverKey))
  }

  /// The server that all vectors share, each on a connection of its own.
  private static let shared = Result { try TestServer() }

  private static func allVectors() throws -> [Vector] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Vector.read(root.appending(path: "deploy/partner-kit/vectors.json").path)
  }

  @Test("a reader that never reads costs the server what it was granted and no more")
  func slowReader() async throws {
    let server = try TestServer()
    let legitimate = server.connect()
    _ = try await legitimate.client.call(EmptyCall())
    let memory = server.residentBytes
    let peer = try await server.rawPeer(reads: false)
    let (most, token) = (Credit.most, "slow-reader")

    try await peer.send(
      RawPeer.prelude(kind: 1, flags: 3, id: 1),
      #"{"method":"\#(StreamingOutputCall.method)","credit":{"messages":\#(most.messages),"#
        + #""bytes":\#(most.bytes)}}"#,
      Array(#"{"responseParameters":[{"size":65536}],"times":100000,"token":"\#(token)"}"#.utf8))

    // 65,536 bytes are 87,384 in base64, and the frame around them adds fewer than 100. So the credit of 16,777,216 bytes
    // covers 191.9 items (÷ 87,410): the 192nd is still sent, and the 193rd is the first without credit.
    try await until(legitimate.client) {
      try await legitimate.client.call(Counters(token: token)).sent >= 192
    }
    for _ in 0..<200 { _ = try await legitimate.client.call(EmptyCall()) }
    #expect(try await legitimate.client.call(Counters(token: token)).sent == 192)
    #expect(server.residentBytes - memory < most.bytes + Self.keptBytes)
    await peer.close()
    await legitimate.close()
  }

  @Test("more credit than a stream may have at once is refused", arguments: [false, true])
  @Reactor
  func tooMuchCredit(later: Bool) async throws {
    let server = try TestServer()
    let peer = try server.rawPeer()
    let credit = later ? "" : #","credit":{"messages":65537,"bytes":1}"#
    // A call that is half-closed could end before the credit comes.
    try await peer.send(
      RawPeer.prelude(kind: 1, flags: later ? 1 : 3, id: 1),
      #"{"method":"\#(FullDuplexCall.method)"\#(credit)}"#, Array("{}".utf8))
    if later {
      try await peer.send(
        RawPeer.prelude(kind: 6, flags: 0, id: 1), "", [0, 1, 0, 0, 0, 0, 0, 1])
    }
    let end = await peer.receive()
    #expect(end.prelude == RawPeer.prelude(kind: 4, flags: 2, id: 1))
    #expect(end.header.contains("PROTOCOL"))
    peer.close()
  }
}
