import Contracts
import Crypto
import FactKinds
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// Reads `Tests/Golden/log-1.jsonl`, a copy of a log as version 1 wrote it, with a message of each type. Lines are only ever
/// added to it.
@Suite("Envelopes of other versions", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ExchangeVersionTests {
  let system: RunningSystem
  private let recorded: [CopiedMessage]

  init() throws {
    system = try RunningSystem()
    let file = try String(contentsOfFile: "\(RunningSystem.golden)/log-1.jsonl", encoding: .utf8)
    recorded = try file.split(separator: "\n").map {
      try JSONDecoder().decode(CopiedMessage.self, from: Data($0.utf8))
    }
  }

  private typealias Object = [String: Any]

  private func object(_ event: String) throws -> Object {
    try #require(JSONSerialization.jsonObject(with: Data(event.utf8)) as? Object)
  }

  /// Reads messages with a key until `count` have come; returns them by their ids.
  private func read(_ count: Int, by auditor: Partner) async throws -> [String: Object] {
    _ = try await auditor.call(CreateSubscription(name: "all"))
    var found: [String: Object] = [:]
    while found.count < count {
      for message in try await auditor.pull("all", wait: 20_000).messages {
        let event = try object(message.event)
        found[event["id"] as? String ?? ""] = event
      }
    }
    return found
  }

  private func isSame(_ one: Object, _ other: Object, except names: Set<String>) -> Bool {
    let pair = [one, other].map { $0.filter { !names.contains($0.key) } as NSDictionary }
    return pair[0] == pair[1]
  }

  @Test("those of the previous version are taken, and come out as they were")
  func previous() async throws {
    let operators = try await Partner.join(system, as: "operator-2", role: "operator")

    let reply = try await operators.call(ImportMessages(messages: recorded))

    // The copy has a message of each type that the exchange writes, except withdrawals and the types that the previous version had not.
    let types = try Set(recorded.map { try object($0.event)["type"] as? String ?? "" })
    #expect(
      types
        == Set(
          FactCatalogue.vigie.messageTypes.map(\.name).filter { !$0.contains("withdrawn") }
        ).subtracting([
          "vigie.training.v1.enrolment-recorded", "vigie.training.v1.half-day-recorded",
        ]))
    #expect(reply.added == recorded.count && reply.known == 0)
    // Outcomes are seen by their submitter alone.
    let readable = try recorded.filter {
      try object($0.event)["source"] as? String != "/vigie/exchange"
    }
    let found = try await read(readable.count, by: operators)
    for message in readable {
      let before = try object(message.event)
      let after = try #require(found[before["id"] as? String ?? ""])
      // In a new log a message has a new number.
      #expect(isSame(before, after, except: ["sequence", "epoch"]), "\(before) \(after)")
    }
    await operators.close()
  }

  @Test(
    "a submission that the previous version took stays taken: its key with the same rows is a duplicate"
  )
  func formerDigest() async throws {
    try system.load()
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let request = SubmitFacts(
      schema: "urn:vigie:file:submissions.csv:1",
      rows: [
        [
          "campaign": "2024", "structure_code": "S06", "submission_code": "OLD",
          "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
          "base_items_answered": "80",
        ]
      ], fictitious: true)
    let first = try await partner.call(request, key: "old")
    system.stop("exchange")
    // Puts the digest there that the previous version noted: that of the whole request.
    let digest = hexadecimal(SHA256.hash(data: try JSONCodec().encode(request)))
    try system.change("submissions", "SET digest = '\(digest)' WHERE key = 'old'")
    try system.start("exchange")

    let again = try await partner.call(request, key: "old")
    #expect(again.duplicate && again.submission == first.submission)
    var other = request
    other.rows[0]["base_items_answered"] = "81"
    let refused = await status { try await partner.call(other, key: "old") }
    #expect(refused?.details?.reason == "IDEMPOTENCY_KEY_REUSED")
    await partner.close()
  }

  @Test("members and values that are not known pass through; a higher major version is refused")
  func next() async throws {
    let operators = try await Partner.join(system, as: "operator-2", role: "operator")
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    let old = try #require(recorded.first { $0.event.contains("structure-recorded") })
    func message(_ change: (inout Object) -> Void) throws -> CopiedMessage {
      var event = try object(old.event)
      change(&event)
      let data = try JSONSerialization.data(
        withJSONObject: event, options: [.sortedKeys, .withoutEscapingSlashes])
      let text = String(decoding: data, as: UTF8.self)
      return CopiedMessage(
        sequence: old.sequence,
        hash: CopiedMessage.hash(old.sequence.value, scopes: old.scopes, event: text),
        scopes: old.scopes, event: text)
    }
    let newer = try message { event in
      event["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      event["round"] = ["number": 7, "of": [1.5, true]] as Object
      var data = event["data"] as? Object ?? [:]
      data["kind"] = "MAISON-FRANCE-SERVICES"
      data["openings"] = ["mo": "09:00"]
      event["data"] = data
    }
    let higher = try message { $0["type"] = "vigie.registry.v2.structure-recorded" }

    _ = try await operators.call(ImportMessages(messages: [newer]))
    let refused = await status { try await operators.call(ImportMessages(messages: [higher])) }

    let found = try #require(try await read(1, by: auditor).values.first)
    #expect(isSame(try object(newer.event), found, except: ["sequence", "epoch"]), "\(found)")
    #expect(refused?.code == .failedPrecondition)
    #expect(refused?.details?.reason == "SCHEMA_UNKNOWN")
    #expect(refused?.message.contains("take a newer one") == true)
    await operators.close()
    await auditor.close()
  }
}
