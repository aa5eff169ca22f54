import Contracts
import Foundation
import GRDB
import RPC
import TestSupport
import Testing

/// A feed may hold events that no service can take now, because older versions loaded them.
@Suite(
  "What a service cannot take of a feed", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)),
  .enabled(if: !TestServer.isWanted))
struct FeedAsideTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private typealias Object = [String: Any]

  /// Returns the last event of a topic in a service's feed.
  private func lastEvent(_ topic: String, of service: String) throws -> Object {
    let store = try DatabaseQueue(path: "\(system.home)/data/\(service).sqlite")
    let text = try store.read { database in
      try String.fetchOne(
        database,
        sql: "SELECT payload FROM storage_feed WHERE topic = ? ORDER BY sequence DESC LIMIT 1",
        arguments: [topic])
    }
    let payload = try #require(text)
    return try #require(
      JSONSerialization.jsonObject(with: Data(payload.utf8)) as? Object)
  }

  /// Appends events to the feed of a stopped service, recorded after all others or at a given instant.
  private func append(
    _ events: [(topic: String, payload: String)], to service: String, at instant: Int64? = nil
  ) throws {
    let store = try DatabaseQueue(path: "\(system.home)/data/\(service).sqlite")
    try store.write { database in
      for event in events {
        try database.execute(
          sql: """
            INSERT INTO storage_feed (sequence, topic, recorded_at, payload)
            SELECT MAX(sequence) + 1, ?, COALESCE(?, MAX(recorded_at) + 1), ? FROM storage_feed
            """, arguments: [event.topic, instant, event.payload])
      }
    }
  }

  private let topic = "vigie.senacs.v1.submissions-recorded"

  private func answers(_ rows: [(structure: String, code: String)]) -> String {
    let texts = rows.map { row in
      """
      {"base_items":"100","base_items_answered":"80","campaign":"2024",\
      "received_at":"2024-06-01T10:00:00Z","status":"validated","structure_code":"\(row.structure)",\
      "submission_code":"\(row.code)"}
      """
    }
    return """
      {"fictitious":true,"file":"submissions.csv","recordedAt":"2024-06-01T10:00:00Z",\
      "rows":[\(texts.joined(separator: ","))]}
      """
  }

  private struct Row: Decodable {
    let service: String
    let setAside: Int?
    let feedLag: Int?
  }

  private func status(_ service: String) throws -> Row? {
    let told = try system.vigie("status", "--format", "json")
    return try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
      .first { $0.service == service }
  }

  @Test(
    "rows with a code that nobody can take, of an unknown structure, or no JSON are set aside, told, and stop nothing"
  )
  func rows() async throws {
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await auditor.call(
      CreateSubscription(name: "all", types: ["vigie.senacs.v1.questionnaire"]))
    _ = try await auditor.take("all", 30)
    system.stop("senacs")
    try append(
      [
        (topic, answers([("S06", "A-1"), ("\u{FEFF}S06", "A-2"), ("S06", "A-3")])),
        (topic, answers([("S0\\u00006", "A-4")])), (topic, answers([("NOWHERE", "A-5")])),
        (topic, "{\"rows\":["), (topic, "{\"rows\":[{}],\"rows\":[]}"),
        (topic, answers([(String(repeating: "S", count: 101), "A-6"), ("S06", "\u{FEFF}A-7")])),
        // The first is larger than a message may be, the second larger than a partner's batch.
        (topic, answers([("S06", String(repeating: "x", count: 2_100_000))])),
        (topic, answers([("S06", String(repeating: "x", count: 1_100_000))])),
        (topic, answers([("S06", "A-8")])),
      ], to: "senacs")
    try system.start("senacs")

    let events = try await auditor.take("all", 4)

    // U+FEFF is passed on in a code that the exchange does not use to place a message.
    let codes = events.map { ($0.data["submission_code"] as? String ?? "").unicodeScalars.count }
    #expect(events.map(\.subject) == ["S06", "S06", "S06", "S06"] && codes.count == 4)
    #expect(try await auditor.pull("all", wait: 500).messages.isEmpty)
    #expect(try status("exchange")?.setAside == 8)
    let shown = try system.vigie("status", "--lang", "en")
    #expect(shown.output.contains("exchange: 8 events or records set aside"))
    #expect(
      try system.vigie("metrics", "exchange").output.contains("feed_set_aside 8"))
    let listed = try system.vigie("feed", "aside", "exchange", "--lang", "en")
    for reason in [
      "the event cannot be read", "U+FEFF", "U+0000", "more than 100", "NOWHERE", "too large",
    ] {
      #expect(listed.output.contains(reason), "\(reason): \(listed.output)")
    }

    // After a restart it is the same: nothing is tried for ever, and new events are delivered.
    system.stop("exchange")
    system.stop("senacs")
    try append([(topic, answers([("S06", "A-9")]))], to: "senacs")
    try system.start("senacs")
    try system.start("exchange")
    let later = try await auditor.take("all", 1)
    #expect(later.map { $0.data["submission_code"] as? String } == ["A-9"])
    #expect(try status("exchange")?.setAside == 8)
    #expect(try system.vigie("exchange", "status").code == 0)
    await auditor.close()
  }

  @Test("an event of an instant that no message can say is set aside, and the next one taken")
  func instant() async throws {
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await auditor.call(
      CreateSubscription(name: "all", types: ["vigie.senacs.v1.questionnaire"]))
    _ = try await auditor.take("all", 30)
    system.stop("senacs")
    // The first event is dated 1 January 2300, by a wrong clock, the second 1 January 2025.
    try append(
      [(topic, answers([("S06", "C-1")]))], to: "senacs", at: 10_413_792_000_000_000)
    try append([(topic, answers([("S06", "C-2")]))], to: "senacs", at: 1_735_689_600_000_000)
    try system.start("senacs")

    let events = try await auditor.take("all", 1)

    #expect(events.map { $0.data["submission_code"] as? String } == ["C-2"])
    #expect(try status("exchange")?.setAside == 1)
    await auditor.close()
  }

  @Test("what was set aside is taken by a command once the registry tells of its structure")
  func retry() async throws {
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await auditor.call(
      CreateSubscription(name: "all", types: ["vigie.senacs.v1.questionnaire"]))
    _ = try await auditor.take("all", 30)
    system.stop("senacs")
    try append([(topic, answers([("S06", "B-1"), ("LATE", "B-2")]))], to: "senacs")
    try system.start("senacs")
    _ = try await auditor.take("all", 1)
    let still = try system.vigie("feed", "retry", "exchange", "--lang", "en")
    #expect(still.code == 1 && still.output.contains("exchange: 0 events taken, 1 stays aside"))

    // Builds an event about a structure of another code, in the form of the registry's own events.
    var event = try lastEvent("vigie.registry.v1.structures-recorded", of: "registry")
    var structure = try #require((event["structures"] as? [Object])?.first)
    structure["code"] = "LATE"
    structure["id"] = "01890a5d-ac96-774b-bcce-b302099a8057"
    event["structures"] = [structure]
    let text = try JSONSerialization.data(withJSONObject: event)
    system.stop("registry")
    try append(
      [("vigie.registry.v1.structures-recorded", String(decoding: text, as: UTF8.self))],
      to: "registry")
    try system.start("registry")
    _ = try system.vigie("status", "--wait", "60")
    while try status("exchange")?.feedLag != 0 {}

    let retried = try system.vigie("feed", "retry", "exchange", "--lang", "en")
    #expect(retried.code == 0 && retried.output.contains("exchange: 1 event taken, 0 stay aside"))
    let late = try await auditor.take("all", 1)
    #expect(late.map { $0.data["submission_code"] as? String } == ["B-2"])
    #expect(late.first?.id.hasSuffix("-2") == true)
    #expect(try status("exchange")?.setAside == 0)
    await auditor.close()
  }

  @Test(
    "a structure that no follower can take, and its approval, wedge neither projections nor the exchange"
  )
  func structures() async throws {
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await auditor.call(CreateSubscription(name: "all", types: ["vigie.registry."]))
    while try await !auditor.pull("all", wait: 1000).messages.isEmpty {}
    var event = try lastEvent("vigie.registry.v1.structures-recorded", of: "registry")
    let good = try #require((event["structures"] as? [Object])?.first)
    var bad = good
    bad["code"] = "S99"
    var dateless = good
    dateless["communeAsOf"] = "0001-02-30"
    event["structures"] = [bad, good, dateless]
    let structures = try JSONSerialization.data(withJSONObject: event)
    let approval = """
      {"approvals":[{"structureCode":"\u{FEFF}S99","from":"2024-01-01","families":true},\
      {"structureCode":"S06","from":"2031-01-01","families":true}],"recordedAt":"2024-06-01T10:00:00Z"}
      """
    system.stop("registry")
    try append(
      [
        (
          "vigie.registry.v1.structures-recorded",
          String(decoding: structures, as: UTF8.self).replacingOccurrences(
            of: "\"S99\"", with: "\"\u{FEFF}S99\"")
        ),
        ("vigie.registry.v1.approvals-recorded", approval),
      ], to: "registry")
    try system.start("registry")

    let events = try await auditor.take("all", 2)

    #expect(events.map(\.subject) == ["\(good["code"] ?? "")", "S06"])
    _ = try system.vigie("status", "--wait", "60")
    for service in ["training", "senacs", "evaluation", "exchange"] {
      while try status(service)?.feedLag != 0 {}
      #expect(try status(service)?.setAside == 3, "\(service)")
    }
    await auditor.close()
  }
}
