import Contracts
import Logging
import RPC
import RPCContract
import RPCInProcessTransport
import Storage
import TestSupport
import Testing
import Values

@testable import ServiceHost

private struct LookUp: RPCRequest {
  static let method = "reads.v1/LookUp"
  static let roles: Set<Role> = [.operator, .service]
  static let tellsOfPeople = true
  var subjects: [String] { [person] }
  var person: String
  struct Reply: Codable, Sendable {}
}

private struct Walk: RPCStreamRequest {
  static let method = "reads.v1/Walk"
  static let roles: Set<Role> = [.operator]
  static let tellsOfPeople = true
  var subjects: [String] { ["all"] }
  var count: Int
  struct Item: Codable, Sendable { var lines: Int }
}

private struct Count: RPCRequest {
  static let method = "reads.v1/Count"
  static let roles: Set<Role> = [.operator]
  struct Reply: Codable, Sendable {}
}

@Suite("Looks at data of people, and refusals, in the audit", .timeLimit(.minutes(5)))
struct ReadAuditTests {
  private let store: Store
  private let refusals: RefusalAudit

  init() throws {
    store = try Store([])
    refusals = RefusalAudit(store.database, Logger(label: "test"))
  }

  private func client(_ name: String = "pilot", _ roles: Set<Role> = [.operator]) -> Client {
    var router = Router()
    router.stages = [ReadAudit(database: store.database)]
    router.handle(LookUp.self) { request, context in
      if request.person == "nobody" {
        throw RPCError(.notFound, "there is no such person")
      }
      if request.person == "secret" {
        throw RPCError(.permissionDenied, "not for you")
      }
      context.note(subjects: ["S1"])
      return LookUp.Reply()
    }
    let database = store.database
    router.handle(stream: Walk.self) { request, _, writer in
      for _ in 0..<request.count {
        try await writer.write(Walk.Item(lines: 0))
        // The line stands in the store before the first item has gone.
        let lines = try await database.read { try AuditTable.lines(ListAudit(), in: $0).lines }
        try await writer.write(Walk.Item(lines: lines.count))
      }
    }
    router.handle(Count.self) { _, _ in Count.Reply() }
    let observer = CallObserver(logger: Logger(label: "test"), refusals: refusals)
    return Client(
      InProcessConnection(
        to: Server(router: router, observer: observer), as: Principal(name: name, roles: roles)
      ).client)
  }

  private func lines() async throws -> [ListAudit.Line] {
    try await store.database.read { try AuditTable.lines(ListAudit(), in: $0).lines }
  }

  @Test("a look has a line before its answer goes out, with what the request and the handler name")
  func unary() async throws {
    _ = try await client().call(LookUp(person: "P1"))
    let line = try #require(try await lines().first)
    #expect(line.principal == "pilot" && line.roles == ["operator"] && line.outcome == "SHOWN")
    #expect(line.method == LookUp.method && line.subjects == ["P1", "S1"])
    // Other methods leave none.
    _ = try await client().call(Count())
    #expect(try await lines().count == 1)
  }

  @Test("a service's look in somebody's name names both")
  func inTheNameOf() async throws {
    let options = CallOptions(metadata: [MetadataName.onBehalfOf: "pilot"])
    _ = try await client("evaluation", [.service]).call(LookUp(person: "P1"), options: options)
    let line = try #require(try await lines().first)
    #expect(line.principal == "pilot" && line.caller == "evaluation" && line.roles == ["service"])
  }

  @Test(
    "what showed nothing has no line; a stream has one, before its first item, and if it is empty too"
  )
  func streams() async throws {
    let nothing = await status { try await client().call(LookUp(person: "nobody")) }
    #expect(nothing?.code == .notFound)
    #expect(try await lines().isEmpty)
    var told: [Int] = []
    for try await item in try client().stream(Walk(count: 2)) { told.append(item.lines) }
    #expect(told == [0, 1, 0, 1])
    for try await _ in try client().stream(Walk(count: 0)) {}
    #expect(try await lines().map(\.subjects) == [["all"], ["all"]])
  }

  @Test("if the line cannot be written, nothing is shown")
  func noLine() async throws {
    try await store.database.write { _ = try $0.execute("DROP TABLE audit_head") }
    #expect(await status { try await client().call(LookUp(person: "P1")) } != nil)
    var count = 0
    let failed = await status {
      for try await _ in try client().stream(Walk(count: 2)) { count += 1 }
    }
    #expect(failed != nil && count == 0)
  }

  @Test("refusals at the gate and by a handler are written together, with how often")
  func refused() async throws {
    for _ in 1...3 {
      let refused = await status { try await client("centre", [.structure]).call(Count()) }
      #expect(refused?.details?.reason == "ROLE_NEEDED")
    }
    _ = await status { try await client().call(LookUp(person: "secret")) }
    #expect(try await lines().isEmpty)
    await refusals.write()
    let found = try await lines().sorted { $0.principal < $1.principal }
    #expect(found.map(\.principal) == ["centre", "pilot"])
    #expect(found.map(\.method) == [Count.method, LookUp.method])
    #expect(found.map(\.times) == [3, nil])
    #expect(found.allSatisfy { $0.outcome == "PERMISSION_DENIED" })
    await refusals.write()
    #expect(try await lines().count == 2)
  }

  @Test("a store that takes no lines keeps no refusal from being written later")
  func later() async throws {
    try await store.database.write { _ = try $0.execute("ALTER TABLE audit RENAME TO away") }
    _ = await status { try await client("centre", [.structure]).call(Count()) }
    await refusals.write()
    try await store.database.write { _ = try $0.execute("ALTER TABLE away RENAME TO audit") }
    await refusals.write()
    #expect(try await lines().map(\.principal) == ["centre"])
  }

  @Test("a flood of different refusals keeps its bound, and is counted")
  func bound() async throws {
    let principal = Principal(name: "front", roles: [.service])
    for number in 0..<5000 {
      refusals.note("m.v1/M", by: principal, onBehalfOf: "n\(number)")
    }
    await refusals.write()
    let found = try await store.database.read { transaction in
      try transaction.row("SELECT COUNT(*) AS n, SUM(times) AS s, MAX(times) AS m FROM audit")
        .map { [$0.integer("n"), $0.integer("s"), $0.integer("m")] }
    }
    // 32 by name, and 4,968 together in one line.
    #expect(found == [33, 5000, 4968])
  }

  @Test("the bound holds, and nothing goes uncounted, while the store takes no lines")
  func boundLater() async throws {
    let principal = Principal(name: "front", roles: [.service])
    try await store.database.write { _ = try $0.execute("ALTER TABLE audit RENAME TO away") }
    for round in 0..<3 {
      for number in 0..<100 {
        refusals.note("m.v1/M", by: principal, onBehalfOf: "n\(round)-\(number)")
      }
      await refusals.write()
    }
    try await store.database.write { _ = try $0.execute("ALTER TABLE away RENAME TO audit") }
    await refusals.write()
    let found = try await store.database.read { transaction in
      try transaction.row("SELECT COUNT(*) AS n, SUM(times) AS s FROM audit")
        .map { (lines: $0.integer("n"), times: $0.integer("s")) }
    }
    #expect(found?.times == 300)
    #expect(try #require(found).lines <= 33)
  }

  @Test("whoever may act in several ways is found by the one name, and by each way")
  func ways() async throws {
    for name in ["person:P1", "person:P1/federation", "person:P1/structure/S1", "person:P12"] {
      let options = CallOptions(metadata: [MetadataName.onBehalfOf: name])
      _ = try await client("evaluation", [.service]).call(LookUp(person: "P9"), options: options)
    }
    func count(_ who: String) async throws -> Int {
      try await store.database.read {
        try AuditTable.lines(ListAudit(who: who), in: $0).lines.count
      }
    }
    #expect(try await count("person:P1") == 3)
    #expect(try await count("person:P1/structure/S1") == 1)
    #expect(try await count("evaluation") == 4)
  }
}
