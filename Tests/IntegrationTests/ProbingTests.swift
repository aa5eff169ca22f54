import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite("What refusals say", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ProbingTests {
  private typealias Row = [String: String]

  /// A session and a person.
  private struct Pair: Hashable {
    let session: String
    let person: String
  }

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func golden(_ file: String) throws -> [Row] {
    let text = try String(contentsOfFile: "\(RunningSystem.golden)/\(file)", encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Row(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private func row(_ pair: Pair, _ structure: String) -> Row {
    [
      "session_code": pair.session, "person_code": pair.person, "structure_code": structure,
      "audience": "employee", "status": "present", "half_days_present": "1",
    ]
  }

  /// Returns what is told of each row, in order: `loaded`, or column and code.
  private func told(_ partner: Partner, _ file: String, _ rows: [Row]) async throws -> [String] {
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    _ = try await partner.submit(file, rows)
    let outcome = try await partner.outcome("out").data
    // The counts must not give away what the rows do not say.
    #expect(outcome.loaded == rows.count - outcome.refused.count && outcome.unchanged == 0)
    return rows.indices.map { index in
      outcome.refused.first { $0.row == index + 2 }.map { "\($0.column) \($0.code)" } ?? "loaded"
    }
  }

  /// Returns pairs whose person attends the session, and as many whose person does not; no person has posts at the given
  /// structure alone.
  private func pairs(
    beyond structure: String, _ count: Int
  ) throws -> (attending: [Pair], absent: [Pair]) {
    let posts = Dictionary(grouping: try golden("mandates.csv")) { $0["person_code"] ?? "" }
      .mapValues { Set($0.compactMap { $0["structure_code"] }) }
    let attendance = try golden("attendance.csv").filter { $0["structure_code"] != structure }
    let attending = attendance.map {
      Pair(session: $0["session_code"] ?? "", person: $0["person_code"] ?? "")
    }.filter { posts[$0.person] != [structure] }.prefix(count)
    let known = Set(
      try golden("attendance.csv").map {
        Pair(session: $0["session_code"] ?? "", person: $0["person_code"] ?? "")
      })
    let sessions = Set(known.map(\.session)).sorted()
    let absent = attending.compactMap { pair in
      sessions.lazy.map { Pair(session: $0, person: pair.person) }.first { !known.contains($0) }
    }
    return (Array(attending), absent)
  }

  @Test("a commune that asks who attends what is told the same of all: 25 pairs of 25")
  func attendance() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let (attending, absent) = try pairs(beyond: "S06", 25)
    try #require(attending.count == 25 && absent.count == 25)
    // P01 has a post at S06 too, but attends on behalf of S01.
    try #require(attending.contains(Pair(session: "T01", person: "P01")))
    let nobody = attending.enumerated().map { Pair(session: $1.session, person: "Z\($0)") }

    var found: Set<String> = []
    for pairs in [attending, absent, nobody] {
      found.formUnion(try await told(partner, "attendance.csv", pairs.map { row($0, "S06") }))
    }

    #expect(found == ["person_code UNKNOWN_PERSON"])
    await partner.close()
  }

  @Test(
    "of a structure's own people nothing is told of what is there, and nothing of others is changed"
  )
  func ownPeople() async throws {
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let structure = try await pilot.call(
      "registry", GetStructure(code: "S01", asOf: .today)
    ).structure
    let partner = try await Partner.join(
      system, as: "commune", territories: [structure.commune])
    // P03 has posts at S01 alone, but attends T08 on behalf of S09. The other rows are new.
    let stranger = FactReference("attendance.csv", "T08", "P03")
    let before = try await pilot.call("training", ReadFacts(facts: [stranger])).facts
    try #require(before.first?.cells["structure_code"] == "S09")
    let pairs = ["T08", "T09", "T10"].map { Pair(session: $0, person: "P03") }

    for _ in 1...2 {
      #expect(
        try await told(partner, "attendance.csv", pairs.map { row($0, "S01") })
          == ["loaded", "loaded", "loaded"])
    }

    #expect(try await pilot.call("training", ReadFacts(facts: [stranger])).facts == before)
    let new = FactReference("attendance.csv", "T09", "P03")
    let fact = try await pilot.call("training", ReadFacts(facts: [new])).facts.first
    #expect(fact?.cause.hasPrefix("submission/") == true && fact?.version == 1)
    await partner.close()
    await pilot.close()
  }

  @Test("a partner without territories is told nothing of people either")
  func uncut() async throws {
    let partner = try await Partner.join(system, as: "departement")
    // P12 attends T01 exactly as this row says, and T02 not at all. Z1 does not exist, and P60 has no post.
    let there = try #require(try golden("attendance.csv").first { $0["person_code"] == "P12" })
    let rows = [
      there, row(Pair(session: "T02", person: "P12"), "S14"),
      row(Pair(session: "T01", person: "Z1"), "S14"),
      row(Pair(session: "T01", person: "P60"), "S14"),
    ]
    #expect(
      try await told(partner, "attendance.csv", rows) == [
        "loaded", "loaded", "person_code UNKNOWN_PERSON", "person_code UNKNOWN_PERSON",
      ])
    await partner.close()
  }

  @Test("a meeting of a body beyond the territory is as unknown as one that is not there")
  func meetings() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    // M01 and M02 are meetings of body B01, in Pierre-Bénite, outside the partner's territory.
    let rows = ["M01", "M02", "NOPE"].map {
      ["meeting_code": $0, "structure_code": "S06", "response": "present"]
    }
    #expect(
      Set(try await told(partner, "veille_attendance.csv", rows))
        == ["meeting_code UNKNOWN_MEETING"])
    await partner.close()
  }
}

extension CivilDate {
  fileprivate static var today: CivilDate { Instant.now.parisDay }
}
