import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite(
  "The exchange's log, through processes", .onWaitingThreads, .serialized, .timeLimit(.minutes(3)))
struct ExchangeLogTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// Restarts the exchange with an option.
  private func setOption(_ name: String, _ value: Int) throws {
    system.stop("exchange")
    try system.configure("exchange") { $0[name] = value }
    try system.start("exchange")
  }

  @Test("urgent types go before the others; where order is kept, not before their own subject's")
  func urgent() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    // Takes all messages first, so that the log is complete: campaigns were loaded first and have the lower numbers.
    _ = try await partner.call(CreateSubscription(name: "seen", types: ["vigie.senacs."]))
    _ = try await partner.take("seen", 32)
    for (name, ordered) in [("u", false), ("o", true)] {
      var request = CreateSubscription(name: name, types: ["vigie.senacs."], ordered: ordered)
      request.urgentTypes = ["vigie.senacs.v1.questionnaire"]
      _ = try await partner.call(request)
    }

    let events = try await partner.pull("u", 31).messages.map(Event.init)

    // 30 answers and 2 campaigns are in the golden network; campaigns were logged first.
    #expect(events.map(\.type).filter { $0.hasSuffix("submitted") }.count == 30)
    #expect(events.last?.type == "vigie.senacs.v1.campaign-recorded")
    #expect(events.dropLast().map(\.sequence) == events.dropLast().map(\.sequence).sorted())
    let ordered = try await partner.pull("o", 31).messages.map(Event.init)
    #expect(Set(ordered.compactMap(\.subject)).count == ordered.compactMap(\.subject).count)
    await partner.close()
  }

  @Test("a subscription full of dead letters reads no further, and says so")
  func backlog() async throws {
    try setOption("quotaBacklog", 100)
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    var request = CreateSubscription(name: "full", types: ["vigie.registry.", "vigie.senacs."])
    request.maxAttempts = 1
    _ = try await partner.call(request)
    var dead = 0
    var refused: Status?
    while refused == nil, dead <= 100 {
      do {
        let batch = try await partner.call(
          PullMessages(subscription: "full", maxMessages: 1000, waitMilliseconds: 300))
        var settle = SettleMessages(subscription: "full")
        settle.terminate = batch.messages.map { .init(token: $0.token, reason: "unwanted") }
        dead += try await partner.call(settle).settled
      } catch let error as RPCError {
        refused = error.status
      }
    }

    #expect(dead == 100)
    #expect(refused?.code == .resourceExhausted && refused?.details?.reason == "QUOTA")
    #expect((refused?.details?.retryDelayMilliseconds ?? 0) > 0)
    _ = try await partner.call(
      SettleDeadLetters(subscription: "full", action: .purge))
    #expect(try await !partner.pull("full", wait: 10_000).messages.isEmpty)
    await partner.close()
  }

  @Test("rates count what was delivered and acknowledged within the last minute")
  func rates() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(CreateSubscription(name: "r", types: ["vigie.senacs."]))
    _ = try await partner.take("r", 32)

    let state = try await partner.call(ListSubscriptions()).subscriptions.first

    // 32 messages within the minute, as a mean a second.
    #expect(state?.deliveredPerSecond == 32.0 / 60 && state?.acknowledgedPerSecond == 32.0 / 60)
    await partner.close()
  }

  @Test("the schema that a message names can be had; one about people only by who may read of them")
  func schemas() async throws {
    let auditor = try await Partner.join(system, as: "auditor-1", role: "auditor")
    let partner = try await Partner.join(system, as: "bron", territories: ["69029"])
    _ = try await partner.call(CreateSubscription(name: "s", types: ["vigie.senacs."]))
    let message = try #require(try await partner.pull("s", 1, wait: 20_000).messages.first)
    let json = try JSONSerialization.jsonObject(with: Data(message.event.utf8)) as? [String: Any]
    let id = try #require(json?["dataschema"] as? String)

    let text = try await partner.call(GetSchema(id: id)).schema
    let schema = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let members = try #require(schema?["properties"] as? [String: Any])
    let data = try #require(json?["data"] as? [String: Any])
    #expect(Set(data.keys).subtracting(["fictitious"]).isSubset(of: Set(members.keys)))

    let person = GetSchema(id: "urn:vigie:schema:vigie.registry.v1.person-recorded:1")
    #expect(try await auditor.call(person).schema.contains("properties"))
    #expect(await status { try await partner.call(person) }?.details?.reason == "SCHEMA_UNKNOWN")
    // A higher major version is refused, not guessed at.
    let newer = await status { try await partner.call(GetSchema(id: id.dropLast() + "2")) }
    #expect(newer?.code == .notFound && newer?.message.contains("major version") == true)
    // The same holds for the schema of submitted rows.
    let brought = await status {
      try await partner.call(
        SubmitFacts(
          schema: "urn:vigie:file:submissions.csv:2", rows: [["a": "b"]], fictitious: true))
    }
    #expect(brought?.code == .invalidArgument && brought?.details?.reason == "SCHEMA_UNKNOWN")
    // Reflection shows a key only the methods that it may call.
    let methods = try await partner.call(ListMethods()).methods.map(\.name)
    #expect(methods.contains(PullMessages.method) && !methods.contains(ExportMessages.method))
    await partner.close()
    await auditor.close()
  }

  @Test("a copy of the log is verified without it, shows a changed byte, and comes back once")
  func copies() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(CreateSubscription(name: "all", types: ["vigie.senacs."]))
    let before = try await partner.take("all", 32)
    let file = "\(system.home)/copy.jsonl"
    let copied = try system.vigie("exchange", "export", file)
    try #require(copied.code == 0, "\(copied.errors)")
    #expect(try system.vigie("exchange", "verify", file).output.hasSuffix(" 0 faults.\n"))

    let text = try String(contentsOfFile: file, encoding: .utf8)
    let altered = "\(system.home)/altered.jsonl"
    var lines = text.split(separator: "\n").map(String.init)
    lines[4] = lines[4].replacing("69", with: "68", maxReplacements: 1)
    lines.remove(at: 2)
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: altered))
    let faults = try system.vigie("exchange", "verify", altered)
    #expect(faults.code == 1 && faults.output.hasSuffix(" 2 faults.\n"))
    #expect(try system.vigie("exchange", "import", altered).code == 1)

    // The log has all messages of the copy already.
    let again = try system.vigie("exchange", "import", file)
    #expect(again.output.hasPrefix("0 messages brought back"), "\(again.output) \(again.errors)")
    // The log is lost, and the subscriptions with it. A new log takes the copy before the services run.
    for service in RunningSystem.services { system.stop(service) }
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(system.home)/data/exchange.sqlite\(suffix)")
    }
    // Otherwise the gateway would wait until the exchange has read what it saw of the services' feeds, but they are down.
    try FileManager.default.removeItem(atPath: "\(system.home)/positions.json")
    try system.start("exchange")
    var back = try system.vigie("exchange", "import", file)
    // The exchange is still starting.
    while back.errors.contains("NOBODY_ANSWERS") {
      back = try system.vigie("exchange", "import", file)
    }
    #expect(
      back.output.hasSuffix(" brought back, 0 there already.\n"), "\(back.output) \(back.errors)")
    _ = try await partner.call(CreateSubscription(name: "all", types: ["vigie.senacs."]))
    let after = try await partner.take("all", 32)
    #expect(Set(after.map(\.id)) == Set(before.map(\.id)))
    await partner.close()
  }
}
