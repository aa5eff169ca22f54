import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import TestSupport
import Testing
import Values

/// What a caller may write into a member that takes a number or a day.
@Suite(
  "Numbers and days at their ends, over the wire", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct NumberRangeTests {
  private typealias Object = [String: Any]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func client(_ service: String) throws -> ServiceClient {
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    let address = try #require(configuration.services[service])
    return ServiceClient(
      to: address, keys: try KeyFile.read(configuration.keyFile), codec: JSONCodec())
  }

  /// Returns the status with which a call fails; nil for OK.
  private func answer(
    _ client: ServiceClient, _ method: String, _ payload: String
  ) async -> Status? {
    await status {
      var options = CallOptions(timeout: .seconds(30), waitsForReady: true)
      options.metadata.set(UUID().uuidString, for: MetadataName.idempotencyKey)
      return try await client.client.respond(
        method: method, payload: Array(payload.utf8), options: options)
    }
  }

  private static let query = """
    {"query":{"year":2025,"campaign":"2025","from":"2025-01-01","to":"2025-12-31","asOf":"2025-12-31"},
    "code":"I4","scope":"all"}
    """

  /// A service, a method, a request that is right, and the member whose value is changed.
  private static let members: [(String, String, String, String)] =
    ["year", "from", "to", "asOf"].flatMap { member in
      [
        ("registry", "vigie.registry.v1/ComputeFigures", query, "query.\(member)"),
        ("registry", "vigie.registry.v1/GetTurnover", query, "query.\(member)"),
        ("training", "vigie.figures.v1/Explain", query, "query.\(member)"),
        ("senacs", "vigie.senacs.v1/ComputeFigures", query, "query.\(member)"),
        ("evaluation", "vigie.evaluation.v1/ComputeFigures", query, "query.\(member)"),
      ]
    } + [
      (
        "registry", "vigie.registry.v1/ListStructures", #"{"asOf":"2025-12-31","limit":5}"#, "limit"
      ),
      (
        "exchange", "vigie.exchange.v1/CreateSubscription",
        #"{"name":"a","types":[],"territories":[],"ordered":false,"timeToLiveMilliseconds":1000}"#,
        "timeToLiveMilliseconds"
      ),
      (
        "exchange", "vigie.exchange.v1/PullMessages", #"{"subscription":"a","maxMessages":5}"#,
        "maxMessages"
      ),
      (
        "exchange", "vigie.exchange.v1/SettleMessages",
        #"{"subscription":"a","extend":[{"token":"x","milliseconds":5000}]}"#,
        "extend[0].milliseconds"
      ),
    ]

  private static let numbers = [
    "-9223372036854775808", "-1", "9223372036854775807", "18446744073709551616", "1e30", "1.5",
    #""7""#,
  ]
  private static let days = [
    #""0001-01-01""#, #""1899-12-31""#, #""2200-01-01""#, #""9999-12-31""#, #""2025-02-30""#, "7",
    "[]",
  ]

  /// Returns a request with another value in one member.
  private func changed(_ request: String, _ member: String, to value: String) throws -> String {
    let name = try #require(member.split(separator: ".").last)
    let pattern = try Regex(#""\#(name)":("[^"]*"|[0-9]+)"#)
    return request.replacing(pattern, with: #""\#(name)":\#(value)"#)
  }

  @Test(
    "are refused with the member and its range; what is right is answered; every service lives on")
  func refused() async throws {
    for (service, method, request, member) in Self.members {
      let client = try client(service)
      let right = await answer(client, method, request)
      #expect(right == nil || right?.code == .notFound || member.hasPrefix("extend"), "\(method)")
      let isDay = request.contains(#"\#(member.split(separator: ".").last ?? "")":"2"#)
      for value in isDay ? Self.days : Self.numbers {
        let told = await answer(client, method, try changed(request, member, to: value))
        let place: Comment = "\(method) \(member) = \(value): \(String(describing: told))"
        #expect(told?.code == .invalidArgument, place)
        let violation = told?.details?.fieldViolations?.first
        #expect(violation?.field == member, place)
        #expect(
          violation?.description.contains(isDay ? "1900-01-01 to 2199-12-31" : " from ") == true,
          place)
      }
      await client.close()
    }
    for service in RunningSystem.services { #expect(system.isRunning(service), "\(service)") }
    #expect(try system.vigie("status").code == 0)
  }

  @Test("a question whose last day lies before its first is refused by every method that takes one")
  func reversed() async throws {
    let query = try changed(Self.query, "query.from", to: #""2026-01-01""#)
    for (service, method) in [
      ("registry", "vigie.registry.v1/ComputeFigures"), ("training", "vigie.figures.v1/Explain"),
      ("senacs", "vigie.senacs.v1/ComputeFigures"),
    ] {
      let client = try client(service)
      let told = await answer(client, method, query)
      #expect(told?.details?.fieldViolations?.first?.field == "query.to", "\(method)")
      await client.close()
    }
    let figures = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--from", "2026-01-01", "--lang", "en")
    #expect(figures.code != 0 && !figures.output.contains("I1"))
    let meetings = try client("evaluation")
    let told = await status {
      for try await _ in try meetings.client.stream(
        ListMeetings(from: .lastDay(of: 2025), to: .firstDay(of: 2025)))
      {}
    }
    #expect(told?.details?.fieldViolations?.first?.field == "to")
    await meetings.close()
  }

  @Test(
    "a campaign that opens in another year than the one asked is refused, and it is said which it is"
  )
  func otherYear() throws {
    // In campaigns.csv of the golden network, campaign 2024 opens in 2024 (expected.md).
    let told = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--campaign", "2024", "--lang", "en")
    #expect(told.code == 1, "\(told.output)")
    #expect(told.errors.contains("CAMPAIGN_OTHER_YEAR") && told.errors.contains("2024-"))
    #expect(!told.output.contains("I1"))
  }

  @Test("every number of a request has its range in reflection, every member its meaning")
  func schemas() async throws {
    for service in RunningSystem.services {
      let text = try system.vigie("describe", service, "--format", "json").output
      let methods = try #require(
        JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Object])
      for method in methods {
        let name = method["name"] as? String ?? ""
        for part in ["request", "reply"] {
          Self.walk(method[part] as? Object ?? [:], "\(name) \(part)") { schema, place in
            if part == "request", schema["type"] as? String == "integer" {
              #expect(schema["minimum"] != nil && schema["maximum"] != nil, "\(place)")
            }
            if schema["format"] as? String == "date" {
              #expect(schema["formatMinimum"] as? String == "1900-01-01", "\(place)")
            }
          }
          Self.members(of: method[part] as? Object ?? [:], "\(name) \(part)") { schema, place in
            #expect(schema["description"] is String, "\(place)")
          }
        }
      }
    }
  }

  private static func walk(_ schema: Object, _ place: String, _ look: (Object, String) -> Void) {
    look(schema, place)
    for (name, member) in schema["properties"] as? [String: Object] ?? [:] {
      walk(member, "\(place).\(name)", look)
    }
    for name in ["items", "additionalProperties"] {
      if let inner = schema[name] as? Object { walk(inner, "\(place)[]", look) }
    }
  }

  private static func members(
    of schema: Object, _ place: String, _ look: (Object, String) -> Void
  ) {
    walk(schema, place) { schema, place in
      for (name, member) in schema["properties"] as? [String: Object] ?? [:] {
        look(member, "\(place).\(name)")
      }
    }
  }
}
