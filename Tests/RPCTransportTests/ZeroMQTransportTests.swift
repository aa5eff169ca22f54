import RPC
import RPCContract
import RPCZeroMQTransport
import TestSupport
import Testing
import ZeroMQ

@Suite("Keys and connections over ZeroMQ", .timeLimit(.minutes(5)))
struct ZeroMQTransportTests {
  @Test("a key that is not allowed is told so")
  func refusedKey() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let stranger = ZeroMQClient(
      to: await over.socket.endpoint, serverKey: over.serverKeys.publicKey,
      keys: try CurveKeyPair.generate())

    let refused = await status {
      try await Client(stranger.connection).call(
        Echo(text: "x"), options: CallOptions(timeout: .seconds(20)))
    }

    #expect(refused?.code == .unauthenticated)
    #expect(refused?.details?.reason == "KEY_REFUSED")
    #expect(refused?.message.contains("key refused") == true)
    await stranger.close()
    await over.close()
  }

  @Test("a refused key that is allowed later gets in without a new client")
  func allowedLater() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let keys = try CurveKeyPair.generate()
    let late = ZeroMQClient(
      to: await over.socket.endpoint, serverKey: over.serverKeys.publicKey, keys: keys)
    let client = Client.patient(late.connection)
    _ = await status { try await client.call(Echo(text: "x")) }

    over.directory.allow(keys.publicKey.text, operatorPrincipal)
    let reply = try await client.call(Echo(text: "in"), options: CallOptions(waitsForReady: true))

    #expect(reply.text == "in")
    await late.close()
    await over.close()
  }

  @Test("a wrong server key is suspected after three broken handshakes")
  func wrongServerKey() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let misled = ZeroMQClient(
      to: await over.socket.endpoint, serverKey: try CurveKeyPair.generate().publicKey,
      keys: over.clientKeys)

    let refused = await status {
      try await Client(misled.connection).call(
        Echo(text: "x"), options: CallOptions(timeout: .seconds(40), waitsForReady: true))
    }

    #expect(refused?.details?.reason == "SERVER_KEY_MISMATCH")
    #expect(refused?.message.contains("server key mismatch suspected") == true)
    await misled.close()
    await over.close()
  }

  @Test("where nobody listens a call fails at once as UNAVAILABLE")
  func nobody() async throws {
    let keys = try CurveKeyPair.generate()
    // The port stays bound but silent: a port that was merely free before may be another test's by now.
    let silent = try SilentPort()
    let endpoint = try #require(Endpoint("tcp://127.0.0.1:\(silent.port)"))
    let lost = ZeroMQClient(to: endpoint, serverKey: keys.publicKey, keys: keys)

    let failed = await status { try await Client.patient(lost.connection).call(Echo(text: "x")) }

    #expect(failed?.code == .unavailable)
    await lost.close()
    silent.close()
  }

  @Test("revoking a key ends its open calls within a second")
  func revocation() async throws {
    let witness = Witness()
    let over = try await OverZeroMQ.make(witness)
    let client = over.client
    let call = Task { await status { try await client.call(Hang()) } }
    _ = await witness.started.first { _ in true }

    over.directory.revoke(over.clientKeys.publicKey.text)

    #expect(await call.value?.code == .unauthenticated)
    #expect(await status { try await client.call(Echo(text: "x")) }?.code == .unauthenticated)
    await over.close()
  }

  @Test("a client whose server comes back goes on by itself")
  func restart() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let endpoint = await over.socket.endpoint
    _ = try await over.client.call(Echo(text: "before"))
    await over.socket.close()

    let again = try await bindAgain(over, endpoint)
    // A call that was on its way when the connection broke may end as UNAVAILABLE, so it is made again.
    var reply: Echo.Reply?
    while reply == nil {
      do {
        reply = try await over.client.call(
          Echo(text: "after"), options: CallOptions(waitsForReady: true))
      } catch let error as RPCError where error.status.code == .unavailable {
        await Task.yield()
      }
    }

    #expect(reply?.text == "after")
    await over.transport.close()
    await again.close()
  }

  /// Binds the old port again. libzmq closes sockets in the background, so the port is free only a moment later.
  private func bindAgain(_ over: OverZeroMQ, _ endpoint: Endpoint) async throws -> ZeroMQServer {
    while true {
      do {
        return try await ZeroMQServer(
          over.server, at: endpoint, secretKey: over.serverKeys.secretKey,
          directory: over.directory)
      } catch let error as ZeroMQError where error.isAddressInUse {
        await Task.yield()
      }
    }
  }

  @Test("a taken port is told as such")
  func takenPort() async throws {
    let over = try await OverZeroMQ.make(Witness())
    let endpoint = await over.socket.endpoint
    await #expect(throws: ZeroMQError.self) {
      _ = try await ZeroMQServer(
        over.server, at: endpoint, secretKey: over.serverKeys.secretKey,
        directory: over.directory)
    }
    await over.close()
  }
}
