import Contracts
import ExchangeDomain
import FactKinds
import Foundation
import Logging
import RPC
import RPCContract
import RPCInProcessTransport
import ServiceHost
import Storage
import Synchronization
import Testing
import Values

@testable import vigie_exchange

/// A service that is well, and answers rows as a test says.
private final class Senacs: Sendable {
  let answer = Mutex<Status?>(nil)
  let isWell = Mutex(true)
  let keys = Mutex<[String]>([])

  var client: Client {
    var router = Router()
    router.handle(CheckHealth.self) { [self] _, _ in
      guard isWell.withLock({ $0 }) else { throw RPCError(.unavailable, "away") }
      return CheckHealth.Reply(
        status: "SERVING", service: "senacs", version: "0", uptimeSeconds: 1, position: "e-0",
        projections: [:])
    }
    router.handle(SubmitRows.self) { [self] _, context in
      keys.withLock { $0.append(context.metadata[MetadataName.idempotencyKey] ?? "") }
      if let status = answer.withLock({ $0 }) { throw RPCError(status) }
      return SubmitRows.Reply(
        counts: .init(loaded: 1, corrected: 0, unchanged: 0, refused: 0, findings: 0), refused: [],
        findings: [])
    }
    return Client(
      InProcessConnection(
        to: Server(router: router), as: Principal(name: "exchange", roles: [.service])
      ).client)
  }
}

/// What becomes of a submission, attempt by attempt, by a clock that a test moves.
@Suite("The courier, step by step", .timeLimit(.minutes(5)))
struct CourierStepTests {
  private final class Clock: Sendable {
    let now = Mutex<Int64>(1_767_268_800_000_000)
  }

  private let clock: Clock
  private let database: Database
  private let senacs: Senacs
  private let courier: Courier
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "vigie-courier-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (clock, senacs) = (Clock(), Senacs())
    database = try Database(
      path: folder.appending(path: "exchange.sqlite").path,
      migrations: ExchangeMigrations.all,
      clock: { Instant(microseconds: clock.now.withLock { $0 }) })
    let client = senacs.client
    courier = Courier(
      database: database, catalogue: .vigie, client: { $0 == "senacs" ? client : nil },
      logger: Logger(label: "test"), network: KnownNetwork(),
      sealing: try SealedRows(keyFile: folder.appending(path: "rows.key").path))
    (self.clock, self.senacs) = (clock, senacs)
  }

  private func submit() async throws -> Int {
    let request = SubmitFacts(
      schema: "urn:vigie:file:submissions.csv:1", rows: [["structure_code": "S01"]],
      fictitious: true)
    let sealed = try courier.sealing.seal(try SealedRows.json(request.rows))
    return try await database.write { transaction in
      _ = try ExchangeStore.countPending(1, of: "pilot", in: transaction)
      return try ExchangeStore.add(
        request, key: "k", digest: "d",
        cut: Visibility.Cut(principal: "pilot", people: .all, territories: nil, structure: nil),
        roles: [.operator], sealed: sealed, keptFor: .seconds(86_400), in: transaction)
    }
  }

  /// Hands over what is due, once.
  private func step() async -> Int {
    let due = await courier.due("senacs")
    for submission in due { await courier.hand(submission) }
    return due.count
  }

  private func pass(milliseconds: Int64) {
    clock.now.withLock { $0 += milliseconds * 1000 }
  }

  private func outcome(_ number: Int) async throws -> GetSubmission.Reply? {
    try await database.read {
      try ExchangeStore.outcome(of: number, principal: "pilot", in: $0)
    }
  }

  @Test("a service that is away is asked again after 200 ms, each time twice as long, 30 s at most")
  func away() async throws {
    let number = try await submit()
    senacs.isWell.withLock { $0 = false }
    senacs.answer.withLock { $0 = Status(.unavailable, "away") }
    for pause: Int64 in [200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000] {
      #expect(await step() == 1)
      // The store's instants rise by a microsecond each, so a millisecond more is enough.
      pass(milliseconds: pause - 1)
      #expect(await step() == 0, "before \(pause) ms")
      pass(milliseconds: 2)
    }
    // It was never well: it is waited for, however often.
    senacs.isWell.withLock { $0 = true }
    senacs.answer.withLock { $0 = nil }
    #expect(await step() == 1)
    #expect(try await outcome(number)?.state == "accepted")
    // Each attempt had the same key, so that one whose reply was lost changes nothing.
    #expect(Set(senacs.keys.withLock { $0 }).count == 1)
  }

  @Test("rows at which a service fails eight times, though it is well, are dead")
  func failing() async throws {
    let number = try await submit()
    senacs.answer.withLock { $0 = Status(.internal, "these rows") }
    var attempts = 0
    while try await outcome(number)?.state == "pending" {
      #expect(await step() == 1)
      attempts += 1
      pass(milliseconds: 31_000)
    }
    // The first attempt does not ask whether the service is well.
    #expect(attempts == 9)
    #expect(try await outcome(number)?.outcome?.reason == "INTERNAL")
  }

  @Test("a service that says when to come again is not held against the rows; time ends them")
  func expiry() async throws {
    let number = try await submit()
    senacs.answer.withLock {
      $0 = Status(
        .resourceExhausted, "full",
        details: StatusDetails(reason: "STORE_FULL", retryDelayMilliseconds: 1000))
    }
    for _ in 1...20 {
      #expect(await step() == 1)
      pass(milliseconds: 31_000)
    }
    #expect(try await outcome(number)?.state == "pending")
    pass(milliseconds: 86_400_000)
    #expect(await step() == 1)
    #expect(try await outcome(number)?.state == "dead")
  }

  @Test("what a service refuses for good is dead at once")
  func refused() async throws {
    let number = try await submit()
    senacs.answer.withLock {
      $0 = Status(.invalidArgument, reason: "FILE_UNKNOWN", domain: "vigie.files", "no such file")
    }
    #expect(await step() == 1)
    #expect(try await outcome(number)?.outcome?.reason == "FILE_UNKNOWN")
    #expect(await step() == 0)
  }
}
