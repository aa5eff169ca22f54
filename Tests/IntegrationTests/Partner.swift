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

/// A partner that has a key of its own and calls the exchange of a system.
struct Partner {
  let name: String
  let key: String
  let client: Client
  private let service: ServiceClient

  /// Makes a key, allows it, and waits until the exchange knows it.
  static func join(
    _ system: RunningSystem, as name: String, role: String = "partner", territories: [String] = []
  ) async throws -> Partner {
    let partner = try Partner(name, of: system, role: role, territories: territories)
    while await status({ try await partner.call(ListSubscriptions()) })?.code == .unauthenticated {
      await Task.yield()
    }
    return partner
  }

  private init(
    _ name: String, of system: RunningSystem, role: String, territories: [String]
  ) throws {
    self.name = name
    let file = "\(system.home)/keys/\(name).key"
    let made = try system.vigie("keys", "make", file)
    try #require(made.code == 0, "\(made.errors)")
    key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    var words = ["keys", "allow", key, "--name", name, "--role", role, "--home", system.home]
    for territory in territories { words += ["--territory", territory] }
    let allowed = try RunningSystem.vigie(words, home: system.home)
    try #require(allowed.code == 0, "\(allowed.errors)")
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    let address = try #require(configuration.services["exchange"])
    service = ServiceClient(to: address, keys: try KeyFile.read(file), codec: JSONCodec())
    client = service.client
  }

  private init(_ name: String, _ key: String, _ service: ServiceClient) {
    self.name = name
    self.key = key
    self.service = service
    client = service.client
  }

  /// Returns the same partner for another address of the exchange.
  func moved(to address: ServiceAddress, of system: RunningSystem) throws -> Partner {
    let keys = try KeyFile.read("\(system.home)/keys/\(name).key")
    return Partner(name, key, ServiceClient(to: address, keys: keys, codec: JSONCodec()))
  }

  func close() async { await service.close() }

  func call<Request: RPCRequest>(
    _ request: Request, key: String = UUID().uuidString
  ) async throws -> Request.Reply {
    var options = CallOptions(timeout: .seconds(60), waitsForReady: true)
    options.metadata.set(key, for: MetadataName.idempotencyKey)
    while true {
      do {
        return try await client.call(request, options: options)
      } catch let error as RPCError where error.status.code == .unavailable {
        // The exchange was stopped in mid-call; a partner makes the call again.
        await Task.yield()
      }
    }
  }

  func pull(_ subscription: String, _ most: Int = 1000, wait: Int = 0) async throws -> MessageBatch
  {
    try await call(
      PullMessages(
        subscription: subscription, maxMessages: Bounded(clamping: most),
        waitMilliseconds: Bounded(clamping: wait)))
  }

  /// Takes and acknowledges the next `count` messages. It asks for no more than these, since who takes one after the other
  /// may find two in a batch.
  func take(
    _ subscription: String, _ count: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> [Event] {
    var events: [Event] = []
    while events.count < count {
      let batch = try await pull(subscription, min(1000, count - events.count), wait: 20_000)
      try #require(
        !batch.messages.isEmpty, "\(events.count) of \(count) messages came",
        sourceLocation: sourceLocation)
      events += try batch.messages.map(Event.init)
      let settled = try await call(
        SettleMessages(subscription: subscription, acknowledge: batch.messages.map(\.token)))
      try #require(settled.stale.isEmpty)
    }
    return events
  }

  func submit(
    _ file: String, _ rows: [[String: String]], key: String = UUID().uuidString
  ) async throws -> SubmitFacts.Reply {
    try await call(
      SubmitFacts(schema: "urn:vigie:file:\(file):1", rows: rows, fictitious: true), key: key)
  }

  /// Waits on a subscription for the event that tells a submission's outcome.
  func outcome(
    _ subscription: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> (type: String, data: SubmissionOutcome) {
    let event = try #require(
      try await take(subscription, 1, sourceLocation: sourceLocation).first)
    let data = try JSONSerialization.data(withJSONObject: event.data)
    return (event.type, try JSONDecoder().decode(SubmissionOutcome.self, from: data))
  }
}

/// A CloudEvent as a partner reads it.
struct Event {
  let sequence: Int
  let type: String
  let source: String
  let id: String
  let subject: String?
  let territories: [String]
  let data: [String: Any]

  init(_ message: DeliveredMessage) throws {
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(message.event.utf8)) as? [String: Any])
    try #require(json["specversion"] as? String == "1.0")
    sequence = message.sequence
    // Numbers written with the same length sort as texts as they do as numbers.
    let text = try #require(json["sequence"] as? String)
    try #require(text.count == 19 && Int(text) == sequence)
    type = try #require(json["type"] as? String)
    source = try #require(json["source"] as? String)
    id = try #require(json["id"] as? String)
    subject = json["subject"] as? String
    territories = (json["territories"] as? String ?? "").split(separator: " ").map(String.init)
    data = try #require(json["data"] as? [String: Any])
  }
}
