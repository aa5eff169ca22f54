import Contracts
import Foundation
import Logging
import RPC
import RPCContract
import RPCInProcessTransport
import ServiceKit
import Storage
import TestSupport
import Testing
import Values

@testable import ServiceHost

private struct Ask: RPCRequest {
  static let method = "pipeline.v1/Ask"
  static let roles: Set<Role> = [.operator, .service]
  static let tellsOfPeople = true
  struct Reply: Codable, Sendable {}
}

private struct Watch: RPCStreamRequest {
  static let method = "pipeline.v1/Watch"
  static let roles: Set<Role> = [.operator, .service]
  static let tellsOfPeople = true
  struct Item: Codable, Sendable {}
}

private struct Upload: RPCUploadRequest {
  static let method = "pipeline.v1/Upload"
  static let roles: Set<Role> = [.operator, .service]
  static let tellsOfPeople = true
  struct Reply: Codable, Sendable {}
}

private struct Talk: RPCDuplexRequest {
  static let method = "pipeline.v1/Talk"
  static let roles: Set<Role> = [.operator, .service]
  static let tellsOfPeople = true
  struct Item: Codable, Sendable {}
}

/// What a service does before every handler, for calls of each shape.
@Suite("What stands before every handler", .timeLimit(.minutes(5)))
struct PipelineTests {
  private let store: Store

  private static let pilot = Principal(name: "pilot", roles: [.operator])

  init() throws { store = try Store([]) }

  /// A client of a service whose handlers all do the same.
  private func client(
    _ stages: [any ServerStage] = [], as principal: Principal = pilot,
    refusals: RefusalAudit? = nil, _ body: @escaping @Sendable () async throws -> Void
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
      observer: CallObserver(
        logger: logger, refusals: refusals ?? RefusalAudit(store.database, logger)))
    return Client(InProcessConnection(to: server, as: principal).client)
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

  private func audit() async throws -> [ListAudit.Line] {
    try await store.database.read { try AuditTable.lines(ListAudit(), in: $0).lines }
  }

  @Test(
    "a call past its deadline ends as such and its handler is cancelled, whatever the call's shape")
  func deadline() async throws {
    let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
    let client = client {
      // Longer than any test: only a cancellation ends it.
      let isCancelled = (try? await Task.sleep(for: .seconds(3600))) == nil
      ended.yield(isCancelled)
      throw CancellationError()
    }
    var cancelled = ends.makeAsyncIterator()
    for call in Self.calls {
      let status = await status {
        try await call(client, CallOptions(timeout: .milliseconds(100)))
      }
      #expect(status?.code == .deadlineExceeded)
      #expect(await cancelled.next() == true)
    }
  }

  @Test("a header that is longer than allowed is refused, whatever the call's shape")
  func limits() async throws {
    let client = client { Issue.record("the handler was reached") }
    let long = CallOptions(metadata: ["x": String(repeating: "x", count: Limits().headerBytes)])
    for call in Self.calls {
      #expect(await status { try await call(client, long) }?.code == .resourceExhausted)
    }
  }

  @Test("a look at data of people has one line, whatever the call's shape")
  func looks() async throws {
    let client = client([ReadAudit(database: store.database)]) {}
    for call in Self.calls { try await call(client, CallOptions()) }
    let lines = try await audit()
    #expect(lines.map(\.method) == [Ask.method, Watch.method, Upload.method, Talk.method])
    #expect(lines.allSatisfy { $0.principal == "pilot" && $0.outcome == "SHOWN" })
  }

  @Test(
    "a call in the name of somebody who is not known is refused, whatever its shape, and that has a line"
  )
  func onBehalfOf() async throws {
    let path = store.folder.appending(path: "allow-list.json").path
    try AllowListFile.write([], to: path)
    let refusals = RefusalAudit(store.database, Logger(label: "test"))
    let client = client(
      [OnBehalfOf(allowList: try AllowList(path: path)) { _ in nil }],
      as: Principal(name: "senacs", roles: [.service]), refusals: refusals
    ) { Issue.record("the handler was reached") }
    for call in Self.calls {
      let status = await status {
        try await call(client, CallOptions(metadata: [MetadataName.onBehalfOf: "boss"]))
      }
      #expect(status?.code == .permissionDenied && status?.details?.reason == "ON_BEHALF_UNKNOWN")
    }
    await refusals.write()
    let lines = try await audit()
    #expect(Set(lines.map(\.method)) == [Ask.method, Watch.method, Upload.method, Talk.method])
    #expect(lines.allSatisfy { $0.principal == "boss" && $0.caller == "senacs" })
  }

  @Test("the gate refuses calls of each shape, and that has a line")
  func gate() async throws {
    let refusals = RefusalAudit(store.database, Logger(label: "test"))
    let client = client(as: Principal(name: "centre", roles: [.structure]), refusals: refusals) {
      Issue.record("the handler was reached")
    }
    for call in Self.calls {
      let status = await status { try await call(client, CallOptions()) }
      #expect(status?.details?.reason == "ROLE_NEEDED")
    }
    await refusals.write()
    #expect(try await audit().map(\.outcome) == Array(repeating: "PERMISSION_DENIED", count: 4))
  }
}
