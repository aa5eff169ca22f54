import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import ZeroMQ

@testable import RPCZeroMQTransport

extension RawPeer {
  convenience init(_ over: OverZeroMQ) throws {
    try self.init(
      to: over.socket.endpoint,
      security: .curveClient(over.clientKeys, server: over.serverKeys.publicKey))
  }
}

@Suite("The wire, byte by byte", .timeLimit(.minutes(5)))
struct WireTests {
  @Test("a call written by hand is answered as the page shows")
  @Reactor
  func byHand() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)

    try await peer.send(
      RawPeer.prelude(kind: 1, flags: 3, id: 7), #"{"method":"test.v1/Echo"}"#,
      Array(#"{"text":"salut"}"#.utf8))
    let headers = await peer.receive()
    let end = await peer.receive()

    #expect(headers.prelude == RawPeer.prelude(kind: 2, flags: 0, id: 7))
    #expect(headers.header == #"{"metadata":{"initial":["hello"]}}"#)
    #expect(end.prelude == RawPeer.prelude(kind: 4, flags: 3, id: 7))
    #expect(end.header.isEmpty)
    #expect(end.payload == #"{"text":"salut"}"#)
    peer.close()
    await over.close()
  }

  @Test(
    "what a status repeats of a request is cut, so that its header keeps its bound",
    arguments: ["é", "\u{0}", "👩‍👩‍👧‍👦"])
  @Reactor
  func longStatus(_ text: String) async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)
    let message = String(repeating: text, count: 100_000)
    let request = try JSONEncoder().encode(Fail(code: 3, message: message))

    try await peer.send(
      RawPeer.prelude(kind: 1, flags: 3, id: 7), #"{"method":"test.v1/Fail"}"#, Array(request))
    let end = await peer.receive()

    struct Header: Decodable {
      let code: Int
      let message: String
      let details: StatusDetails
    }
    #expect(end.header.utf8.count <= 8_192)
    let header = try JSONDecoder().decode(Header.self, from: Data(end.header.utf8))
    #expect(header.code == 3)
    #expect(header.message.hasSuffix("…"))
    #expect(message.unicodeScalars.starts(with: header.message.unicodeScalars.dropLast()))
    #expect(header.details.reason == "TESTED")
    #expect(header.details.fieldViolations?.map(\.field) == ["a.b"])
    peer.close()
    await over.close()
  }

  @Test("GOAWAY comes once, before the first END that says DRAINING; open calls go on")
  @Reactor
  func goAway() async throws {
    let witness = Witness()
    let over = try await OverZeroMQ.make(witness)
    let peer = try RawPeer(over)
    try await peer.send(
      RawPeer.prelude(kind: 1, flags: 3, id: 1), #"{"method":"test.v1/Hang"}"#, Array("{}".utf8))
    var started = witness.started.makeAsyncIterator()
    _ = await started.next()
    let server = over.server
    let drain = Task { await server.drain(grace: .seconds(60)) }
    while !server.isDraining { await Task.yield() }

    for id: UInt8 in 2...3 {
      try await peer.send(
        RawPeer.prelude(kind: 1, flags: 3, id: id), #"{"method":"test.v1/Echo"}"#,
        Array(#"{"text":"é"}"#.utf8))
    }
    let frames = [await peer.receive(), await peer.receive(), await peer.receive()]
    #expect(frames.map { $0.prelude[1] } == [9, 4, 4])
    #expect(frames.dropFirst().allSatisfy { $0.header.contains("DRAINING") })
    #expect(server.openCalls == 1)

    // The open call ends when its client cancels it, and the drain ends with it.
    try await peer.send(RawPeer.prelude(kind: 5, flags: 0, id: 1))
    #expect(await peer.receive().prelude[1] == 4)
    await drain.value
    peer.close()
    await over.close()
  }

  @Test("another version of the wire is refused, not guessed at")
  @Reactor
  func otherVersion() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)
    try await peer.send(RawPeer.prelude(version: 9, kind: 1, flags: 3, id: 1))
    let end = await peer.receive()
    #expect(end.prelude == RawPeer.prelude(kind: 4, flags: 2, id: 1))
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

  private struct Keyed: Codable, Equatable {
    var aKey: String
    var labels: [String: String]?
  }

  @Test(
    "a member's name is one to the code point: with the Kelvin sign for its K it is another's",
    arguments: [
      "{\"a\u{212A}ey\":\"sign\",\"aKey\":\"letter\"}",
      "{\"aKey\":\"letter\",\"a\u{212A}ey\":\"sign\"}",
      #"{"a\u212Aey":"sign","aKey":"letter"}"#, #"{"aKey":"letter","a\u212aey":"sign"}"#,
      #"{"aKey":"letter","x":{"a\u212aey":1,"aKey":2}}"#,
    ])
  func names(text: String) throws {
    #expect(
      try JSONCodec().decode(Keyed.self, from: Array(text.utf8)) == Keyed(aKey: "letter"))
    let alone = Array(#"{"a\u212aey":"sign"}"#.utf8)
    #expect(throws: RPCError.self) { try JSONCodec().decode(Keyed.self, from: alone) }
  }

  @Test("a text keeps its Kelvin sign")
  func texts() throws {
    let text = Array("{\"aKey\":\"5 \u{212A}\",\"labels\":{\"k\":\"\u{212A}\"}}".utf8)
    let read = try JSONCodec().decode(Keyed.self, from: text)
    #expect(Array(read.aKey.utf8) == Array("5 \u{212A}".utf8))
    #expect(Array((read.labels?["k"] ?? "").utf8) == Array("\u{212A}".utf8))
  }

  @Test("a ping is answered by a pong with its id")
  @Reactor
  func ping() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let peer = try RawPeer(over)
    try await peer.send(RawPeer.prelude(kind: 7, flags: 0, id: 3))
    #expect(await peer.receive().prelude == RawPeer.prelude(kind: 8, flags: 0, id: 3))
    peer.close()
    await over.close()
  }
}
