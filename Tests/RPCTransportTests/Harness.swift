import Locking
import RPC
import RPCContract
import RPCInProcessTransport
import RPCZeroMQTransport
import Testing
import ZeroMQ

struct Echo: RPCRequest, Equatable {
  static let method = "test.v1/Echo"
  static let roles: Set<Role> = [.operator]
  var text: String
  struct Reply: Codable, Sendable, Equatable { var text: String }
}

/// Answers only when it is cancelled.
struct Hang: RPCRequest {
  static let method = "test.v1/Hang"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

struct Fail: RPCRequest {
  static let method = "test.v1/Fail"
  static let roles: Set<Role> = [.operator]
  var code: Int
  var message: String
  struct Reply: Codable, Sendable {}
}

struct ForAuditors: RPCRequest {
  static let method = "test.v1/ForAuditors"
  static let roles: Set<Role> = [.auditor]
  struct Reply: Codable, Sendable {}
}

struct Absent: RPCRequest {
  static let method = "test.v1/Absent"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

struct Count: RPCStreamRequest {
  static let method = "test.v1/Count"
  static let roles: Set<Role> = [.operator]
  var upTo: Int
  var bytes: Int
  struct Item: Codable, Sendable, Equatable {
    var number: Int
    var filling: String
  }
}

/// Notes what happens in the handlers.
final class Witness: Sendable {
  let written = Mutex(0)
  let cancelled: AsyncStream<String>
  let started: AsyncStream<String>
  private let cancelledContinuation: AsyncStream<String>.Continuation
  private let startedContinuation: AsyncStream<String>.Continuation
  let deadline = Mutex<ContinuousClock.Instant?>(nil)

  init() {
    (cancelled, cancelledContinuation) = AsyncStream.makeStream()
    (started, startedContinuation) = AsyncStream.makeStream()
  }

  var router: Router {
    var router = Router()
    router.handle(Echo.self) { request, context in
      context.addInitial("hello", for: "initial")
      for name in ["note", "blob-bin"] {
        for value in context.metadata.all(name) { context.addTrailing(value, for: name) }
      }
      return Echo.Reply(text: request.text)
    }
    router.handle(Hang.self) { [self] _, context in
      deadline.withLock { $0 = ServerContext.current?.deadline }
      startedContinuation.yield(context.method)
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        cancelledContinuation.yield(context.method)
        throw error
      }
      return Hang.Reply()
    }
    router.handle(Fail.self) { request, _ in
      throw RPCError(
        Status(
          Status.Code(rawValue: request.code)!, request.message,
          details: StatusDetails(
            reason: "TESTED", domain: "test",
            fieldViolations: [.init(field: "a.b", description: "é")],
            retryDelayMilliseconds: 5, resource: "thing/1")), trailing: ["t": ["1", "2"]])
    }
    router.handle(ForAuditors.self) { _, _ in ForAuditors.Reply() }
    router.handle(stream: Count.self) { [self] request, context, writer in
      startedContinuation.yield(context.method)
      do {
        for number in 1...request.upTo {
          let filling = String(repeating: "x", count: request.bytes)
          try await writer.write(Count.Item(number: number, filling: filling))
          written.withLock { $0 += 1 }
        }
      } catch {
        cancelledContinuation.yield(context.method)
        throw error
      }
    }
    return router
  }
}

/// An allow-list that a test can change.
final class Directory: PrincipalDirectory {
  private let principals: Mutex<[String: Principal]>

  init(_ principals: [String: Principal]) { self.principals = Mutex(principals) }

  func principal(forKey key: String) -> Principal? { principals.withLock { $0[key] } }

  func revoke(_ key: String) { principals.withLock { $0[key] = nil } }

  func allow(_ key: String, _ principal: Principal) { principals.withLock { $0[key] = principal } }
}

enum Transport: CaseIterable, CustomTestStringConvertible {
  case inProcess, zeroMQ
  var testDescription: String { self == .inProcess ? "in process" : "over ZeroMQ" }
}

let operatorPrincipal = Principal(name: "operator-1", roles: [.operator])

extension Client {
  /// Returns a client whose calls have five minutes unless they say otherwise. These tests run beside many others on two cores,
  /// and they do not measure how long a call takes.
  static func patient(_ connection: ClientConnection) -> Client {
    var method = ServiceConfig.MethodConfig()
    method.timeout = .seconds(300)
    return Client(Channel([connection], config: ServiceConfig(methodConfig: [method])))
  }
}

/// A server and a client joined by one of the transports.
struct Joined {
  let server: Server
  let client: Client
  let close: @Sendable () async -> Void

  static func make(
    _ transport: Transport, _ witness: Witness, limits: Limits = Limits()
  ) async throws -> Joined {
    switch transport {
    case .inProcess:
      let server = Server(router: witness.router, limits: limits)
      let connection = InProcessConnection(to: server, as: operatorPrincipal)
      return Joined(server: server, client: .patient(connection.client)) { connection.close() }
    case .zeroMQ:
      let over = try await OverZeroMQ.make(witness, limits: limits)
      return Joined(server: over.server, client: over.client) { await over.close() }
    }
  }
}

/// A server and a client over a real socket.
struct OverZeroMQ {
  let server: Server
  let socket: ZeroMQServer
  let serverKeys: CurveKeyPair
  let clientKeys: CurveKeyPair
  let directory: Directory
  let transport: ZeroMQClient
  var client: Client { .patient(transport.connection) }

  static func make(_ witness: Witness, limits: Limits = Limits()) async throws -> OverZeroMQ {
    let serverKeys = try CurveKeyPair.generate()
    let clientKeys = try CurveKeyPair.generate()
    let directory = Directory([clientKeys.publicKey.text: operatorPrincipal])
    let server = Server(
      router: witness.router, limits: limits, lane: { Reactor.lane() })
    let socket = try await ZeroMQServer(
      server, at: Endpoint("tcp://127.0.0.1:*")!, secretKey: serverKeys.secretKey,
      directory: directory)
    let transport = ZeroMQClient(
      to: await socket.endpoint, serverKey: serverKeys.publicKey, keys: clientKeys, limits: limits)
    return OverZeroMQ(
      server: server, socket: socket, serverKeys: serverKeys, clientKeys: clientKeys,
      directory: directory, transport: transport)
  }

  func close() async {
    await transport.close()
    await socket.close()
  }
}
