import CentreNetwork
import Contracts
import Testing
import TrainingDomain
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// A mandate in the structure S, as director and for good unless something else is said.
private func mandate(
  _ person: String, _ from: String, _ to: String? = nil, interim: Bool = false,
  as function: MandateFunction = .director
) -> Mandate {
  Mandate(
    personCode: person, structureCode: "S", function: function,
    period: Period(from: day(from), to: to.map(day))!, interim: interim)
}

@Suite("Structures that need a training")
struct NeedsTests {
  /// Returns what is said on a day of the structure S, which is approved from 2015 to 2030. Of `trained` each person was trained in a
  /// session that ended on the day beside.
  private func row(
    _ mandates: [Mandate], trained: KeyValuePairs<String, String> = [:], on text: String
  ) throws -> ListNeeds.Row {
    let network = Network(
      structures: [
        Structure(
          code: "S", kind: .centreSocial, name: "S", commune: "69264",
          communeAsOf: day("2024-01-01"), closedOn: nil)
      ],
      approvals: [
        Approval(
          structureCode: "S", period: Period(from: day("2015-01-01"), to: day("2030-12-31"))!,
          families: false)
      ], communes: RandomNetwork.communes)
    let sessions = trained.map { person, last in
      (
        "T-\(person)-\(last)",
        Session(
          state: .held, qualifying: true, lastDay: day(last), halfDays: 5,
          halfDayHours: Quantity(3), headcount: nil)
      )
    }
    let facts = TrainingFacts(
      network: network, mandates: Mandates(mandates, in: network),
      sessions: Dictionary(uniqueKeysWithValues: sessions),
      // Four of five half-days are 80 %, which is enough.
      attendance: trained.map { person, last in
        Attendance(
          sessionCode: "T-\(person)-\(last)", personCode: person, structureCode: nil,
          audience: .employee, status: .present, halfDaysPresent: 4)
      }, days: day("2020-01-01")...day("2020-01-01"))
    let rows = Needs.rows(on: day(text), rules: RuleBook.all[0], facts: facts)
    return try #require(rows.first)
  }

  /// What is said of the director: the person, since when, and the reason.
  private func director(_ mandates: [Mandate], on text: String) throws -> [String?] {
    let told = try row(mandates, on: text)
    return [told.director, told.since?.iso, told.directorReason]
  }

  // The mandates and days of these are those of acceptance/golden-year, with its worked-out rows.
  @Test("a renewal within 31 days is no new director, one after 32 is")
  func renewals() throws {
    // S02, S03, and S15 and S13 whose mandates overlap.
    #expect(
      try director(
        [mandate("P04", "2020-01-01", "2025-02-28"), mandate("P04", "2025-03-31")],
        on: "2025-12-31") == ["P04", "2020-01-01", nil])
    #expect(
      try director(
        [mandate("P05", "2020-01-01", "2025-04-30"), mandate("P05", "2025-06-01")],
        on: "2025-12-31") == ["P05", "2025-06-01", "NEW_DIRECTOR"])
    #expect(
      try director(
        [mandate("P13", "2024-06-01", "2025-06-30"), mandate("P13", "2025-06-01")],
        on: "2025-12-31") == ["P13", "2024-06-01", nil])
    let s13 = [
      mandate("P10", "2020-01-01", "2025-12-31"), mandate("P10", "2025-02-01", "2025-06-30"),
      mandate("P10", "2026-01-20"),
    ]
    #expect(try director(s13, on: "2025-05-01") == ["P10", "2020-01-01", nil])
    #expect(try director(s13, on: "2026-12-31") == ["P10", "2020-01-01", nil])
  }

  @Test("who fills in after a mandate of their own is an interim from that day on")
  func interim() throws {
    // S17.
    #expect(
      try director(
        [
          mandate("P14", "2019-01-01", "2025-09-15"),
          mandate("P14", "2025-09-20", "2025-12-31", interim: true),
        ], on: "2025-12-31") == ["P14", "2025-09-20", "INTERIM"])
    // The interim is renewed; the interim of somebody else is another one.
    #expect(
      try director(
        [
          mandate("P1", "2025-01-01", "2025-03-31", interim: true),
          mandate("P2", "2025-04-01", "2025-06-30", interim: true),
          mandate("P2", "2025-07-01", interim: true),
        ], on: "2025-12-31") == ["P2", "2025-04-01", "INTERIM"])
  }

  @Test("of several directors the last to come counts, then the smallest code, an interim last")
  func several() throws {
    let two = [mandate("P2", "2020-01-01"), mandate("P1", "2020-01-01")]
    #expect(try director(two, on: "2025-12-31") == ["P1", "2020-01-01", nil])
    #expect(
      try director(two + [mandate("P3", "2021-01-01")], on: "2025-12-31")
        == ["P3", "2021-01-01", nil])
    #expect(
      try director(two + [mandate("P4", "2025-12-01", interim: true)], on: "2025-12-31")
        == ["P1", "2020-01-01", nil])
    // Other functions direct nothing.
    let others = [
      mandate("P5", "2020-01-01", as: .coordinator),
      mandate("P6", "2020-01-01", as: .familyReferent),
      mandate("P7", "2020-01-01", as: .other),
    ]
    #expect(try director(others, on: "2025-12-31") == [nil, nil, "VACANT"])
  }

  @Test("a mandate counts from its first day to its last, both included")
  func vacancy() throws {
    // S07: P27 leaves the day before D, P28 begins the day after.
    let s07 = [mandate("P27", "2022-03-01", "2025-12-30"), mandate("P28", "2026-01-01")]
    #expect(try director(s07, on: "2025-12-30") == ["P27", "2022-03-01", nil])
    #expect(try director(s07, on: "2025-12-31") == [nil, nil, "VACANT"])
    #expect(try director(s07, on: "2026-01-01") == ["P28", "2026-01-01", "NEW_DIRECTOR"])
  }

  @Test("a director is new for 12 months, clipped to the month's last day")
  func newDirectors() throws {
    let since = [mandate("P", "2024-12-31")]
    #expect(try row(since, on: "2025-12-30").reason == "NEW_DIRECTOR")
    #expect(try row(since, on: "2025-12-31").reason == "NEVER")
    // 12 months before 2024-02-29 is 2023-02-28.
    #expect(try row([mandate("P", "2023-02-28")], on: "2024-02-29").reason == "NEVER")
    #expect(try row([mandate("P", "2023-03-01")], on: "2024-02-29").reason == "NEW_DIRECTOR")
  }

  @Test("a training counts for 48 months; after that it has expired")
  func expiry() throws {
    // S01 on 2026-12-31: P03 was trained in a session that ended on 2021-12-31.
    let posts = [mandate("P03", "2020-01-01")]
    #expect(try row(posts, trained: ["P03": "2021-12-31"], on: "2025-12-30").reason == nil)
    #expect(try row(posts, trained: ["P03": "2021-12-31"], on: "2025-12-31").reason == "EXPIRED")
    // A session that ends after D is not seen, and a later one makes up for the first.
    #expect(
      try row(posts, trained: ["P03": "2021-12-31", "P03": "2026-01-02"], on: "2025-12-31").reason
        == "EXPIRED")
    #expect(
      try row(posts, trained: ["P03": "2021-12-31", "P03": "2025-12-31"], on: "2025-12-31").reason
        == nil)
  }

  @Test("where those who were trained have left, that is the reason")
  func leaving() throws {
    // S05 on 2026-12-31: P06 was trained and left.
    let s05 = [mandate("P06", "2025-01-01", "2025-05-31"), mandate("P08", "2025-11-01")]
    #expect(try row(s05, trained: ["P06": "2025-11-28"], on: "2026-12-31").reason == "LEFT")
    #expect(try row(s05, on: "2026-12-31").reason == "NEVER")
    // A post that begins after D, an interim and another function do not count.
    let others = [
      mandate("P1", "2020-01-01"), mandate("P2", "2026-01-01", as: .coordinator),
      mandate("P3", "2020-01-01", interim: true), mandate("P4", "2020-01-01", as: .other),
    ]
    let trained: KeyValuePairs = ["P2": "2025-01-01", "P3": "2025-01-01", "P4": "2025-01-01"]
    #expect(try row(others, trained: trained, on: "2025-12-31").reason == "NEVER")
    #expect(try row(others, trained: trained, on: "2026-01-01").reason == nil)
  }

  @Test("the director's reason comes first, and is told where a coordinator is trained too")
  func order() throws {
    // S20 on 2026-12-31: no director, and P15, the coordinator, is trained.
    let s20 = [mandate("P15", "2023-04-01", as: .coordinator)]
    let told = try row(s20, trained: ["P15": "2025-11-28"], on: "2026-12-31")
    #expect(told.directorReason == "VACANT" && told.reason == nil)
    #expect(told.endsOn == day("2030-12-31"))
    let expired = try row(s20, trained: ["P15": "2021-11-28"], on: "2026-12-31")
    #expect(expired.reason == "VACANT")
  }

  @Test("needs are the rest of I4, and the unreached the rest of I2d", arguments: 0..<200)
  func rest(_ seed: Int) {
    let random = RandomNetwork(seed: UInt64(seed))
    let query = FigureQuery(year: 2025, from: CivilDate("2024-01-01"))
    let figures = TrainingFigures.compute(
      query, rules: RuleBook.all[0], facts: random.training
    ).filter { $0.scope == "all" }
    let rows = Needs.rows(on: query.asOf, rules: RuleBook.all[0], facts: random.training)
    let inPost = figures.first { $0.code == "I4" }
    #expect(inPost?.denominator == Quantity(rows.count))
    #expect(inPost?.numerator == Quantity(rows.count { $0.reason == nil }))
    let unreached = Unreached.rows(query, facts: random.training)
    let reached = figures.first { $0.code == "I2d" }
    #expect(
      reached.map { $0.numerator + Quantity(unreached.count) == $0.denominator } == true)
  }
}

@Suite("Structures that no training has reached")
struct UnreachedTests {
  @Test("they are listed as they are on the last day, if they are active then and nobody came")
  func rows() {
    func structure(
      _ code: String, _ kind: StructureKind = .centreSocial, federated: Bool? = nil,
      from: String? = nil
    ) -> Structure {
      Structure(
        code: code, kind: kind, name: code, commune: "69264", communeAsOf: day("2024-01-01"),
        closedOn: nil, federated: federated, validFrom: from.map(day))
    }
    let structures = [
      structure("A", federated: true), structure("B"),
      // C became an EVS of the federation within the days asked about.
      structure("C", federated: false),
      structure("C", .espaceDeVieSociale, federated: true, from: "2025-06-01"),
      structure("D"), structure("E"),
    ]
    let network = Network(
      structures: structures,
      // The approval of D ends the day before the last day.
      approvals: ["A", "B", "C", "D", "E"].map {
        Approval(
          structureCode: $0,
          period: Period(from: day("2020-01-01"), to: $0 == "D" ? day("2025-12-30") : nil)!,
          families: false)
      }, communes: RandomNetwork.communes)
    func session(_ last: String) -> Session {
      Session(
        state: .held, qualifying: true, lastDay: day(last), halfDays: 5,
        halfDayHours: Quantity(3), headcount: nil)
    }
    func there(_ session: String, _ structure: String?, _ halfDays: Int) -> Attendance {
      Attendance(
        sessionCode: session, personCode: "P", structureCode: structure, audience: .employee,
        status: .present, halfDaysPresent: halfDays)
    }
    let days = day("2025-01-01")...day("2025-12-31")
    let facts = TrainingFacts(
      network: network, mandates: Mandates([], in: network),
      sessions: ["T1": session("2025-12-31"), "T2": session("2026-01-02")],
      attendance: [
        // One half-day is enough; none, a session that ends later, and no structure are not.
        there("T1", "A", 1), there("T1", "B", 0), there("T2", "E", 5), there("T1", nil, 5),
      ], days: days)

    let rows = Unreached.rows(
      FigureQuery(year: 2025, from: days.lowerBound, to: days.upperBound), facts: facts)

    #expect(
      rows == [
        .init(
          structure: "B", kind: "CS", ctcd: "69D", federated: nil, name: "B",
          commune: "Villefranche"),
        .init(
          structure: "C", kind: "EVS", ctcd: "69D", federated: true, name: "C",
          commune: "Villefranche"),
        .init(
          structure: "E", kind: "CS", ctcd: "69D", federated: nil, name: "E",
          commune: "Villefranche"),
      ])
  }
}
