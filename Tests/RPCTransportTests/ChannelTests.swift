import Foundation
import Locking
import RPC
import RPCContract
import RPCZeroMQTransport
import ServiceKit
import TestSupport
import Testing
import ZeroMQ

private struct WhoAnswers: RPCRequest {
  static let method = "test.v1/WhoAnswers"
  static let roles: Set<Role> = [.operator, .service]
  /// Makes this server's handler ask the other server instead of answering itself.
  var passesOn = false
  struct Reply: Codable, Sendable {
    var server: String
    var trace: String
    var callsPrincipal: String
  }
}

/// Makes this server's handler call a method of the other server that hangs.
private struct HangElsewhere: RPCRequest {
  static let method = "test.v1/HangElsewhere"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

/// Two servers with one key and a channel to both; the first one also calls the second.
private struct Replicas {
  let servers: [Server]
  let sockets: [ZeroMQServer]
  let transports: [ZeroMQClient]

  static func make(isFirstHealthy: Bool = true) async throws -> Replicas {
    let keys = try CurveKeyPair.generate()
    let directory = Directory([
      keys.publicKey.text: Principal(name: "both", roles: [.operator, .service])
    ])
    var servers: [Server] = []
    var sockets: [ZeroMQServer] = []
    var transports: [ZeroMQClient] = []
    let witness = Witness()
    for name in ["second", "first"] {
      var router = witness.router
      let other = transports.first.map { Client.patient($0.connection) }
      router.handle(WhoAnswers.self) { request, context in
        if request.passesOn, let other { return try await other.call(WhoAnswers()) }
        return WhoAnswers.Reply(
          server: name, trace: context.trace.text, callsPrincipal: context.effectivePrincipal)
      }
      router.handle(HangElsewhere.self) { _, _ in
        _ = try await other?.call(Hang())
        return HangElsewhere.Reply()
      }
      if name == "first", !isFirstHealthy {
        router.handle(stream: WatchHealth.self) { _, _, writer in
          try await writer.write(.init(status: "NOT_SERVING"))
          // The stream stays open until it is cancelled.
          try await Task.sleep(for: .seconds(3600))
        }
      }
      let server = Server(router: router, lane: { Reactor.lane() })
      let socket = try await ZeroMQServer(
        server, at: Endpoint("tcp://127.0.0.1:*")!, secretKey: keys.secretKey,
        directory: directory)
      servers.append(server)
      sockets.append(socket)
      transports.append(
        ZeroMQClient(to: await socket.endpoint, serverKey: keys.publicKey, keys: keys))
    }
    return Replicas(
      servers: servers.reversed(), sockets: sockets.reversed(), transports: transports.reversed(),
      witness: witness)
  }

  private init(
    servers: [Server], sockets: [ZeroMQServer], transports: [ZeroMQClient], witness: Witness
  ) {
    self.servers = servers
    self.sockets = sockets
    self.transports = transports
    hangs = witness
  }

  /// Notes what happens to calls that hang.
  let hangs: Witness

  func channel(_ config: ServiceConfig = ServiceConfig()) -> Channel {
    Channel(transports.map(\.connection), config: config)
  }

  /// Calls both servers once, so that both connections stand.
  func connect() async throws -> Client {
    for transport in transports {
      _ = try await Client.patient(transport.connection).call(
        Echo(text: ""), options: CallOptions(waitsForReady: true))
    }
    return Client(channel())
  }

  func close() async {
    for transport in transports { await transport.close() }
    for socket in sockets { await socket.close() }
  }
}

@Suite("A channel over several servers", .timeLimit(.minutes(5)))
struct ChannelTests {
  private func servers(_ client: Client, _ calls: Int) async throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for _ in 0..<calls { counts[try await client.call(WhoAnswers()).server, default: 0] += 1 }
    return counts
  }

  @Test("calls take turns over the servers")
  func roundRobin() async throws {
    let replicas = try await Replicas.make()
    let client = try await replicas.connect()
    #expect(try await servers(client, 20) == ["first": 10, "second": 10])
    await replicas.close()
  }

  @Test("a server that stops gets no more calls, and none fails: what it refuses is made elsewhere")
  func draining() async throws {
    let replicas = try await Replicas.make()
    let client = try await replicas.connect()
    let drained = Task { await replicas.servers[0].drain(grace: .seconds(30)) }
    while !replicas.servers[0].isDraining { await Task.yield() }
    // The first of these calls may reach the stopping server before its GOAWAY is read; it is refused before any handler sees
    // it.
    #expect(try await servers(client, 10) == ["second": 10])
    await drained.value
    await replicas.close()
  }

  @Test("a server whose connection is gone is passed over")
  func gone() async throws {
    let replicas = try await Replicas.make()
    let client = try await replicas.connect()
    await replicas.sockets[0].close()
    // A call that was on its way fails as lost; after that all calls go to the other server.
    var lost = 0
    while lost < 2 {
      let failed = await status { try await client.call(WhoAnswers()) }
      guard let failed else { break }
      #expect(failed.code == .unavailable)
      lost += 1
    }
    var last = ["": 0]
    while last != ["second": 10] { last = (try? await servers(client, 10)) ?? [:] }
    await replicas.close()
  }

  @Test("a server that says it is not healthy is passed over")
  func unhealthy() async throws {
    let replicas = try await Replicas.make(isFirstHealthy: false)
    _ = try await replicas.connect()
    let channel = replicas.channel()
    let following = Task { await channel.followHealth() }
    let careful = Client(channel)
    var counts = try await servers(careful, 10)
    while counts["first"] != nil { counts = try await servers(careful, 10) }
    #expect(counts == ["second": 10])
    following.cancel()
    await following.value
    await replicas.close()
  }

  @Test("deadlines and retries are read from a file of gRPC's form, by method")
  func configFile() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = """
      {"methodConfig": [
        {"name": [{"service": "test.v1", "method": "Hang"}], "timeout": "0.5s"},
        {"name": [{"service": "test.v1"}], "timeout": "30s", "maxRequestMessageBytes": 100}]}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let replicas = try await Replicas.make()
    _ = try await replicas.connect()
    let client = Client(replicas.channel(try ServiceConfig.read(path)))

    #expect(await status { try await client.call(Hang()) }?.code == .deadlineExceeded)
    let large = await status {
      try await client.call(Echo(text: String(repeating: "a", count: 200)))
    }
    #expect(large?.code == .resourceExhausted)
    #expect(try await client.call(Echo(text: "small")).text == "small")
    await replicas.close()
  }

  @Test("a nested call has the caller's trace and principal, and a place of its own")
  func trace() async throws {
    let replicas = try await Replicas.make()
    _ = try await replicas.connect()
    let first = Client.patient(replicas.transports[0].connection)
    // This is W3C's own example (Trace Context, §3.2.1).
    let given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    var options = CallOptions()
    options.metadata.set(given, for: MetadataName.traceparent)
    options.metadata.set("the-operator", for: MetadataName.onBehalfOf)

    let reply = try await first.call(WhoAnswers(passesOn: true), options: options)

    #expect(reply.server == "second")
    #expect(reply.callsPrincipal == "the-operator")
    #expect(reply.trace.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-"))
    #expect(reply.trace.hasSuffix("-01"))
    #expect(!reply.trace.contains("b7ad6b7169203331"))
    // A traceparent of the wrong form begins a new trace, and the call does not fail.
    options.metadata.set("00-zz", for: MetadataName.traceparent)
    let other = try await first.call(WhoAnswers(), options: options)
    #expect(other.trace.utf8.count == 55 && !other.trace.contains("0af7651916cd43dd"))
    await replicas.close()
  }

  @Test("cancelling a call cancels what its handler has called in turn")
  func nestedCancellation() async throws {
    let replicas = try await Replicas.make()
    _ = try await replicas.connect()
    let first = Client.patient(replicas.transports[0].connection)
    let call = Task { await status { try await first.call(HangElsewhere()) } }
    _ = await replicas.hangs.started.first { _ in true }
    call.cancel()
    #expect(await call.value?.code == .cancelled)
    #expect(await replicas.hangs.cancelled.first { _ in true } == Hang.method)
    await replicas.close()
  }
}
