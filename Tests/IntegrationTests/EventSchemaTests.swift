import CentreNetwork
import Contracts
import ExchangeDomain
import FactKinds
import Foundation
import RPC
import Schemas
import Tabular
import TestSupport
import Testing
import Values

/// The part of JSON Schema that the exchange's schemas use.
private enum SchemaCheck {
  typealias Object = [String: Any]

  /// Returns the places where a value does not satisfy a schema.
  static func faults(_ value: Any, _ schema: Object, at path: String = "") -> [String] {
    switch schema["type"] as? String {
    case "object":
      guard let object = value as? Object else { return ["\(path) is no object"] }
      let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
      let properties = schema["properties"] as? [String: Object] ?? [:]
      return missing.map { "\(path)/\($0) is missing" }
        + object.flatMap { name, value in
          properties[name].map { faults(value, $0, at: "\(path)/\(name)") } ?? []
        }
    case "array":
      guard let list = value as? [Any] else { return ["\(path) is no list"] }
      let items = schema["items"] as? Object ?? [:]
      return list.enumerated().flatMap { faults($1, items, at: "\(path)/\($0)") }
    case "string":
      guard let text = value as? String else { return ["\(path) is no text"] }
      let pattern = (schema["pattern"] as? String).map {
        text.range(of: $0, options: .regularExpression) != nil
      }
      let isValue = (schema["enum"] as? [String]).map { $0.contains(text) }
      return pattern ?? true && isValue ?? true ? [] : ["\(path): \(text.debugDescription)"]
    case "integer": return value is Int ? [] : ["\(path) is no whole number"]
    case "boolean": return value is Bool ? [] : ["\(path) is no flag"]
    default: return []
    }
  }

  static func faults(ofData data: String, _ type: MessageType) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(data.utf8))
    return faults(value, try MessageSchemas().data(of: type), at: type.name)
  }
}

@Suite("Events satisfy the schemas that they name", .onWaitingThreads, .timeLimit(.minutes(5)))
struct EventSchemaTests {
  private let network = Network(
    structures: [
      Structure(
        code: "S01", kind: .centreSocial, name: "One", commune: "69266",
        communeAsOf: .firstDay(of: 2024), closedOn: nil)
    ], approvals: [],
    communes: CommuneHistory(
      communes: [
        Commune(code: "69266", name: "Villeurbanne", ctcd: "69M", parent: nil)
      ], movements: []))

  /// Returns a cell in a column's form with as little in it as is allowed.
  private func cell(_ column: Column, _ form: TableForm) -> String {
    if column.name == "structure_code" { return "S01" }
    if column.mayBeEmpty || form.emptyWhen[column.name] != nil { return "" }
    if ["commune_code", "code_insee", "COM_AV", "COM_AP"].contains(column.name) { return "69266" }
    if column.name.hasPrefix("TYPECOM") { return "COM" }
    return switch column.kind {
    case .code, .text, .freeText, .siret, .siren, .list: "x"
    case .email: "a@exemple.fr"
    case .date: "2024-02-29"
    case .time: "09:00"
    case .instant: "2024-02-29T00:00:00Z"
    case .flag: "true"
    case .integer(let least, _): String(least)
    case .year: "2024"
    case .decimal, .amount: "0.5"
    case .choice(let values): values[0]
    case .level: "0"
    case .territory: "69M"
    }
  }

  private func drafts(_ topic: String, _ payload: String) throws -> [LogDraft] {
    try EventMessages.drafts(
      .vigie, topic: topic, payload: payload, source: "test", position: "e-1",
      recordedAt: Instant(microseconds: 1_700_000_000_000_000), network: network,
      bodies: { _ in ["69266"] })
  }

  @Test("each type's data does, with every cell empty that may be")
  func empty() throws {
    var seen: Set<String> = []
    for type in FactCatalogue.vigie.messageTypes {
      guard case .fact(let kind, let event) = type.row else { continue }
      let columns = kind.form.columns + kind.added
      let row = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, cell($0, kind.form)) })
      let payload = event.payload(
        [event.row { row[$0] ?? "" }], fictitious: true, recordedAt: Instant(microseconds: 0))
      let topic = type.name == event.type ? event.topic : event.withdrawnTopic
      let draft = try #require(try drafts(topic, payload).first)
      // The registry's typed events have a member `fictitious` of their own, where they can be invented.
      let says = !event.isTyped || event.member(of: "fictitious") != nil
      #expect(draft.type == type.name && draft.fictitious == says)
      #expect(try SchemaCheck.faults(ofData: draft.data, type) == [])
      seen.insert(type.name)
    }
    #expect(seen.count == 34)
    let outcome = String(
      decoding: try JSONEncoder().encode(
        SubmissionOutcome(
          submission: 1, key: "", schema: "", loaded: 0, unchanged: 0, refused: [], findings: [],
          reason: nil)), as: UTF8.self)
    for type in FactCatalogue.vigie.messageTypes where type.name.hasPrefix("vigie.exchange.") {
      #expect(try SchemaCheck.faults(ofData: outcome, type) == [])
    }
  }

  @Test(
    "each member of each type's data, and each column that can be submitted, says what it means")
  func meanings() throws {
    typealias Object = [String: Any]
    let schemas = MessageSchemas()
    let submitted = FactCatalogue.vigie.submitted.map { ($0.name, schemas.row(of: $0)) }
    let told = try FactCatalogue.vigie.messageTypes.map { ($0.name, try schemas.data(of: $0)) }
    for (name, schema) in told + submitted {
      let members = try #require(schema["properties"] as? [String: Object])
      for (member, schema) in members {
        #expect((schema["description"] as? String)?.isEmpty == false, "\(name) \(member)")
      }
    }
  }

  @Test("each topic stands in the page of the service that tells it")
  func pages() throws {
    for kind in FactCatalogue.vigie.kinds {
      guard let topic = kind.event?.topic else { continue }
      let page = try String(
        contentsOf: RunningSystem.root.appending(
          path: "Services/\(kind.owner.capitalized)/README.md"), encoding: .utf8)
      // A list of several topics names the first in full and shortens the others.
      let short = "`…\(topic.split(separator: ".").last ?? "")`"
      #expect(page.contains("`\(topic)`") || page.contains(short), "\(topic)")
    }
  }

  @Test("those of a running system do, each by the schema that the exchange gives out")
  func running() async throws {
    let system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
    // The golden network has no hours of half-days.
    let hours = "session_code;half_day;day;starts;ends\nT01;1;2023-03-14;09:00;12:30\n"
    try Data(hours.utf8).write(to: URL(fileURLWithPath: "\(system.home)/half_days.csv"))
    #expect(try system.vigie("import", "\(system.home)/half_days.csv", "--fictitious").code == 0)
    let reader = try await Partner.join(system, as: "operator-2", role: "operator")
    _ = try await reader.call(CreateSubscription(name: "all"))
    var (schemas, count): ([String: [String: Any]], Int) = ([:], 0)
    while case let batch = try await reader.pull("all", wait: 3000), !batch.messages.isEmpty {
      for event in try batch.messages.map(Event.init) {
        if schemas[event.type] == nil {
          let text = try await reader.call(GetSchema(id: MessageType.schema(of: event.type)))
            .schema
          schemas[event.type] =
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        }
        let schema = try #require(schemas[event.type])
        let faults = SchemaCheck.faults(event.data, schema, at: event.type)
        #expect(faults == [], "\(event.id)")
        count += 1
      }
      _ = try await reader.call(
        SettleMessages(subscription: "all", acknowledge: batch.messages.map(\.token)))
    }
    let types = FactCatalogue.vigie.messageTypes.map(\.name).filter {
      !$0.contains("exchange") && !$0.contains("withdrawn")
    }
    #expect(Set(schemas.keys) == Set(types) && count > 300, "\(count)")
    await reader.close()
  }

  @Test("a text passes through to the byte: no U+FEFF is dropped, nothing is written anew")
  func verbatim() throws {
    let row =
      "{\"structure_code\":\"S01\",\"z\":\"\u{FEFF}é\\u0041\\/\",\"a\":[1.0,{\"b\":\"]}\\\"\"}, 1e2 ]}"
    let payload = "{ \"rows\" : [ \(row) ],\"fictitious\":true}"
    let draft = try #require(
      try drafts("vigie.senacs.v1.submissions-recorded", payload).first)
    let data =
      "{\"a\":[1.0,{\"b\":\"]}\\\"\"}, 1e2 ],\"structure_code\":\"S01\",\"z\":\"\u{FEFF}é\\u0041\\/\"}"
    #expect(Array(draft.data.utf8) == Array(data.utf8))
    let envelope = draft.envelope(sequence: 1, epoch: "e")
    let again = try #require(LogDraft(envelope: envelope, scopes: draft.scopes))
    #expect(Array(again.data.utf8) == Array(data.utf8))
    #expect(again.envelope(sequence: 1, epoch: "e").utf8.elementsEqual(envelope.utf8))
    #expect(
      EventText("{\"rows\":[{\"a\":1},{\"a\":2},{\"a\":3}],\"x\":\"y\"}")?.part(1..<3)
        == "{\"rows\":[{\"a\":2},{\"a\":3}],\"x\":\"y\"}")
    for wrong in ["{", "[]", "{\"a\":1,\"a\":2}", "{} x", "{\"a\":[}]}", "", "{\"a\":\"\u{1}\"}"] {
      #expect(EventText(wrong) == nil, "\(wrong)")
    }
  }
}
