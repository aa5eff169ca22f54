import Locking
import RPC
import RPCContract
import RPCInProcessTransport
import RPCZeroMQTransport
import Values
import ZeroMQ

/// The server under test and the ways to reach it.
struct Subject: Sendable {
  /// A client, and how to close its connection.
  struct Connected: Sendable {
    let client: Client
    let close: @Sendable () async -> Void
  }

  /// The connection's name in the table of results.
  let transport: String
  /// The name by which the server knows this client.
  let user: String
  /// Makes a connection of its own.
  let connect: @Sendable (any PayloadCodec, ServiceConfig) async throws -> Connected
  /// A client that several cases share.
  let client: Client
  /// Holds the shared client's connection, so that it stays open.
  let transportInUse: (any Sendable)?

  /// Makes the subject for a server that is reached over ZeroMQ.
  static func zeroMQ(_ endpoint: Endpoint, serverKey: CurvePublicKey, keys: CurveKeyPair) -> Subject
  {
    let shared = ZeroMQClient(to: endpoint, serverKey: serverKey, keys: keys)
    return Subject(
      transport: "zeromq", user: "conformance",
      connect: { codec, config in
        let transport = ZeroMQClient(to: endpoint, serverKey: serverKey, keys: keys)
        let channel = Channel([transport.connection], codec: codec, config: config)
        return Connected(client: Client(channel)) { await transport.close() }
      },
      client: Client(Channel([shared.connection], config: Self.patient)), transportInUse: shared)
  }

  /// Makes the subject for a server in this process.
  static func inProcess() -> Subject {
    let server = Server(
      router: TestHandlers().router, codecs: [JSONCodec(), CBORCodec()])
    let principal = Principal(name: "conformance", roles: [.operator])
    let shared = InProcessConnection(to: server, as: principal)
    return Subject(
      transport: "in process", user: principal.name,
      connect: { codec, config in
        let connection = InProcessConnection(to: server, as: principal)
        let channel = Channel([connection.client], codec: codec, config: config)
        return Connected(client: Client(channel)) { connection.close() }
      },
      client: Client(shared.client), transportInUse: shared)
  }

  private static var patient: ServiceConfig {
    var method = ServiceConfig.MethodConfig()
    method.waitForReady = true
    return ServiceConfig(methodConfig: [method])
  }
}

/// What a case found wrong, thrown as an error.
struct Mismatch: Error, CustomStringConvertible {
  let description: String
}

func expect(_ isRight: Bool, _ what: @autoclosure () -> String) throws {
  if !isRight { throw Mismatch(description: what()) }
}

func expectEqual<Value: Equatable>(_ found: Value, _ right: Value, _ what: String) throws {
  try expect(found == right, "\(what): \(found), not \(right)")
}

/// Returns the error with which a call fails.
func failure(_ body: () async throws -> some Any) async throws -> RPCError {
  do {
    _ = try await body()
  } catch let error as RPCError {
    return error
  }
  throw Mismatch(description: "the call succeeded")
}

func expectCode(
  _ code: Status.Code, _ body: () async throws -> some Any
) async throws {
  let error = try await failure(body)
  try expect(
    error.status.code == code,
    "\(error.status.code.name) (\(error.status.message)), not \(code.name)")
}

func zeros(_ count: Int) -> Bytes { Bytes([UInt8](repeating: 0, count: count)) }
