import CZeroMQ
import Locking
import Testing

@testable import ZeroMQ

/// Tests each unexpected behaviour of libzmq 4.3.4 that reference/messaging.md §0 lists.
@Suite("ZeroMQ's pitfalls", .timeLimit(.minutes(5)))
struct PitfallTests {
  private struct Pair {
    let router: Socket
    let dealer: Socket
    let messages: AsyncStream<IncomingMessage>
    let events: AsyncStream<ConnectionEvent>
    let clientKeys: CurveKeyPair
    let serverKey: CurvePublicKey
    let endpoint: Endpoint
    let domain: ZAPDomain

    @Reactor
    static func make(
      allows: @escaping @Sendable (CurvePublicKey) -> Bool
    ) throws -> Pair {
      let server = try CurveKeyPair.generate()
      let client = try CurveKeyPair.generate()
      let domain = try ZAPHandler.shared.open(allows)
      let router = try Socket(
        .router, security: .curveServer(server.secretKey, domain: domain))
      let (messages, received) = AsyncStream.makeStream(of: IncomingMessage.self)
      Reactor.watch(router) {
        while let message = try? router.receive() { received.yield(message) }
      }
      let endpoint = try router.bind(Endpoint("tcp://127.0.0.1:*")!)
      let dealer = try Socket(
        .dealer, security: .curveClient(client, server: server.publicKey))
      let (events, changed) = AsyncStream.makeStream(of: ConnectionEvent.self)
      try Reactor.observe(dealer) { changed.yield($0) }
      try dealer.connect(endpoint)
      return Pair(
        router: router, dealer: dealer, messages: messages, events: events, clientKeys: client,
        serverKey: server.publicKey, endpoint: endpoint, domain: domain)
    }

    @Reactor
    func close() {
      Reactor.forget(router)
      Reactor.forget(dealer)
      ZAPHandler.shared.close(domain)
    }
  }

  @Test("the user id is there on a ROUTER, read from the payload's frame (§0.1)")
  func userID() async throws {
    let pair = try await Pair.make { _ in true }
    _ = await pair.events.first { $0 == .handshakeSucceeded }
    try await Task { @Reactor in try pair.dealer.send([[1], [2]]) }.value

    let message = await pair.messages.first { _ in true }

    #expect(message?.userID == pair.clientKeys.publicKey.text)
    #expect(message?.frames.count == 3)
    await pair.close()
  }

  @Test("a key that the authority does not accept never gets a message in (§0.2)")
  func refused() async throws {
    let pair = try await Pair.make { _ in false }
    let event = await pair.events.first { $0 == .keyRefused || $0 == .handshakeSucceeded }
    #expect(event == .keyRefused)
    await #expect(throws: ZeroMQError.self) {
      try await Task { @Reactor in try pair.dealer.send([[1]]) }.value
    }
    await pair.close()
  }

  @Test("two servers of one process ask their own authority (§0.2, one handler a process)")
  func domains() async throws {
    let open = try await Pair.make { _ in true }
    let shut = try await Pair.make { _ in false }
    #expect(await open.events.first { $0 == .handshakeSucceeded } != nil)
    #expect(await shut.events.first { $0 == .keyRefused } != nil)
    await open.close()
    await shut.close()
  }

  @Test("a second client that takes the first one's routing id does not get its place (§0.3)")
  func stolenRoutingID() async throws {
    let pair = try await Pair.make { _ in true }
    _ = await pair.events.first { $0 == .handshakeSucceeded }
    try await Task { @Reactor in try pair.dealer.send([[1]]) }.value
    let first = try #require(await pair.messages.first { _ in true })
    let thief = try await Task { @Reactor in
      var id = first.frames[0]
      let thief = try Socket(
        .dealer,
        security: .curveClient(try CurveKeyPair.generate(), server: pair.serverKey))
      #expect(zmq_setsockopt(thief.pointer, ZMQ_ROUTING_ID, &id, id.count) == 0)
      return thief
    }.value
    let (events, changed) = AsyncStream.makeStream(of: ConnectionEvent.self)
    try await Task { @Reactor in
      try Reactor.observe(thief) { changed.yield($0) }
      try thief.connect(pair.endpoint)
    }.value
    _ = await events.first { $0 == .handshakeSucceeded }
    try await Task { @Reactor in
      try thief.send([[9]])
      try pair.router.send([first.frames[0], [2]])
      try pair.dealer.send([[3]])
    }.value

    let second = await pair.messages.first { _ in true }

    // ROUTER_HANDOVER stays 0, so the routing id belongs to the first client as long as it is connected.
    #expect(second?.userID == first.userID && second?.frames.last == [3])
    await Task { @Reactor in Reactor.forget(thief) }.value
    await pair.close()
  }

  @Test("a client that expects another server key gets no handshake")
  func wrongServer() async throws {
    let pair = try await Pair.make { _ in true }
    let endpoint = try await Task { @Reactor in try pair.router.bind(Endpoint("tcp://127.0.0.1:*")!)
    }
    .value
    let other = try await Task { @Reactor in
      let socket = try Socket(
        .dealer,
        security: .curveClient(
          try CurveKeyPair.generate(), server: try CurveKeyPair.generate().publicKey))
      return socket
    }.value
    let (events, changed) = AsyncStream.makeStream(of: ConnectionEvent.self)
    try await Task { @Reactor in
      try Reactor.observe(other) { changed.yield($0) }
      try other.connect(endpoint)
    }.value
    var seen: [ConnectionEvent] = []
    for await event in events {
      seen.append(event)
      if seen.count == 4 { break }
    }
    #expect(!seen.contains(.handshakeSucceeded))
    await Task { @Reactor in Reactor.forget(other) }.value
    await pair.close()
  }

  @Test("a ROUTER says that a peer is gone instead of dropping in silence (§3.2, MANDATORY)")
  func mandatory() async throws {
    let pair = try await Pair.make { _ in true }
    await #expect(throws: ZeroMQError.self) {
      try await Task { @Reactor in try pair.router.send([[0, 1, 2, 3, 4], [1]]) }.value
    }
    await pair.close()
  }

  @Test("a DEALER refuses to send while nobody is connected (§3.2, IMMEDIATE)")
  func immediate() async throws {
    let keys = try CurveKeyPair.generate()
    let dealer = try await Task { @Reactor in
      let dealer = try Socket(.dealer, security: .curveClient(keys, server: keys.publicKey))
      try dealer.connect(Endpoint("tcp://127.0.0.1:1")!)
      return dealer
    }.value
    await #expect {
      try await Task { @Reactor in try dealer.send([[1]]) }.value
    } throws: { ($0 as? ZeroMQError)?.isWouldBlock == true }
    await Task { @Reactor in Reactor.forget(dealer) }.value
  }

  @Test("timers fire in the order of their times, and a cancelled one never")
  func timers() async {
    let (fired, fires) = AsyncStream.makeStream(of: Int.self)
    await Task { @Reactor in
      for (number, delay) in [(3, 60), (1, 20), (2, 40)] {
        Reactor.schedule(after: .milliseconds(delay)) { fires.yield(number) }
      }
      Reactor.cancel(Reactor.schedule(after: .milliseconds(10)) { fires.yield(0) })
      Reactor.schedule(after: .milliseconds(80)) { fires.finish() }
    }.value
    #expect(await fired.reduce(into: []) { $0.append($1) } == [1, 2, 3])
  }

  @Test("keys are 40 characters of Z85, and a secret key gives its public key")
  func keys() throws {
    let pair = try CurveKeyPair.generate()
    #expect(CurvePublicKey(pair.publicKey.text) == pair.publicKey)
    #expect(CurveSecretKey(pair.secretKey.secretText)?.publicKey == pair.publicKey)
    #expect(CurvePublicKey("short") == nil)
    #expect("\(pair.secretKey)" == "<secret key>")
  }

  @Test("only tcp, ipc and inproc are addresses")
  func endpoints() {
    #expect(Endpoint("tcp://127.0.0.1:7101") != nil)
    for text in [
      "pgm://x", "tcp://127.0.0.1", "tcp://a:99999", "tcp://", "udp://a:1", "tcp://a b:1",
    ] {
      #expect(Endpoint(text) == nil, "\(text)")
    }
  }
}
