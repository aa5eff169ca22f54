import Contracts
import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import ServiceKit
import TestSupport
import Testing
import Values
import ZeroMQ

@Suite("The exchange's courier", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct CourierTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func answer(_ code: String) -> [String: String] {
    [
      "campaign": "2024", "structure_code": "S06", "submission_code": code,
      "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
      "base_items_answered": "80",
    ]
  }

  /// Serves in senacs's place: its health is good, but it fails at every row.
  private func failingSenacs() async throws -> ZeroMQServer {
    system.stop("senacs")
    let file = try Data(contentsOf: URL(fileURLWithPath: "\(system.home)/senacs.json"))
    let options = try #require(JSONSerialization.jsonObject(with: file) as? [String: Any])
    func path(_ option: String) throws -> String {
      let path = try #require(options[option] as? String)
      return path.hasPrefix("/") ? path : "\(system.home)/\(path)"
    }
    let address = try #require(options["endpoint"] as? String)
    let endpoint = try #require(Endpoint(address))
    var router = Router()
    router.handle(CheckHealth.self) { _, _ in
      CheckHealth.Reply(
        status: "SERVING", service: "senacs", version: "0", uptimeSeconds: 1, position: "e-0",
        projections: [:])
    }
    router.handle(SubmitRows.self) { _, _ in throw RPCError(.internal, "these rows") }
    let server = Server(
      router: router, codecs: [JSONCodec(), CBORCodec()], lane: { Reactor.lane() })
    return try await ZeroMQServer(
      server, at: endpoint, secretKey: try KeyFile.read(try path("keyFile")).secretKey,
      directory: try AllowList(path: try path("allowListFile")))
  }

  @Test(
    "a submission that its service fails at, though it is well, is told as dead after eight times; what follows is taken"
  )
  func failing() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    let stub = try await failingSenacs()
    let receipt = try await partner.submit("submissions.csv", [answer("DEAD")])
    // Seven of the eight failures are behind the submission, and its attempts are the greatest number there is.
    system.stop("exchange")
    try system.change(
      "submissions", "SET failures = 7, attempts = 9223372036854775807, due_at = 0")
    try system.start("exchange")

    let (type, data) = try await partner.outcome("out")

    #expect(type == "vigie.exchange.v1.submission-refused")
    #expect(data.submission == receipt.submission && data.reason == "INTERNAL")
    #expect(
      try await partner.call(
        GetSubmission(submission: SequenceNumber(clamping: receipt.submission))
      ).state == "dead")
    await stub.close()
    try system.start("senacs")
    _ = try await partner.submit("submissions.csv", [answer("GOOD")])
    #expect(try await partner.outcome("out").data.loaded == 1)
    await partner.close()
  }

  @Test("a submission whose kept bounds are damaged is dead, and holds up no other of its service")
  func damaged() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    system.stop("senacs")
    let receipt = try await partner.submit("submissions.csv", [answer("BAD")])
    let next = try await partner.submit("submissions.csv", [answer("NEXT")])
    system.stop("exchange")
    try system.change("submissions", "SET cut = '{' WHERE number = \(receipt.submission)")
    try system.start("exchange")
    try system.start("senacs")

    let first = try await partner.outcome("out").data
    let second = try await partner.outcome("out").data

    #expect(first.submission == receipt.submission && first.reason == "DATA_LOSS")
    #expect(second.submission == next.submission && second.loaded == 1)
    await partner.close()
  }

  @Test("a submission that no service took before its rows' time was over is told as dead")
  func expired() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    system.stop("senacs")
    let receipt = try await partner.submit("submissions.csv", [answer("OLD")])
    system.stop("exchange")
    try system.change("submissions", "SET expires_at = 1, due_at = 0")
    try system.start("exchange")

    let outcome = try await partner.outcome("out").data

    #expect(
      outcome.submission == receipt.submission && outcome.reason != nil && outcome.loaded == 0)
    #expect(
      try await partner.call(
        GetSubmission(submission: SequenceNumber(clamping: receipt.submission))
      ).state == "dead")
    try system.start("senacs")
    await partner.close()
  }

  @Test(
    "the same submission again is told as a duplicate; too many rows are refused with the range")
  func duplicate() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let first = try await partner.submit("submissions.csv", [answer("TWICE")], key: "k")
    let again = try await partner.submit("submissions.csv", [answer("TWICE")], key: "k")
    #expect(!first.duplicate && again == .init(submission: first.submission, duplicate: true))
    for rows in [[], Array(repeating: answer("X"), count: 1001)] {
      let refused = await status { try await partner.submit("submissions.csv", rows) }
      let violation = refused?.details?.fieldViolations?.first
      #expect(violation?.field == "rows" && violation?.description.contains("1 to 1000") == true)
    }
    await partner.close()
  }
}
