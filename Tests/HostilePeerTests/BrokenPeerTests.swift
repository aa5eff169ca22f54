import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import TestSupport
import Testing
import ZeroMQ

@testable import vigie_conformance

/// Peers that stop, die, or send what nobody asked for.
@Suite("Broken peers", .timeLimit(.minutes(5)))
struct BrokenPeerTests {
  @Test("a call to a frozen server ends by its deadline, and calls go on when it thaws")
  func frozenServer() async throws {
    let server = try TestServer()
    let connected = server.connect()
    _ = try await connected.client.call(EmptyCall())
    server.freeze()

    let begin = ContinuousClock.now
    let late = await status {
      try await connected.client.call(EmptyCall(), options: CallOptions(timeout: .seconds(1)))
    }
    #expect(late?.code == .deadlineExceeded)
    // Measured: 1.0 s.
    #expect(ContinuousClock.now - begin < .seconds(5))

    server.signal(SIGCONT)
    _ = try await connected.client.call(EmptyCall())
    await connected.close()
  }

  @Test("a long call to a server that stays frozen ends as UNAVAILABLE when heartbeats stay out")
  func longFrozenServer() async throws {
    let server = try TestServer()
    let connected = server.connect()
    _ = try await connected.client.call(EmptyCall())
    server.freeze()

    let begin = ContinuousClock.now
    let lost = await status {
      try await connected.client.call(EmptyCall(), options: CallOptions(timeout: .seconds(100)))
    }
    #expect(lost?.code == .unavailable)
    #expect(lost?.details?.reason == "CONNECTION_LOST")
    // Heartbeats go out every 2 s, and their answers are awaited for 6 s. Measured: 6 to 8 s.
    #expect(ContinuousClock.now - begin < .seconds(40))
    server.signal(SIGCONT)
    _ = try await connected.client.call(EmptyCall())
    await connected.close()
  }

  @Test("a server killed in mid-call is told as a lost connection, then as nobody who answers")
  func killedServer() async throws {
    let server = try TestServer()
    let connected = server.connect()
    _ = try await connected.client.call(EmptyCall())
    let client = connected.client
    let call = Task {
      await status {
        try await client.call(Hang(token: "killed"), options: CallOptions(timeout: .seconds(60)))
      }
    }
    try await until(client) { try await client.call(Counters(token: "killed")).sent == 1 }

    server.signal(SIGKILL)

    let lost = await call.value
    #expect(lost?.code == .unavailable)
    #expect(lost?.details?.reason == "CONNECTION_LOST" || lost?.details?.reason == "NOBODY_ANSWERS")
    let impatient = CallOptions(timeout: .seconds(30), waitsForReady: false)
    var next = await status { try await client.call(EmptyCall(), options: impatient) }
    while next?.details?.reason == "CONNECTION_LOST" {
      next = await status { try await client.call(EmptyCall(), options: impatient) }
    }
    #expect(next?.details?.reason == "NOBODY_ANSWERS")
    await connected.close()
  }

  @Test("the call of a peer that fell silent is cancelled on the server")
  func silentPeer() async throws {
    let server = try TestServer()
    let watching = server.connect()
    let peer = try await server.rawPeer()
    try await peer.send(
      RawPeer.prelude(kind: 1, flags: 3, id: 1), #"{"method":"\#(Hang.method)"}"#, Array("{}".utf8))
    // The peer sends no PING from here on; the wire's page allows 20 s.
    try await until(watching.client) {
      try await watching.client.call(Counters(token: "")).cancelled == 1
    }
    await peer.close()
    await watching.close()
  }

  @Test("answers to calls that do not exist, twice, or not to be read hurt no other call")
  @Reactor
  func strayAnswers() async throws {
    let (server, keys) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
    let domain = try ZAPHandler.shared.open { _ in true }
    let router = try Socket(
      .router, security: .curveServer(server.secretKey, domain: domain))
    let endpoint = try router.bind(Endpoint("tcp://127.0.0.1:*")!)
    Reactor.watch(router) {
      while let message = try? router.receive(), let call = message.frames.last {
        guard call.count > 16, call[1] == 1 else { continue }
        let isUnary = String(decoding: call, as: UTF8.self).contains(EmptyCall.method)
        Self.answerBadly(router, message.frames[0], id: Array(call[4..<12]), isUnary: isUnary)
      }
    }
    let transport = ZeroMQClient(to: endpoint, serverKey: server.publicKey, keys: keys)
    let client = Client(transport.connection)

    for _ in 0..<20 {
      _ = try await client.call(EmptyCall(), options: CallOptions(waitsForReady: true))
    }
    let stream = try client.stream(StreamingOutputCall(responseParameters: []))
    var items = 0
    for try await _ in stream { items += 1 }
    #expect(items == 0)

    transport.close()
    Reactor.forget(router)
    ZAPHandler.shared.close(domain)
  }

  /// Sends all that a broken server could send before the one right answer.
  @Reactor
  private static func answerBadly(
    _ router: Socket, _ peer: [UInt8], id: [UInt8], isUnary: Bool
  ) {
    func send(_ kind: UInt8, _ flags: UInt8, _ id: [UInt8], _ rest: [UInt8] = []) {
      try? router.send([peer, [1, kind, flags, 0] + id + [0, 0, 0, 0] + rest])
    }
    let nobody: [UInt8] = [0xFF, 0, 0, 0, 0, 0, 0, 1]
    // GOAWAY (9) is left out, since the client would obey it.
    for kind in UInt8(0)...12 where kind != 9 { send(kind, 0, nobody) }
    send(4, 3, nobody, Array("{}".utf8))
    send(6, 0, id, [1, 2, 3])
    try? router.send([peer, [], [1, 2, 3]])
    try? router.send([peer, [1, 4]])
    try? router.send([peer, [9, 4, 3, 0] + id + [0, 0, 0, 0]])
    try? router.send([peer, [1, 4, 3, 0] + id + [0xFF, 0xFF, 0xFF, 0xFF]])
    send(1, 0, id)
    send(5, 0, id)
    for _ in 0..<2 { send(4, isUnary ? 3 : 2, id, isUnary ? Array("{}".utf8) : []) }
    send(3, 1, id, Array("{}".utf8))
  }
}
