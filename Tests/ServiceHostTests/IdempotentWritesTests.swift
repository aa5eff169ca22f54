import RPC
import RPCContract
import RPCInProcessTransport
import Storage
import Synchronization
import TestSupport
import Testing
import Values

@testable import ServiceHost

private struct Note: RPCRequest {
  static let method = "writes.v1/Note"
  static let roles: Set<Role> = [.operator, .service]
  static let mutates = true
  var text: String
  struct Reply: Codable, Sendable, Equatable { var number: Int }
}

/// The same change under another name.
private struct Mark: RPCRequest {
  static let method = "writes.v1/Mark"
  static let roles: Set<Role> = [.operator]
  static let mutates = true
  var text: String
  typealias Reply = Note.Reply
}

@Suite("A change takes effect once", .timeLimit(.minutes(5)))
struct IdempotentWritesTests {
  private let store: Store
  private let fails = Switch()

  private final class Switch: Sendable {
    let isOn = Mutex(false)
  }

  init() throws { store = try Store([]) }

  /// A client whose calls each publish an event and answer with its number in the feed.
  private func client(of principal: Principal) -> Client {
    let (writes, fails) = (IdempotentWrites(store.database, service: "test"), fails)
    @Sendable func change(_ text: String, _ transaction: WriteTransaction) throws -> Note.Reply {
      try transaction.publish(topic: "t", payload: text)
      if fails.isOn.withLock({ $0 }) { throw RPCError(.failedPrecondition, "not now") }
      return Note.Reply(number: try transaction.position().sequence)
    }
    var router = Router()
    router.handle(Note.self) { request, context in
      try await writes.run(request, context) { try change(request.text, $0) }
    }
    router.handle(Mark.self) { request, context in
      try await writes.run(request, context) { try change(request.text, $0) }
    }
    return Client(InProcessConnection(to: Server(router: router), as: principal).client)
  }

  private func call<Request: RPCRequest>(
    _ request: Request, key: String?, as name: String = "pilot", roles: Set<Role> = [.operator],
    for other: String? = nil
  ) async throws -> Request.Reply {
    var options = CallOptions()
    if let key { options.metadata.set(key, for: MetadataName.idempotencyKey) }
    if let other { options.metadata.set(other, for: MetadataName.onBehalfOf) }
    return try await client(of: Principal(name: name, roles: roles)).call(request, options: options)
  }

  private func events() async throws -> [String] {
    try await store.database.read { try $0.feed(after: 0, limit: 100).map(\.payload) }
  }

  @Test("the same call again gets the same reply, and changes nothing")
  func repeated() async throws {
    let first = try await call(Note(text: "a"), key: "k")
    #expect(try await call(Note(text: "a"), key: "k") == first)
    #expect(try await events() == ["a"])
  }

  @Test("the same key with another request is refused, and changes nothing")
  func reused() async throws {
    _ = try await call(Note(text: "a"), key: "k")
    let refused = await status { try await call(Note(text: "b"), key: "k") }
    #expect(refused?.code == .aborted && refused?.details?.reason == "IDEMPOTENCY_KEY_REUSED")
    #expect(try await events() == ["a"])
  }

  @Test(
    "a change needs a key of 128 bytes at most",
    arguments: [nil, String(repeating: "é", count: 65)])
  func needed(key: String?) async throws {
    let refused = await status { try await call(Note(text: "a"), key: key) }
    #expect(refused?.details?.reason == "IDEMPOTENCY_KEY_NEEDED")
    #expect(
      refused?.details?.fieldViolations?.first?.field
        == "metadata.\(MetadataName.idempotencyKey)")
    #expect(try await events().isEmpty)
    _ = try await call(Note(text: "a"), key: String(repeating: "é", count: 64))
    #expect(try await events() == ["a"])
  }

  @Test(
    "a key is one caller's and one method's; of a service's calls it is that of the caller behind")
  func scope() async throws {
    _ = try await call(Note(text: "a"), key: "k")
    _ = try await call(Note(text: "a"), key: "k", as: "other")
    _ = try await call(Mark(text: "a"), key: "k")
    #expect(try await events().count == 3)
    _ = try await call(Note(text: "a"), key: "k", as: "senacs", roles: [.service], for: "pilot")
    #expect(try await events().count == 3)
    _ = try await call(Note(text: "a"), key: "k", as: "senacs", roles: [.service], for: "x")
    #expect(try await events().count == 4)
    // Who is no service speaks for itself only.
    _ = try await call(Note(text: "a"), key: "k", as: "third", for: "pilot")
    #expect(try await events().count == 5)
  }

  @Test("a change that failed leaves nothing, and its key is free")
  func failed() async throws {
    fails.isOn.withLock { $0 = true }
    let refused = await status { try await call(Note(text: "a"), key: "k") }
    #expect(refused?.code == .failedPrecondition)
    #expect(try await events().isEmpty)
    fails.isOn.withLock { $0 = false }
    _ = try await call(Note(text: "b"), key: "k")
    #expect(try await events() == ["b"])
  }

  @Test("a reply is kept for 30 days; after that the key is as new")
  func age() async throws {
    _ = try await call(Note(text: "a"), key: "k")
    store.pass(.seconds(30 * 86_400))
    _ = try await call(Note(text: "b"), key: "other")
    _ = try await call(Note(text: "a"), key: "k")
    #expect(try await events() == ["a", "b"])
    // Old replies are deleted by a change at an instant whose microseconds 64 divides, as at each whole second.
    store.pass(.seconds(1))
    _ = try await call(Note(text: "c"), key: "third")
    _ = try await call(Note(text: "a"), key: "k")
    #expect(try await events() == ["a", "b", "c", "a"])
  }
}
