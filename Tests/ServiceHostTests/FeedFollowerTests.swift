import Contracts
import Logging
import RPC
import Storage
import Testing
import Values

@testable import ServiceHost

@Suite("A follower of another service's feed", .timeLimit(.minutes(5)))
struct FeedFollowerTests {
  private let store: Store

  init() throws { store = try Store([]) }

  /// Follows until a position is reached, then stops.
  private func follow(
    _ consumer: Consumer, _ clients: [String: Client], _ pauses: Pauses, to position: FeedPosition
  ) async throws {
    let follower = try #require(
      FeedFollower(
        consumer, clients: clients, database: store.database, logger: Logger(label: "test"),
        sleep: pauses.pause))
    let task = Task { await follower.run() }
    try await follower.wait(for: position)
    task.cancel()
    await task.value
  }

  @Test("a peer that is away is asked again after 50 ms, each time twice as long, 2 s at most")
  func backoff() async throws {
    let peer = Peer(
      Array(repeating: .fails, count: 8)
        + [.items([Peer.item(1)]), .fails, .stays([Peer.item(2)])])
    let (consumer, pauses) = (Consumer(), Pauses())
    try await follow(
      consumer, ["peer": peer.client], pauses, to: FeedPosition(epoch: "e", sequence: 2))

    #expect(pauses.milliseconds == [50, 100, 200, 400, 800, 1600, 2000, 2000, 50])
    #expect(consumer.notes == ["e-1", "e-2"])
    // From where it stopped, not from the beginning.
    #expect(peer.asked.map(\.after.value) == Array(repeating: 0, count: 9) + [1, 1])
  }

  @Test("an event that came twice is taken once; a feed with a new epoch is read anew")
  func epochs() async throws {
    let first = Peer([.items([Peer.item(1), Peer.item(2)]), .stays([Peer.item(2), Peer.item(3)])])
    let consumer = Consumer()
    try await follow(
      consumer, ["peer": first.client], Pauses(), to: FeedPosition(epoch: "e", sequence: 3))
    #expect(consumer.notes == ["e-1", "e-2", "e-3"])

    let restored = Peer([.stays([Peer.item(1, epoch: "f")])])
    let again = Consumer()
    let follower = try #require(
      FeedFollower(
        again, clients: ["peer": restored.client], database: store.database,
        logger: Logger(label: "test"), sleep: Pauses().pause))
    let task = Task { await follower.run() }
    while follower.reached?.epoch != "f" { await Task.yield() }
    task.cancel()
    await task.value
    #expect(again.notes == ["clear", "f-1"])
    #expect(restored.asked.first?.after.value == 3 && restored.asked.first?.epoch == "e")
  }

  @Test(
    "an event waits for the feed that it needs, as far as that goes now; then it is set aside and the next one comes"
  )
  func waits() async throws {
    let fault = EventFault(reason: "UNKNOWN_STRUCTURE", "S99", awaits: "registry")
    let (peer, registry) = (Peer([.stays([Peer.item(1)])]), Peer([], position: "r-5"))
    let database = store.database
    // The registry's feed comes to 4, which is not enough, and to 5 behind the third pause.
    let pauses = Pauses { count in
      guard [2, 3].contains(count) else { return }
      try await database.write {
        try $0.setCursor(of: "registry", to: FeedPosition(epoch: "r", sequence: count + 2))
      }
    }
    try await follow(
      Consumer(fault: fault), ["peer": peer.client, "registry": registry.client], pauses,
      to: FeedPosition(epoch: "e", sequence: 1))

    #expect(pauses.milliseconds == [10, 20, 40])
    let aside = try await database.read { try SetAsideTable.count(of: "peer", in: $0) }
    #expect(aside == 1)
  }

  @Test("who waits for a position goes on when it is reached, and when it is cancelled")
  func waiting() async throws {
    let peer = Peer([.stays([Peer.item(1)])])
    let follower = try #require(
      FeedFollower(
        Consumer(), clients: ["peer": peer.client], database: store.database,
        logger: Logger(label: "test"), sleep: Pauses().pause))
    let early = Task { try await follower.wait(for: FeedPosition(epoch: "e", sequence: 1)) }
    let never = Task { try await follower.wait(for: FeedPosition(epoch: "e", sequence: 9)) }
    let task = Task { await follower.run() }
    try await early.value
    never.cancel()
    await #expect(throws: CancellationError.self) { try await never.value }
    task.cancel()
    await task.value
    #expect(
      FeedFollower(
        Consumer(), clients: [:], database: store.database, logger: Logger(label: "test")) == nil)
  }
}
