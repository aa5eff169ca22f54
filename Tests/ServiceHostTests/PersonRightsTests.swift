import CentreNetwork
import Contracts
import FactKinds
import Logging
import RPCContract
import Storage
import Testing
import Values

@testable import ServiceHost

@Suite("What a person may do")
struct PersonRightsTests {
  /// The day asked about.
  static let day = CivilDate("2026-03-15")!

  private static func period(_ from: String, _ to: String?) -> Period {
    Period(from: CivilDate(from)!, to: to.flatMap { CivilDate($0) })!
  }

  private func grant(
    _ role: GrantRole, on territory: String? = nil, for structure: String? = nil,
    from: String = "2026-01-01", to: String? = nil
  ) -> PersonRights.Grant {
    PersonRights.Grant(
      role: role, territory: territory, structure: structure, period: Self.period(from, to))
  }

  private func post(
    _ function: MandateFunction, at structure: String = "S1", from: String = "2026-01-01",
    to: String? = nil, interim: Bool = false
  ) -> Mandate {
    Mandate(
      personCode: "P1", structureCode: structure, function: function,
      period: Self.period(from, to), interim: interim)
  }

  private func rights(
    _ grants: [PersonRights.Grant] = [], posts: [Mandate] = []
  ) -> PersonRights {
    PersonRights(grants: grants, mandates: posts, on: Self.day)
  }

  @Test("who has neither a grant nor a post may do nothing")
  func nothing() {
    let found = rights()
    #expect(found.roles.isEmpty && found.structures.isEmpty && found.limits.isEmpty)
  }

  @Test(
    "a grant is in force from its first day to its last, both included",
    arguments: [
      ("2026-03-15", "2026-03-15", true), ("2026-03-15", nil, true),
      // It begins the day after, and ended the day before.
      ("2026-03-16", nil, false), ("2026-01-01", "2026-03-14", false),
    ] as [(String, String?, Bool)])
  func days(_ from: String, _ to: String?, _ isInForce: Bool) {
    let found = rights([grant(.operator, from: from, to: to)])
    #expect(found.roles == (isInForce ? [.operator] : []))
  }

  @Test("directors, family referents and coordinators act for their structure; an interim too")
  func posts() {
    for function in [MandateFunction.director, .familyReferent, .coordinator] {
      for interim in [false, true] {
        let found = rights(posts: [post(function, interim: interim)])
        #expect(found.roles == [.structure] && found.structures == ["S1"], "\(function)")
      }
    }
    #expect(rights(posts: [post(.other)]).roles.isEmpty)
    // The first post ended the day before, and the second begins the day after.
    let others = [
      post(.director, to: "2026-03-14"), post(.director, at: "S2", from: "2026-03-16"),
    ]
    #expect(rights(posts: others).structures.isEmpty)
  }

  @Test("structures of grants and of posts add up")
  func structures() {
    let found = rights(
      [grant(.structure, for: "S3"), grant(.structure, for: "S4", to: "2026-02-28")],
      posts: [post(.director), post(.coordinator, at: "S2"), post(.other, at: "S5")])
    #expect(found.roles == [.structure])
    // S4's grant is over, and another post than those three, as in S5, allows nothing.
    #expect(found.structures == ["S1", "S2", "S3"])
    #expect(found.territories == nil)
  }

  @Test("a role is limited to the territories of its grants, unless one of them has none")
  func territories() {
    let limited = [grant(.federation, on: "69D"), grant(.federation, on: "69266")]
    #expect(rights(limited).roles == [.federation])
    #expect(rights(limited).limits == [.federation: ["69266", "69D"]])
    #expect(rights(limited).territories == ["69266", "69D"])
    #expect(rights(limited + [grant(.federation)]).territories == nil)
    // The grant without a limit ended at the end of February.
    let past = grant(.federation, to: "2026-02-28")
    #expect(rights(limited + [past]).territories == ["69266", "69D"])
  }

  @Test("the limit of one role says nothing of another, and of structures neither")
  func severalRoles() {
    let found = rights(
      [grant(.operator, on: "69M"), grant(.auditor), grant(.structure, for: "S3")])
    #expect(found.roles == [.operator, .auditor, .structure])
    #expect(found.limits == [.operator: ["69M"]])
    #expect(found.territories == ["69M"])
  }
}

@Suite("Grants in a service that follows the registry", .timeLimit(.minutes(1)))
struct GrantReaderTests {
  private let store: Store

  init() async throws {
    store = try Store([])
    try await store.database.write { transaction in
      for step in NetworkTables.migrations.flatMap(\.statements) { try transaction.execute(step) }
    }
  }

  /// Takes an event of the registry, of one row.
  private func tell(_ name: String, _ row: String, as outcome: String = "recorded") async throws {
    let payload = #"{"recordedAt":"2026-01-01T12:00:00Z","\#(name)":[\#(row)]}"#
    try await store.database.write { transaction in
      try NetworkProjection().apply(
        FollowedEvent(
          position: FeedPosition(epoch: "e", sequence: 1),
          topic: "vigie.registry.v1.\(name)-\(outcome)", payload: payload,
          recordedAt: transaction.recordedAt), in: transaction)
    }
  }

  private func rights(_ person: String = "P1") async throws -> PersonRights? {
    try await store.database.read { transaction in
      try GrantReader().rights(of: person, on: PersonRightsTests.day, in: transaction)
    }
  }

  private static let structure = """
    {"code":"S1","commune":"69266","communeAsOf":"2024-01-01","fictitious":true,"id":"i","kind":"CS",\
    "name":"n"}
    """
  private static let federation =
    #"{"personCode":"P1","role":"federation","from":"2026-01-01"}"#

  @Test("are read with the person's posts; a record that is withdrawn counts for nothing")
  func reading() async throws {
    #expect(try await rights() == nil)
    try await tell("people", #"{"id":"i","code":"P1"}"#)
    #expect(try await rights()?.roles == [])
    #expect(try await rights("P2") == nil)

    try await tell("structures", Self.structure)
    try await tell(
      "mandates",
      #"{"personCode":"P1","structureCode":"S1","function":"director","from":"2026-01-01","interim":false}"#
    )
    try await tell("grants", Self.federation)
    try await tell(
      "grants", #"{"personCode":"P1","role":"auditor","territory":"69M","from":"2026-01-01"}"#)
    let all = try #require(try await rights())
    #expect(all.roles == [.structure, .federation, .auditor] && all.structures == ["S1"])
    #expect(all.limits == [.auditor: ["69M"]])

    try await tell("grants", Self.federation, as: "withdrawn")
    try await tell("structures", Self.structure, as: "withdrawn")
    let rest = try #require(try await rights())
    #expect(rest.roles == [.auditor] && rest.structures.isEmpty)
    try await tell("people", #"{"id":"i","code":"P1"}"#, as: "withdrawn")
    #expect(try await rights() == nil)
  }

  @Test("of entries that are one person are that person's, until the merge is taken back")
  func merged() async throws {
    for code in ["P1", "P2"] { try await tell("people", #"{"id":"i","code":"\#(code)"}"#) }
    try await tell("grants", Self.federation)
    #expect(try await rights("P2")?.roles == [])
    try await tell("merges", #"{"personCode":"P1","keptCode":"P2"}"#)
    for code in ["P1", "P2"] { #expect(try await rights(code)?.roles == [.federation]) }
    try await tell("merges", #"{"personCode":"P1"}"#)
    #expect(try await rights("P2")?.roles == [])
    #expect(try await rights("P1")?.roles == [.federation])
  }

  @Test("of a role or a limit that this version does not know grant nothing")
  func unknown() async throws {
    try await tell("people", #"{"id":"i","code":"P1"}"#)
    try await tell("structures", Self.structure)
    for cells in [
      #""role":"minister""#, #""role":"operator","structure":"S1""#,
      #""role":"structure""#, #""role":"structure","structure":"S1","territory":"69M""#,
    ] {
      try await tell("grants", #"{"personCode":"P1",\#(cells),"from":"2026-01-01"}"#)
    }
    #expect(try await rights()?.roles == [])
  }

  @Test("that the registry told before this service understood them are read from its feed once")
  func backfill() async throws {
    try await tell("people", #"{"id":"i","code":"P1"}"#)
    try await store.database.write { transaction in
      // As the migration leaves a store that has a network already.
      try transaction.execute("DELETE FROM network_notes WHERE name = 'grants'")
      try transaction.setCursor(of: "registry", to: FeedPosition(epoch: "e", sequence: 1))
    }
    let item = ReadFeed.Item(
      epoch: "e", sequence: 1, topic: "vigie.registry.v1.grants-recorded",
      recordedAt: Instant("2026-01-01T11:00:00Z"),
      payload: #"{"grants":[\#(Self.federation)],"recordedAt":"2026-01-01T11:00:00Z"}"#)
    // The feed is read once for the codes that are meant, and once for their records.
    let registry = Peer([.items([item]), .items([item])])
    await NetworkBackfill(
      client: registry.client, projection: NetworkProjection(), database: store.database,
      logger: Logger(label: "test")
    ).run()

    #expect(try await rights()?.roles == [.federation])
    let notes = try await store.database.read { try NetworkNotesTable.names(in: $0) }
    #expect(notes.contains(NetworkNotesTable.grants) && registry.asked.count == 2)
  }
}
