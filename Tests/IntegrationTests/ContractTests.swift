import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import TestSupport
import Testing
import ZeroMQ

/// Compares this version with what the programs of version 0.N said, which `deploy/upgrade --record` wrote to
/// `Tests/Golden/methods-N.json` and `calls-N.jsonl`. It must hold as long as that version may run beside this one.
@Suite("Contracts of versions before", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ContractTests {
  private typealias Object = [String: Any]

  /// The middle numbers of the versions that were recorded.
  private static let versions = [1, 2]

  /// The roles that lost a method, with the reason. No other role may lose any.
  private static let closed: [String: Set<String>] = [
    // A service's key may do what that service needs (`ServiceNeeds`), and no service needs these.
    "vigie.evaluation.v1/ComputeFigures": ["service"],
    "vigie.registry.v1/ListStructures": ["service"],
    "vigie.registry.v1/GetStructure": ["service"], "vigie.metrics.v1/Read": ["service"],
    // A feed and a copy of the log hold what `ReadLatestAnswers` denies the auditor.
    "vigie.feed.v1/Read": ["auditor"], "vigie.exchange.v1/ExportMessages": ["auditor"],
    // The federation loads training facts only.
    "vigie.evaluation.v1/RecordDiagnosis": ["federation"],
    "vigie.evaluation.v1/NoteChange": ["federation"],
    "vigie.evaluation.v1/SetSeries": ["federation"],
    // A partner's key reaches the exchange; of the other services only health and reflection.
    "vigie.senacs.v1/GetCodebook": ["partner"],
  ]

  private func recorded(_ file: String) throws -> String {
    try String(contentsOfFile: "\(RunningSystem.golden)/\(file)", encoding: .utf8)
  }

  private func object(_ text: some StringProtocol) throws -> Object {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
  }

  @Test("no method is gone; none asks for more or answers with less", arguments: versions)
  func methods(version: Int) throws {
    let system = try RunningSystem()
    let before = try object(try recorded("methods-\(version).json"))
    for service in RunningSystem.services {
      let text = try system.vigie("describe", service, "--format", "json").output
      let now = try #require(
        JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Object])
      for method in try #require(before[service] as? [Object]) {
        let name = try #require(method["name"] as? String)
        let same = now.first { $0["name"] as? String == name }
        let found = try #require(same, "\(service) has no \(name) any more")
        #expect(Self.breaks(Self.asClosed(method), found).isEmpty, "\(name)")
      }
    }
  }

  @Test("every member of a recorded request and reply stands in its schema", arguments: versions)
  func schemas(version: Int) throws {
    let system = try RunningSystem()
    var methods: [String: Object] = [:]
    for service in RunningSystem.services {
      let text = try system.vigie("describe", service, "--format", "json").output
      let list = try #require(
        JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Object])
      for method in list { methods["\(service) \(method["name"] ?? "")"] = method }
    }
    for line in try recorded("calls-\(version).jsonl").split(separator: "\n") {
      let call = try object(line)
      let name = "\(call["service"] ?? "") \(call["method"] ?? "")"
      let method = try #require(methods[name], "\(name)")
      for part in ["request", "reply"] {
        let absent = Self.absent(try #require(call[part]), from: method[part], at: part)
        #expect(absent.isEmpty, "\(name)")
      }
    }
  }

  /// Returns the places of the members that a value has and its schema does not name.
  private static func absent(_ value: Any, from schema: Any?, at place: String) -> Set<String> {
    let schema = schema as? Object ?? [:]
    if let list = value as? [Any] {
      return list.reduce(into: []) {
        $0.formUnion(absent($1, from: schema["items"], at: place + "[]"))
      }
    }
    guard let object = value as? Object else { return [] }
    let properties = schema["properties"] as? Object
    return object.reduce(into: []) { found, member in
      let place = "\(place).\(member.key)"
      if let own = properties?[member.key] ?? schema["additionalProperties"] {
        found.formUnion(absent(member.value, from: own, at: place))
      } else {
        found.insert(place)
      }
    }
  }

  /// Returns a recorded method without the roles that lost it.
  private static func asClosed(_ method: Object) -> Object {
    var method = method
    let lost = closed[method["name"] as? String ?? ""] ?? []
    method["roles"] = (method["roles"] as? [String] ?? []).filter { !lost.contains($0) }
    return method
  }

  /// Returns what a caller of the older version would miss.
  private static func breaks(_ before: Object, _ now: Object) -> [String] {
    Compatibility.losses(before["request"] ?? [:], now["request"], at: "request")
      + Compatibility.losses(before["reply"] ?? [:], now["reply"], at: "reply", wants: false)
      + Compatibility.losses(
        before.filter { ["shape", "mutates", "roles"].contains($0.key) }, now, wants: false)
  }

  @Test("a request that asks for more, a reply that has less, and a role less are seen as breaking")
  func breaking() throws {
    let member: Object = ["type": "string"]
    let before: Object = [
      "shape": "unary", "roles": ["partner", "operator"],
      "request": ["properties": ["a": member], "required": ["a"]] as Object,
      "reply": ["properties": ["b": member], "required": ["b"]] as Object,
    ]
    func changed(_ change: (inout Object) -> Void) -> Object {
      var method = before
      change(&method)
      return method
    }
    let grown: Object = ["properties": ["b": member, "c": member], "required": ["b", "c"]]
    let wider: Object = ["properties": ["a": member, "c": member], "required": ["a"]]
    #expect(
      Self.breaks(
        before,
        changed {
          $0["reply"] = grown; $0["request"] = wider
        }
      ).isEmpty)
    let asking: Object = ["properties": ["a": member, "c": member], "required": ["a", "c"]]
    let optional: Object = ["properties": ["b": member], "required": [String]()]
    for broken in [
      changed { $0["request"] = asking }, changed { $0["reply"] = optional },
      changed { $0["roles"] = ["operator"] }, changed { $0["shape"] = "server-streaming" },
    ] { #expect(Self.breaks(before, broken).count == 1) }
  }

  @Test("calls as they were recorded are answered the same, or with more", arguments: versions)
  func calls(version: Int) async throws {
    let system = try RunningSystem()
    try system.load()
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    let keys = try KeyFile.read(configuration.keyFile)
    for line in try recorded("calls-\(version).jsonl").split(separator: "\n") {
      let call = try object(line)
      let name = try #require(call["service"] as? String)
      let address = try #require(configuration.services[name])
      let service = ServiceClient(to: address, keys: keys, codec: JSONCodec())
      let payload = try JSONSerialization.data(withJSONObject: try #require(call["request"]))
      var options = CallOptions(timeout: .seconds(60), waitsForReady: true)
      options.metadata.set("recorded", for: MetadataName.idempotencyKey)
      // Every service waits until it knows what was loaded into the registry, before it answers.
      for position in try positions(of: system) {
        options.metadata.add(position, for: MetadataName.seen)
      }
      let method = try #require(call["method"] as? String)
      let reply = try await service.client.respond(
        method: method, payload: Array(payload), options: options)
      let now = try JSONSerialization.jsonObject(with: Data(reply.message))
      // A feed's positions and a structure's identifier are different in every system.
      let found = Compatibility.losses(
        try #require(call["reply"]), now, passingOver: ["positions", "id"], wants: false)
      #expect(found.isEmpty, "\(method)")
      await service.close()
    }
  }

  private func positions(of system: RunningSystem) throws -> [String] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(system.home)/positions.json"))
    return try JSONDecoder().decode([String: String].self, from: data).map { "\($0)=\($1)" }
  }

  @Test("answers as they were recorded are read", arguments: versions)
  func answers(version: Int) throws {
    func read<Request: RPCRequest>(_ type: Request.Type, _ call: Object) throws -> Object {
      let reply = try JSONSerialization.data(withJSONObject: try #require(call["reply"]))
      let request = try JSONSerialization.data(withJSONObject: try #require(call["request"]))
      let codec = JSONCodec()
      // The request that this version would send has all that the other version reads.
      let sent = try object(
        String(
          decoding: try codec.encode(try codec.decode(type, from: Array(request))), as: UTF8.self))
      let lost = Compatibility.losses(try #require(call["request"]), sent, wants: false)
      #expect(lost.isEmpty, "\(Request.method)")
      return try object(
        String(
          decoding: try codec.encode(try codec.decode(Request.Reply.self, from: Array(reply))),
          as: UTF8.self)
      )
    }
    let types: [any RPCRequest.Type] = [
      ComputeFigures.self, GetStructure.self, ListStructures.self,
      GetParticipation.self,
      SubmitRows.self, GetTurnover.self, GetRetention.self,
      ExplainFigure.self, ListExpected.self,
    ]
    for line in try recorded("calls-\(version).jsonl").split(separator: "\n") {
      let call = try object(line)
      let name = try #require(call["method"] as? String)
      let type = try #require(
        name.hasSuffix("/ComputeFigures") ? ComputeFigures.self : types.first { $0.method == name })
      #expect(
        Compatibility.losses(try #require(call["reply"]), try read(type, call), wants: false)
          .isEmpty,
        "\(name)")
    }
  }
}
