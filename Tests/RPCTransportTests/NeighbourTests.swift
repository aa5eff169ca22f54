import Foundation
import Locking
import RPC
import RPCContract
import RPCInProcessTransport
import RPCZeroMQTransport
import TestSupport
import Testing
import ZeroMQ

/// A call whose handler gives its slot back and then waits until it is cancelled.
private struct Wait: RPCRequest {
  static let method = "test.v1/Wait"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

/// Takes a server's frames without any socket.
private struct Sink: FrameSink {
  let take: @Sendable (Frame) -> Void
  func send(_ frame: Frame) { take(frame) }
}

/// An alarm that never rings.
private struct NoAlarm: Alarm {
  init(ring: @escaping @Sendable () -> Void) {}
  func set(_ time: ContinuousClock.Instant) {}
}

/// A server on a real socket, and the keys of several callers.
private struct Street {
  let witness = Witness()
  let server: Server
  let socket: ZeroMQServer
  let serverKey: CurvePublicKey
  let keys: [String: CurveKeyPair]

  @Reactor
  init(_ names: [String], _ limits: Limits = Limits()) throws {
    let own = try CurveKeyPair.generate()
    let keys = try Dictionary(uniqueKeysWithValues: names.map { ($0, try CurveKeyPair.generate()) })
    var router = witness.router
    router.handle(Wait.self) { _, context in
      try await context.waiting { try await Task.sleep(for: .seconds(3600)) }
      return Wait.Reply()
    }
    router.handle(CheckHealth.self) { _, _ in
      CheckHealth.Reply(
        status: "SERVING", service: "street", version: "", uptimeSeconds: 0, position: "",
        projections: [:])
    }
    server = Server(router: router, limits: limits, lane: { Reactor.lane() })
    socket = try ZeroMQServer(
      server, at: Endpoint("tcp://127.0.0.1:*")!, secretKey: own.secretKey,
      directory: Directory(
        Dictionary(
          uniqueKeysWithValues: keys.map { name, keys in
            (keys.publicKey.text, Principal(name: name, roles: [.operator]))
          })))
    serverKey = own.publicKey
    self.keys = keys
  }

  @Reactor
  func peer(_ name: String) throws -> RawPeer {
    try RawPeer(to: socket.endpoint, security: .curveClient(keys[name]!, server: serverKey))
  }

  func client(_ name: String) async -> ZeroMQClient {
    ZeroMQClient(to: await socket.endpoint, serverKey: serverKey, keys: keys[name]!)
  }

  /// Sends a PING and waits for its PONG, so that the server has taken all that was sent before.
  @Reactor
  func settle(_ peer: RawPeer) async throws {
    try await peer.send(RawPeer.prelude(kind: 7, flags: 0, id: 255))
    while await peer.receive().prelude[1] != 8 {}
  }
}

extension RawPeer {
  /// Begins calls of a method; the flags say whether they are half-closed at once.
  fileprivate func begin(
    _ method: String, _ ids: ClosedRange<UInt8>, flags: UInt8 = 0, _ payload: String = ""
  ) async throws {
    for id in ids {
      try await send(
        RawPeer.prelude(kind: 1, flags: flags, id: id), #"{"method":"\#(method)"}"#,
        Array(payload.utf8))
    }
  }
}

@Suite("Neighbours at one server", .timeLimit(.minutes(5)))
struct NeighbourTests {
  @Test("two keys with 140 half-open calls each take no slot: others are answered, and so are they")
  @Reactor
  func halfOpen() async throws {
    let street = try Street(["a", "b", "c"])
    let (a, b) = (try street.peer("a"), try street.peer("b"))
    for peer in [a, b] {
      try await peer.begin("test.v1/Echo", 1...140)
      try await street.settle(peer)
    }
    #expect(street.server.openCalls == 280)
    #expect(street.server.waitingCalls == 0)

    let other = await street.client("c")
    let client = Client.patient(other.connection)
    #expect(try await client.call(Echo(text: "c")).text == "c")
    #expect(try await client.call(CheckHealth()).status == "SERVING")

    try await a.send(RawPeer.prelude(kind: 3, flags: 3, id: 7), "", Array(#"{"text":"a"}"#.utf8))
    _ = await a.receive()
    #expect(await a.receive().payload == #"{"text":"a"}"#)
    a.close()
    b.close()
    other.close()
    street.socket.close()
  }

  @Test("a key has at most half of the half-open calls, and of their bytes")
  @Reactor
  func halfOfHalfOpen() async throws {
    var limits = Limits()
    limits.halfOpenCalls = 4
    limits.halfOpenBytes = 200
    let street = try Street(["a", "b"], limits)
    let (a, b) = (try street.peer("a"), try street.peer("b"))

    try await a.begin("test.v1/Echo", 1...3)
    let third = await a.receive()
    try await b.begin("test.v1/Echo", 1...2)
    try await street.settle(b)

    #expect(third.prelude.last == 3)
    #expect(third.header.contains("OVERLOADED"))
    #expect(street.server.openCalls == 4)

    let most = Array(#"{"text":"\#(String(repeating: "x", count: 88))"}"#.utf8)
    try await a.send(RawPeer.prelude(kind: 3, flags: 1, id: 1), "", most)
    try await a.send(RawPeer.prelude(kind: 3, flags: 1, id: 2), "", most)
    let tooMuch = await a.receive()
    #expect(tooMuch.prelude.last == 2)
    #expect(tooMuch.header.contains("OVERLOADED"))
    a.close()
    b.close()
    street.socket.close()
  }

  @Test("a handler that waits gives its slot back, and health is answered when every slot is taken")
  @Reactor
  func waitingHandlers() async throws {
    var limits = Limits()
    limits.runningCalls = 2
    let street = try Street(["a", "b", "c"], limits)
    let (a, b) = (try street.peer("a"), try street.peer("b"))
    try await a.begin("test.v1/Wait", 1...20, flags: 3, "{}")
    try await street.settle(a)
    let other = await street.client("a")
    let client = Client.patient(other.connection)
    #expect(try await client.call(Echo(text: "beside")).text == "beside")

    // These two handlers keep their slots for good.
    try await a.begin("test.v1/Hang", 101...101, flags: 3, "{}")
    try await b.begin("test.v1/Hang", 101...101, flags: 3, "{}")
    var started = street.witness.started.makeAsyncIterator()
    for _ in 0..<2 { _ = await started.next() }
    let operatorOf = await street.client("c")
    let looking = Client.patient(operatorOf.connection)
    #expect(try await looking.call(CheckHealth()).status == "SERVING")
    #expect(try await looking.call(ListMethods()).methods.isEmpty == false)
    a.close()
    b.close()
    other.close()
    operatorOf.close()
    street.socket.close()
  }

  @Test("a handler that waits goes on in its turn, also when it waits for two things at once")
  func goingOn() async throws {
    struct Nested: RPCRequest {
      static let method = "test.v1/Nested"
      static let roles: Set<Role> = [.operator]
      struct Reply: Codable, Sendable {}
    }
    var router = Router()
    router.handle(Nested.self) { _, context in
      for _ in 0..<3 {
        async let one: Void = context.waiting { await Task.yield() }
        async let other: Void = context.waiting { await Task.yield() }
        _ = try await (one, other)
      }
      return Nested.Reply()
    }
    var limits = Limits()
    limits.runningCalls = 2
    let server = Server(router: router, limits: limits)
    let connection = InProcessConnection(to: server, as: operatorPrincipal)
    let client = Client.patient(connection.client)
    try await withThrowingTaskGroup { group in
      for _ in 0..<200 {
        group.addTask { _ = try await client.call(Nested()) }
      }
      try await group.waitForAll()
    }
    #expect(server.openCalls == 0)
    #expect(server.waitingCalls == 0)
    // No slot was lost: another call is answered.
    _ = try await client.call(Nested())
  }

  @Test("a key's one call is served in turn with another key's flood, and not behind it")
  @Reactor
  func turns() async throws {
    let order = Mutex<[String]>([])
    var router = Router()
    router.handle(Echo.self) { request, context in
      order.withLock { $0.append(context.principal.name) }
      return Echo.Reply(text: request.text)
    }
    let server = Server(router: router, lane: { Reactor.lane() })
    let (ends, done) = AsyncStream.makeStream(of: Frame.self)
    func connection(_ name: String, _ sink: Sink) -> ServerConnection {
      ServerConnection(
        server: server, principal: Principal(name: name, roles: [.operator]), alarm: NoAlarm.self,
        sink: sink)
    }
    let loud = connection("loud", Sink { _ in })
    let quiet = connection("quiet", Sink { if $0.kind == .end { done.yield($0) } })
    func call(_ id: UInt64) -> Frame {
      Frame(
        .call, flags: [.hasMessage, .halfClose], callID: id,
        header: Array(#"{"method":"test.v1/Echo"}"#.utf8), payload: Array(#"{"text":"é"}"#.utf8))
    }

    // No handler begins before this test waits, because the handlers run on its thread.
    for id in 1...1000 { loud.receive(call(UInt64(id))) }
    quiet.receive(call(1))
    var iterator = ends.makeAsyncIterator()
    _ = await iterator.next()

    // For each step of the other key's calls, this key gets one too.
    #expect(try #require(order.withLock { $0 }.firstIndex(of: "quiet")) < 4)
    loud.close(nil)
    quiet.close(nil)
  }

  @Test("a key has at most half of the queue, and of the streams")
  @Reactor
  func halves() async throws {
    var limits = Limits()
    limits.runningCalls = 1
    limits.waitingCalls = 4
    limits.openStreams = 4
    let street = try Street(["a", "b"], limits)
    let (a, b) = (try street.peer("a"), try street.peer("b"))
    try await a.begin("test.v1/Hang", 1...4, flags: 3, "{}")
    let refused = await a.receive()
    #expect(refused.prelude.last == 4)
    #expect(refused.header.contains("OVERLOADED"))
    try await b.begin("test.v1/Hang", 1...2, flags: 3, "{}")
    try await street.settle(b)
    #expect(street.server.waitingCalls == 4)

    let count = #"{"upTo":1000,"bytes":1}"#
    try await a.begin("test.v1/Count", 11...13, flags: 3, count)
    var end = await a.receive()
    while end.prelude[1] != 4 { end = await a.receive() }
    #expect(end.prelude.last == 13)
    #expect(end.header.contains("OVERLOADED"))
    try await b.begin("test.v1/Count", 11...11, flags: 3, count)
    #expect(await b.receive().prelude[1] == 3)
    a.close()
    b.close()
    street.socket.close()
  }

  @Test("what the calls of a client had is free at once when its connection is gone")
  @Reactor
  func gone() async throws {
    let street = try Street(["a", "b"])
    let a = try street.peer("a")
    try await a.begin("test.v1/Hang", 1...1, flags: 3, "{}")
    try await a.begin("test.v1/Echo", 2...100)
    try await street.settle(a)
    #expect(street.server.openCalls == 100)
    let start = ContinuousClock.now

    a.close()

    var cancelled = street.witness.cancelled.makeAsyncIterator()
    #expect(await cancelled.next() == "test.v1/Hang")
    while street.server.openCalls > 0 { await Task.yield() }
    // If only silence told that the peer is gone, it would have taken 20 s.
    #expect(ContinuousClock.now - start < .seconds(15))

    // The next connection may get the descriptor of the one that is gone.
    for _ in 0..<20 {
      let next = await street.client("b")
      #expect(try await Client.patient(next.connection).call(Echo(text: "b")).text == "b")
      next.close()
    }
    street.socket.close()
  }
}
