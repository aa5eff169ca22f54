import Contracts
import Logging
import RPC
import RPCContract
import RPCInProcessTransport
import Storage
import TestSupport
import Testing
import Values

@testable import ServiceHost

private struct Ask: RPCRequest {
  static let method = "pipeline.v1/Ask"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

private struct Watch: RPCStreamRequest {
  static let method = "pipeline.v1/Watch"
  static let roles: Set<Role> = [.operator]
  struct Item: Codable, Sendable {}
}

private struct Upload: RPCUploadRequest {
  static let method = "pipeline.v1/Upload"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

private struct Talk: RPCDuplexRequest {
  static let method = "pipeline.v1/Talk"
  static let roles: Set<Role> = [.operator]
  struct Item: Codable, Sendable {}
}

/// What a service does before every handler, for calls of each shape.
@Suite("What stands before every handler", .timeLimit(.minutes(5)))
struct PipelineTests {
  private let store: Store

  init() throws { store = try Store([]) }

  /// A client of a service whose handlers all do the same.
  private func client(
    _ stages: [any ServerStage] = [], _ body: @escaping @Sendable () async throws -> Void
  ) -> Client {
    var router = Router()
    router.stages = stages
    router.handle(Ask.self) { _, _ in
      try await body()
      return Ask.Reply()
    }
    router.handle(stream: Watch.self) { _, _, _ in try await body() }
    router.handle(upload: Upload.self) { _, _ in
      try await body()
      return Upload.Reply()
    }
    router.handle(duplex: Talk.self) { _, _, _ in try await body() }
    let logger = Logger(label: "test")
    let server = Server(
      router: router,
      observer: CallObserver(logger: logger, refusals: RefusalAudit(store.database, logger)))
    return Client(
      InProcessConnection(to: server, as: Principal(name: "pilot", roles: [.operator])).client)
  }

  /// A call of each shape.
  private static let calls: [@Sendable (Client, CallOptions) async throws -> Void] = [
    { client, options in _ = try await client.call(Ask(), options: options) },
    { client, options in for try await _ in try client.stream(Watch(), options: options) {} },
    { client, options in _ = try await client.upload(Upload.self, options: options) { _ in } },
    { client, options in
      let call = try client.duplex(Talk.self, options: options)
      call.requests.finish()
      while try await call.next() != nil {}
    },
  ]

  @Test("a full store is told as such, whatever the call's shape")
  func fullStore() async throws {
    let client = client { throw StorageError.full }
    for call in Self.calls {
      let status = await status { try await call(client, CallOptions()) }
      #expect(status?.code == .resourceExhausted && status?.details?.reason == "STORE_FULL")
    }
  }

  @Test("a call of each shape waits until this service knows what its caller has seen elsewhere")
  func seen() async throws {
    let peer = Peer([.stays([Peer.item(1)])])
    let consumer = Consumer()
    let follower = try #require(
      FeedFollower(
        consumer, clients: ["peer": peer.client], database: store.database,
        logger: Logger(label: "test")))
    let client = client([SeenPositions(followers: [follower])]) {
      #expect(consumer.notes == ["e-1"], "the handler began before the event was taken")
    }
    let options = CallOptions(metadata: [MetadataName.seen: "peer=e-1"])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for call in Self.calls { group.addTask { try await call(client, options) } }
      // They wait: nobody follows the feed yet.
      let running = Task { await follower.run() }
      try await group.waitForAll()
      running.cancel()
      await running.value
    }
    for call in Self.calls {
      let status = await status {
        try await call(client, CallOptions(metadata: [MetadataName.seen: "peer"]))
      }
      #expect(status?.code == .invalidArgument && status?.details?.reason == "BAD_HEADER")
    }
  }
}
