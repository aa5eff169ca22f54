import CentreNetwork
import Contracts
import EvaluationDomain
import RegistryDomain
import Testing
import TrainingDomain
import Values

/// Checks that the measures beside the figures agree with the figures, and with numbers worked out by hand.
@Suite("Measures beside the figures")
struct MeasureTests {
  @Test("turnover counts I3a's structures, in every scope and year", arguments: 0..<200)
  func sameStructures(_ seed: Int) {
    let random = RandomNetwork(seed: UInt64(seed))
    for year in 2022...2026 {
      let query = FigureQuery(year: Year(clamping: year))
      let figures = RegistryFigures.compute(
        query, network: random.network, mandates: random.mandates)
      let rows = Turnover.rows(
        query, network: random.network, mandates: random.mandates, causes: [:])
      #expect(rows.count == 10)
      for row in rows {
        let figure = figures.first {
          $0.code == "I3a-\(row.function)" && $0.scope == row.scope
        }
        #expect(figure?.numerator == Quantity(row.structuresLeft), "\(year) \(row)")
        #expect(figure?.denominator == Quantity(row.structures), "\(year) \(row)")
        #expect(row.causes == ["not_communicated": row.departures].merging(none) { a, _ in a })
        #expect(row.departures >= row.structuresLeft && row.departures >= row.peopleLeft)
      }
      let all = rows.filter { $0.scope == "all" }
      for whole in all {
        for parts in [["kind:CS", "kind:EVS"], ["ctcd:69M", "ctcd:69D"]] {
          let own = rows.filter { $0.function == whole.function && parts.contains($0.scope) }
          #expect(own.map(\.departures).reduce(0, +) == whole.departures)
          #expect(own.map(\.arrivals).reduce(0, +) == whole.arrivals)
          #expect(own.map(\.tenure.count).reduce(0, +) == whole.tenure.count)
        }
      }
    }
  }

  private var none: [String: Int] {
    Dictionary(uniqueKeysWithValues: GetTurnover.causes.map { ($0, 0) })
  }

  private static func network(_ codes: [String]) -> Network {
    Network(
      structures: codes.map {
        Structure(
          code: $0, kind: $0 < "T" ? .centreSocial : .espaceDeVieSociale, name: $0,
          commune: "69264", communeAsOf: CivilDate("2023-01-01")!, closedOn: nil)
      },
      approvals: codes.map {
        Approval(
          structureCode: $0, period: Period(from: CivilDate("2010-01-01")!, to: nil)!,
          families: true)
      }, communes: RandomNetwork.communes)
  }

  private static func mandate(
    _ person: String, _ structure: String, _ from: CivilDate, _ to: CivilDate?,
    interim: Bool = false
  ) -> Mandate {
    Mandate(
      personCode: person, structureCode: structure, function: .director,
      period: Period(from: from, to: to)!, interim: interim)
  }

  @Test("twenty who came one a month and left after as many months: the median by hand")
  func tenure() {
    // S01…S20 each have one director, in post from 2020-01-01; the k-th leaves after 100 k days. At the end of 2024 each has
    // been followed for 1,827 days, so 18 have left (after 1,800 days at most) and 2 are still in post.
    let codes = (1...20).map { "S" + ($0 < 10 ? "0" : "") + String($0) }
    let start = CivilDate("2020-01-01")!
    let mandates = zip(1...20, codes).map { number, code in
      Self.mandate("P\(code)", code, start, start.adding(days: 100 * number - 1))
    }
    let network = Self.network(codes)
    let rows = Turnover.rows(
      FigureQuery(year: 2024), network: network, mandates: Mandates(mandates, in: network),
      causes: Dictionary(uniqueKeysWithValues: mandates.map { ($0, "mobility") }))
    let row = rows.first { $0.function == "director" && $0.scope == "all" }
    // 2024 is the days 1,462 to 1,827 of each mandate. Those of 1,500, 1,600, 1,700 and 1,800 days end in it; the six from the
    // 15th on are in post when it begins.
    #expect(row?.departures == 4 && row?.causes?["mobility"] == 4 && row?.arrivals == 0)
    #expect(row?.peopleInPost == 6)
    // Rotation: (0 arrivals + 4 departures) ÷ 2 ÷ 6 people in post.
    #expect(row?.rotation?.value?.text == "0.333333")
    #expect(row?.tenure.count == 20 && row?.tenure.ends == 18)
    // After 1,000 days ten of the twenty mandates have ended.
    #expect(row?.tenure.median == 1000)
  }

  @Test("a shared director who leaves two structures is two departures and one person")
  func shared() {
    let day = CivilDate("2025-06-30")!
    let mandates = ["S1", "S2"].map {
      Self.mandate("P", $0, CivilDate("2020-01-01")!, day)
    }
    let network = Self.network(["S1", "S2"])
    let row = Turnover.rows(
      FigureQuery(year: 2025), network: network, mandates: Mandates(mandates, in: network),
      causes: [:])[0]
    #expect(row.departures == 2 && row.peopleLeft == 1 && row.peopleInPost == 1)
    // Rotation: (0 + 1) ÷ 2 ÷ 1.
    #expect(row.rotation?.value?.text == "0.5")
  }

  @Test(
    "I4 counts the structures with somebody that retention knows as trained", arguments: 0..<200)
  func sameTrained(_ seed: Int) {
    let random = RandomNetwork(seed: UInt64(seed))
    let query = FigureQuery(year: 2025)
    let retention = Retention(on: query.asOf, facts: random.training)
    // No session of these networks ends before 2022-01-01, so all lie within the 48 months.
    let expected = random.network.active(on: query.asOf).filter { place in
      random.mandates.at(place).contains {
        !$0.interim && $0.period.contains(query.asOf) && retention.trained[$0.personCode] != nil
      }
    }
    let figure = TrainingFigures.compute(
      query, rules: RuleBook.all[0], facts: random.training
    ).first { $0.code == "I4" && $0.scope == "all" }
    #expect(figure?.numerator == Quantity(expected.count))
    let all = retention.rows.first { $0.scope == "all" }
    #expect(all?.stay.count == retention.trained.count - retention.withoutPost.count)
  }

  /// Builds the retention of ten people who leave a year after a training, ten who stay, one who goes on elsewhere, and three
  /// who are not followed.
  private static func retention(pause: Int) -> Retention {
    let origin = CivilDate("2024-01-10")!
    let start = CivilDate("2023-01-01")!
    var mandates: [Mandate] = []
    for number in 1...10 {
      mandates.append(mandate("A\(number)", "S", start, origin.adding(days: 364)))
      mandates.append(mandate("B\(number)", "S", start, nil))
    }
    // C goes on in an EVS after a pause. D is only an interim, E has no post, and F attended too little; none of them is
    // followed.
    mandates.append(mandate("C", "S", start, origin.adding(days: 99)))
    mandates.append(mandate("C", "T", origin.adding(days: 99 + pause), nil))
    mandates.append(mandate("D", "S", start, nil, interim: true))
    mandates.append(mandate("F", "S", start, nil))
    let people = (1...10).flatMap { ["A\($0)", "B\($0)"] } + ["C", "D", "E"]
    func row(_ session: String, _ person: String, _ halfDays: Int) -> Attendance {
      Attendance(
        sessionCode: session, personCode: person, structureCode: nil, audience: .employee,
        status: .present, halfDaysPresent: halfDays)
    }
    func session(_ day: CivilDate) -> Session {
      Session(
        state: .held, qualifying: true, lastDay: day, halfDays: 5, halfDayHours: Quantity(3),
        headcount: nil)
    }
    let network = network(["S", "T"])
    return Retention(
      on: origin.adding(days: 799),
      facts: TrainingFacts(
        network: network, mandates: Mandates(mandates, in: network),
        sessions: ["T1": session(origin), "T2": session(origin.adding(days: 50))],
        attendance: people.map { row("T1", $0, 4) } + people.map { row("T2", $0, 5) }
          + [row("T1", "F", 3)], days: origin...origin.adding(days: 800)))
  }

  @Test("who left a year after the training, who stays, and who cannot be followed")
  func halfLife() throws {
    let retention = Self.retention(pause: 31)
    // 4 of 5 half-days are the four fifths that are needed; 3 are too few. Of two sessions the first counts.
    #expect(retention.trained.count == 23 && retention.trained["F"] == nil)
    #expect(retention.trained["A1"] == CivilDate("2024-01-10"))
    #expect(retention.withoutPost == ["D", "E"])
    let stay = try #require(retention.rows.first { $0.scope == "all" }).stay
    // Ten are last in post 364 days after the training, so the 365th is their first day without a post. The other eleven are
    // followed for 800 days.
    #expect(stay.count == 21 && stay.ends == 10 && stay.state == "MORE_THAN_HALF_GO_ON")
    let shares = try #require(stay.shares)
    #expect(shares.map(\.months) == [6, 12, 24, 36, 48])
    #expect(shares.map(\.atRisk) == [21, 21, 11, 0, 0])
    // After 365 days 11 of 21 go on, and nobody has been followed for 1,096 days.
    #expect(shares.map { $0.share?.text } == ["1", "0.52381", "0.52381", nil, nil])
    #expect(shares[0].lowest == nil && shares[1].lowest != nil)
    // On the day of the training all were in S, a centre social of 69D, and nobody was in an EVS.
    let counts = Dictionary(
      uniqueKeysWithValues: retention.rows.map { ($0.scope, $0.stay.count) })
    #expect(
      counts == ["all": 21, "kind:CS": 21, "kind:EVS": 0, "ctcd:69M": 0, "ctcd:69D": 21])
    #expect(retention.rows.first { $0.scope == "kind:EVS" }?.stay.state == "TOO_FEW")
  }

  @Test("a pause of 32 days ends a stay: then half have left after a year")
  func pause() throws {
    let stay = try #require(Self.retention(pause: 32).rows.first { $0.scope == "all" }).stay
    // C's first day without a post is the 100th: 20 of 21 go on. Ten more leave on the 365th: 10 of 21.
    #expect(stay.ends == 11 && stay.median == 365 && stay.state == "ESTIMATED")
    #expect(stay.shares?.map { $0.share?.text }[0...1] == ["0.952381", "0.47619"])
  }

  @Test("what is declared and what was observed, each way")
  func declared() {
    func answer(_ code: String, _ level: Int?, _ veille: Bool?) -> Answer {
      Answer(
        year: 2025, structureCode: code, answeredOn: CivilDate("2025-10-01")!,
        trainingActions: [], senacsUseLevel: level, partnershipLevel: 2, veilleDeclared: veille)
    }
    let given = [
      answer("S1", 1, true), answer("S2", 0, false), answer("S3", 2, true),
      answer("S4", 0, false), answer("S5", nil, nil), answer("S6", 3, true),
    ]
    let network = Self.network(["S1", "S2", "S3", "S4", "S5", "S6", "S7"])
    let facts = EvaluationFacts(
      in: network, answers: given,
      bodies: ["B": VeilleBody(communes: ["69264"], communesAsOf: CivilDate("2025-01-01")!)],
      meetings: [
        "M": VeilleMeeting(bodyCode: "B", heldOn: CivilDate("2025-05-01")!, state: .held),
        "N": VeilleMeeting(bodyCode: "B", heldOn: CivilDate("2025-06-01")!, state: .cancelled),
      ],
      invitations: ["S1", "S4"].map {
        VeilleInvitation(meetingCode: "M", structureCode: $0, response: .present)
      } + [VeilleInvitation(meetingCode: "N", structureCode: "S3", response: .present)])
    let day = CivilDate("2025-03-01")!
    let observed = GetObservedUse.Reply(
      rows: [],
      openings: [.init(code: "S1", on: day, days: 2), .init(code: "S4", on: day, days: 1)],
      sheets: ["S1", "S2", "S3", "S4", "S5"], fictitious: nil)
    let rows = Declared.rows(
      FigureQuery(year: 2025), facts: facts, observed: observed)
    let right = [
      "S1 AGREES AGREES", "S2 AGREES AGREES",
      // S3 did not open its sheet, and the meeting to which it went was cancelled.
      "S3 DECLARED_NOT_OBSERVED DECLARED_NOT_OBSERVED",
      "S4 OBSERVED_NOT_DECLARED OBSERVED_NOT_DECLARED", "S5 NO_ANSWER NO_ANSWER",
      "S6 NO_SHEET DECLARED_NOT_OBSERVED", "S7 NO_ANSWER NO_ANSWER",
    ]
    #expect(rows.map { "\($0.structure) \($0.use ?? "–") \($0.veille)" } == right)
    // Without senacs nothing is known of use, and without a body nearby nothing of veille.
    let two = Self.network(["S2", "S3"])
    let told = Declared.rows(
      FigureQuery(year: 2025), facts: EvaluationFacts(in: two, answers: given),
      observed: nil)
    #expect(told.map(\.use) == [nil, nil])
    #expect(told.map(\.veille) == ["NO_MEETING_NEARBY", "NO_MEETING_NEARBY"])
  }
}
