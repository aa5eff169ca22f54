import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// The exchange's page shows each request and reply as JSON, which a partner's engineer copies.
@Suite("The exchange's page", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ExchangePageTests {
  private typealias Object = [String: Any]

  /// The request and the reply that the page shows, by method.
  private let shown: [String: [String]]

  init() throws {
    let page = try String(
      contentsOf: RunningSystem.root.appending(path: "Services/Exchange/README.md"),
      encoding: .utf8)
    let sections = page.components(separatedBy: "\n### ").dropFirst()
    shown = Dictionary(
      uniqueKeysWithValues: sections.map { section in
        let blocks = section.components(separatedBy: "```json\n").dropFirst().prefix(2)
        return (
          section.components(separatedBy: "\n")[0],
          blocks.map { $0.components(separatedBy: "\n```")[0] }
        )
      })
  }

  /// Returns the places of all members of a value, also of those inside others.
  private func members(_ value: Any, at place: String = "") -> Set<String> {
    if let object = value as? Object {
      return object.reduce(into: []) { found, member in
        let inner = "\(place)/\(member.key)"
        found.insert(inner)
        found.formUnion(members(member.value, at: inner))
      }
    }
    return ((value as? [Any]) ?? []).reduce(into: []) { $0.formUnion(members($1, at: place)) }
  }

  private func members(ofJSON text: some Sequence<UInt8>) throws -> Set<String> {
    members(try JSONSerialization.jsonObject(with: Data(text)))
  }

  /// Returns the request that the page shows, as the exchange decodes it.
  private func request<Message: RPCMessage>(_ type: Message.Type) throws -> Message {
    let name = String(Message.method.split(separator: "/")[1])
    let texts = try #require(shown[name], "\(name) is not shown")
    try #require(texts.count == 2, "\(name)")
    let request = try JSONCodec().decode(Message.self, from: Array(texts[0].utf8))
    // The exchange would silently pass over a member that it does not know.
    let known = try members(ofJSON: JSONCodec().encode(request))
    #expect(try members(ofJSON: texts[0].utf8).subtracting(known) == [], "\(name)")
    return request
  }

  private func expect<Reply: Codable>(_ reply: Reply, of method: String) throws {
    let name = String(method.split(separator: "/")[1])
    let text = try #require(shown[name]?.last)
    _ = try JSONCodec().decode(Reply.self, from: Array(text.utf8))
    let found = try members(ofJSON: JSONCodec().encode(reply))
    let lacking = found.subtracting(try members(ofJSON: text.utf8))
    #expect(lacking == [], "\(name): the page does not show all that comes")
  }

  private func call<Request: RPCRequest>(
    _ type: Request.Type, by partner: Partner
  ) async throws {
    try expect(try await partner.call(try request(type)), of: type.method)
  }

  private func open<Request: RPCStreamRequest>(
    _ type: Request.Type, by partner: Partner
  ) async throws {
    for try await item in try partner.client.stream(
      try request(type), options: CallOptions(timeout: .seconds(60)))
    {
      return try expect(item, of: type.method)
    }
  }

  @Test("each request that it shows is taken by a running exchange, and each reply is shown whole")
  func samples() async throws {
    let system = try RunningSystem()
    try system.load()
    let partner = try await Partner.join(system, as: "operator-2", role: "operator")

    try await call(CreateSubscription.self, by: partner)
    var backlog = 0
    while backlog < 3 {
      backlog = try await partner.call(ListSubscriptions()).subscriptions[0].backlog
    }
    try await call(ListSubscriptions.self, by: partner)
    // When the stream ends, its deliveries are given back.
    try await open(FollowMessages.self, by: partner)
    try await call(PullMessages.self, by: partner)
    try await call(SettleMessages.self, by: partner)
    try await call(ListDeadLetters.self, by: partner)
    try await call(SettleDeadLetters.self, by: partner)
    try await call(ReplayMessages.self, by: partner)
    try await call(SubmitFacts.self, by: partner)
    while try await partner.call(GetSubmission(submission: 1)).state == "pending" {}
    try await call(GetSubmission.self, by: partner)
    try await call(GetSchema.self, by: partner)
    try await open(ExportMessages.self, by: partner)
    try await call(ImportMessages.self, by: partner)
    try await call(GetExchangeStatistics.self, by: partner)
    try await call(DeleteSubscription.self, by: partner)
    let commune = try await Partner.join(system, as: "commune-1", territories: ["69266"])
    try await call(ListOwnStructures.self, by: commune)
    try await call(ListOwnAgreements.self, by: commune)
    try await call(ListOwnMeetings.self, by: commune)
    try await call(GetPublished.self, by: commune)
    for one in [partner, commune] { await one.close() }
  }

  @Test("it shows every method of the exchange")
  func complete() throws {
    let page = try String(
      contentsOf: RunningSystem.root.appending(path: "Services/Exchange/README.md"),
      encoding: .utf8)
    let methods = page.matches(of: #/`vigie\.exchange\.v1/([A-Za-z]+)`/#).map { String($0.1) }
    #expect(Set(methods).subtracting(shown.keys) == [] && methods.count >= 19)
  }
}
