import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite(
  "The exchange's streams, through processes", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct ExchangeStreamTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  @Test("a stream pushes within its bound, and a revoked key's stream ends within a second")
  func pushed() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "p", types: ["vigie.senacs.v1.questionnaire"]))
    let stream = try partner.client.stream(
      FollowMessages(subscription: "p", maxInFlight: 7), options: CallOptions(timeout: .seconds(90))
    )
    var count = 0
    var ended: Status?
    do {
      for try await batch in stream {
        #expect(batch.messages.count <= 7)
        count += batch.messages.count
        _ = try await partner.call(
          SettleMessages(subscription: "p", acknowledge: batch.messages.map(\.token)))
        guard count == 30 else { continue }
        let revoked = try system.vigie("keys", "revoke", partner.key, "--home", system.home)
        try #require(revoked.code == 0)
      }
    } catch let error as RPCError {
      ended = error.status
    }
    #expect(count == 30)
    #expect(ended?.details?.reason == "KEY_REFUSED")
    await partner.close()
  }

  @Test("a replay delivers a range once more, beside what the subscription has settled")
  func replay() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "r", types: ["vigie.senacs.v1.questionnaire"]))
    let first = try await partner.take("r", 30)
    let range = try await partner.call(
      ReplayMessages(
        name: "scratch", types: ["vigie.senacs.v1.questionnaire"],
        start: .init(from: .sequence, sequence: SequenceNumber(clamping: first[5].sequence)),
        through: SequenceNumber(clamping: first[9].sequence),
        messagesPerSecond: 100))

    let again = try await partner.take("scratch", 5)

    #expect(range.through == first[9].sequence)
    #expect(again.map(\.id) == first[5...9].map(\.id))
    #expect(try await partner.pull("r").messages.isEmpty)
    await partner.close()
  }

  @Test("a stream goes on when the deliveries of the one before it were never answered")
  func abandoned() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    var request = CreateSubscription(name: "a", types: ["vigie.senacs.v1.questionnaire"])
    request.leaseMilliseconds = 1000
    request.backoffMilliseconds = 0
    _ = try await partner.call(request)
    let follow = FollowMessages(subscription: "a", maxInFlight: 3)
    for try await batch in try partner.client.stream(follow) where !batch.messages.isEmpty {
      break
    }

    // Three messages may be out at once. Their leases end after a second, and then they come again.
    var comesAgain = false
    for try await batch in try partner.client.stream(
      follow, options: CallOptions(timeout: .seconds(60)))
    {
      comesAgain = batch.messages.contains { $0.attempt == 2 }
      if comesAgain { break }
    }

    #expect(comesAgain)
    await partner.close()
  }

  @Test("who waits for messages costs no write")
  func idle() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(CreateSubscription(name: "i", types: ["vigie.none."]))
    // First the subscription reads past all messages there are, until every feed has come to its end.
    while try await !partner.pull("i").messages.isEmpty {}
    let log = "\(system.home)/data/exchange.sqlite-wal"
    func written() throws -> String {
      if let server = system.server {
        // The instant of the last commit.
        return try server.run("SELECT value FROM exchange.storage_meta WHERE name = 'recorded'")
      }
      let attributes = try FileManager.default.attributesOfItem(atPath: log)
      return "\(try #require(attributes[.modificationDate] as? Date).timeIntervalSince1970)"
    }
    var before = try written()
    var turns = 0
    // The test waits for one whole wait of two seconds without a write; retention looks once a second, but without writing.
    while true {
      _ = try await partner.pull("i", wait: 2000)
      if try written() == before { break }
      before = try written()
      turns += 1
      try #require(turns < 10, "something is written at every wait")
    }
    await partner.close()
  }

  @Test("a key whose territory is taken away sees nothing of it on the stream that is open")
  func narrowed() async throws {
    let partner = try await Partner.join(system, as: "lyon", territories: ["69M"])
    _ = try await partner.call(CreateSubscription(name: "n"))
    let stream = try partner.client.stream(
      FollowMessages(subscription: "n", maxInFlight: 1), options: CallOptions(timeout: .seconds(60))
    )
    var ended: Status?
    do {
      for try await _ in stream {
        let words = [
          "keys", "allow", partner.key, "--name", "lyon", "--role", "partner", "--territory",
          "69266", "--home", system.home,
        ]
        let allowed = try RunningSystem.vigie(words, home: system.home)
        try #require(allowed.code == 0, "\(allowed.errors)")
      }
    } catch let error as RPCError {
      ended = error.status
    }
    #expect(ended?.details?.reason == "KEY_CHANGED")
    for message in try await partner.pull("n").messages {
      let territories = try Event(message).territories
      #expect(territories.isEmpty || territories.contains("69266"))
    }
    await partner.close()
  }
}
