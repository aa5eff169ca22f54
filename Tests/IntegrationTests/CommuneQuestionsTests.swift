import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// What a commune's key reads through the exchange, on acceptance/golden-year.
@Suite("A commune's questions", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct CommuneQuestionsTests {
  private static let day = CivilDate("2025-12-31")!

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func reason(_ body: () async throws -> some Any) async -> String? {
    await status { _ = try await body() }?.details?.reason
  }

  /// The codes that a partner sees: structures and agreements on the last day of 2025, and that year's meetings.
  private func seen(by partner: Partner) async throws -> [[String]] {
    let structures = try await partner.call(ListOwnStructures(asOf: Self.day)).structures
    let agreements = try await partner.call(ListOwnAgreements(asOf: Self.day)).rows
    let meetings = try await partner.call(ListOwnMeetings(year: 2025)).rows
    return [structures.map(\.code), agreements.map(\.code), meetings.map(\.meeting)]
  }

  @Test("each key reads the structures, agreements and meetings of its territory, and no others")
  func territories() async throws {
    // S06 is in Villeurbanne. A06 is the CTG of Villeurbanne, B02 the body that met twice.
    let villeurbanne = try await Partner.join(system, as: "a", territories: ["69266"])
    #expect(try await seen(by: villeurbanne) == [["S06"], ["A06"], ["M04", "M05"]])
    let agreement = try await villeurbanne.call(ListOwnAgreements(asOf: Self.day)).rows.first
    #expect(agreement?.parties == ["PA-CAF", "PA-COM1"] && agreement?.state == "draft")
    let met = try await villeurbanne.call(ListOwnMeetings(year: 2025)).rows.first
    #expect(met?.present == 3 && met?.excused == 1)
    // M05 was cancelled.
    let attended = try await villeurbanne.call(ListOwnMeetings(year: 2025, attended: true)).rows
    #expect(attended.map(\.meeting) == ["M04"])
    // 69152 joined 69149, where S01 and S19 are. S01 is a party of A01, which names no commune; A05 names both codes.
    let former = try await Partner.join(system, as: "b", territories: ["69152"])
    #expect(try await seen(by: former) == [["S01", "S19"], ["A01", "A05"], ["M01", "M02"]])
    // A place of which nothing is kept, and a key of all of 69: S04 lies outside.
    let nothing = try await Partner.join(system, as: "c", territories: ["69001"])
    #expect(try await seen(by: nothing) == [[], [], []])
    let all = try await Partner.join(system, as: "d", territories: ["69"])
    let everything = try await seen(by: all)
    #expect(everything[0].count == 19 && !everything[0].contains("S04"))
    let page = try await all.call(ListOwnStructures(asOf: Self.day, after: "S03", limit: 2))
    #expect(page.structures.map(\.code) == ["S05", "S06"] && page.hasMore)
    for partner in [villeurbanne, former, nothing, all] { await partner.close() }
  }

  @Test("a commune sends facts of its territory, whichever of the two sides has its former code")
  func formerCode() async throws {
    // 69152 joined 69149; B01 names 69152 only.
    let present = try await Partner.join(system, as: "a", territories: ["69149"])
    _ = try await present.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    let meeting = [
      "meeting_code": "M90", "body_code": "B01", "held_on": "2025-03-03", "state": "held",
    ]
    _ = try await present.submit("veille_meetings.csv", [meeting])
    #expect(try await present.outcome("out").data.loaded == 1)
    await present.close()

    // The other way round: S19 is in 69149, and the key names the former code.
    let former = try await Partner.join(system, as: "b", territories: ["69152"])
    _ = try await former.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    let response = ["meeting_code": "M01", "structure_code": "S19", "response": "present"]
    _ = try await former.submit("veille_attendance.csv", [response])
    #expect(try await former.outcome("out").data.refused.isEmpty)
    await former.close()
  }

  @Test("nobody else asks so, no service lets a commune in itself, and each looks it up")
  func refused() async throws {
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    #expect(await reason { try await pilot.call("exchange", ListOwnStructures()) } == "ROLE_NEEDED")
    let commune = try await Caller.join(system, as: "a", .partner, territories: ["69266"])
    for (service, request) in [
      ("registry", ListStructures.method), ("registry", ListAgreements.method),
      ("evaluation", ListYearMeetings.method), ("evaluation", GetPublication.method),
      ("senacs", GetCommuneParticipation.method), ("senacs", GetParticipation.method),
    ] {
      #expect(
        await reason { try await commune.raw(service, request, "{}") } == "ROLE_NEEDED",
        "\(request)")
    }

    // A host whose allow-list does not have the partner.
    let list = "\(system.home)/registry-allow-list.json"
    try FileManager.default.copyItem(atPath: "\(system.home)/allow-list.json", toPath: list)
    system.stop("registry")
    try system.configure("registry") { $0["allowListFile"] = list }
    try system.start("registry")
    let stranger = try await Partner.join(system, as: "b", territories: ["69266"])
    #expect(await reason { try await stranger.call(ListOwnStructures()) } == "ON_BEHALF_UNKNOWN")
    #expect(try await stranger.call(ListOwnMeetings(year: 2025)).rows.count == 2)
    await pilot.close()
    await commune.close()
    await stranger.close()
  }

  /// Brings six structures in Bron, of which four answer the campaign of 2025, and three in Rillieux-la-Pape, which all answer it.
  private func bringCommunes() throws {
    typealias Place = (code: String, commune: String)
    let bron: [Place] = (1...6).map { ("T\($0)", "69029") }
    let rillieux: [Place] = (1...3).map { ("U\($0)", "69286") }
    let places = bron + rillieux
    let folder = "\(system.home)/new"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let structures = places.map {
      "\($0.code);CS;Centre social fictif \($0.code);;;\($0.commune);2024-01-01;;;;"
    }
    let approvals = places.map { "\($0.code);2020-01-01;2029-12-31;true" }
    let answers = places.filter { !["T5", "T6"].contains($0.code) }.map {
      "2025;\($0.code);NEW-\($0.code);2025-05-01T10:00:00Z;validated;100;80"
    }
    let files: [(String, [String])] = [
      (
        "structures.csv",
        [
          "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;"
            + "zone;qpv;closed_on"
        ] + structures
      ),
      ("approvals.csv", ["structure_code;from;to;families"] + approvals),
      (
        "submissions.csv",
        [
          "campaign;structure_code;submission_code;received_at;status;base_items;"
            + "base_items_answered"
        ] + answers
      ),
    ]
    for (file, lines) in files {
      try Data((lines.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
    }
    let loaded = try system.vigie("import", folder, "--fictitious")
    try #require(loaded.code == 0, "\(loaded.output) \(loaded.errors)")
  }

  @Test(
    "participation of six structures is told, that of three is secret; published tables come along")
  func participation() async throws {
    try bringCommunes()
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let bron = try await Partner.join(system, as: "bron", territories: ["69029"])
    let rillieux = try await Partner.join(system, as: "rillieux", territories: ["69286"])

    // S07, in Bron too, is not expected: no approval covers the opening day, 2025-04-01.
    let terminal = try system.vigie(
      "senacs", "communes", "2025", "--commune", "69286", "--lang", "fr")
    #expect(terminal.output.contains("secret (n<5)"), "\(terminal.output) \(terminal.errors)")
    let told = try await bron.call(GetPublished(campaign: "2025"))
    let row = try #require(told.participation.rows.first)
    #expect(told.participation.rows.count == 1 && told.participation.year == 2025)
    #expect(row.expected == 6 && row.answered == 4 && row.secret == nil)
    #expect(told.published == nil)
    let hidden = try await rillieux.call(GetPublished(campaign: "2025")).participation.rows
    #expect(hidden.map(\.commune) == ["69286"])
    #expect(hidden.allSatisfy { $0.expected == nil && $0.answered == nil })
    #expect(hidden.map(\.secret) == ["secret (n<5)"])
    let unknown = await reason { try await bron.call(GetPublished(campaign: "1999")) }
    #expect(unknown == "CAMPAIGN_UNKNOWN")

    let table = PublishedFigures(
      table: "I4",
      rows: [.init(figure: "I4", scope: "all", numerator: 6, denominator: nil)], fictitious: true)
    try await pilot.call(
      "evaluation",
      KeepPublication(year: 2025, campaign: "2025", tables: [table], publish: ["I4"]))
    let published = try await bron.call(GetPublished(campaign: "2025")).published
    #expect(published?.tables == [table] && published?.campaign == "2025")
    await pilot.close()
    for partner in [bron, rillieux] { await partner.close() }
  }
}
