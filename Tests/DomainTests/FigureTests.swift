import CentreNetwork
import Contracts
import EvaluationDomain
import RegistryDomain
import SenacsDomain
import Testing
import TrainingDomain
import Values

@Suite("Figures over random histories")
struct FigureTests {
  private static func figures(_ random: RandomNetwork) -> [Figure] {
    let query = FigureQuery(year: 2025, from: CivilDate("2023-01-01"))
    let expectation = Expectation(random.campaign, in: random.network)
    return RegistryFigures.compute(query, network: random.network, mandates: random.mandates)
      + TrainingFigures.compute(
        query, rules: RuleBook.all[0], facts: random.training)
      + senacs(query, random.network, random.campaign, random.submissions)
      + EvaluationFigures.compute(
        query, facts: random.facts,
        expected: ExpectedStructures(
          codes: expectation.expected.map(\.code),
          referenceDate: random.campaign.referenceDate))
  }

  private static func senacs(
    _ query: FigureQuery, _ network: Network, _ campaign: Campaign,
    _ submissions: ByStructure<Submission>
  ) -> [Figure] {
    SenacsFigures.compute(
      Restatement(
        Participation(campaign, in: network, submissions: submissions, asOf: query.asOf), []))
  }

  @Test("no rate exceeds 1, and bounds hold the value between them", arguments: 0..<200)
  func rates(_ seed: Int) {
    for figure in Self.figures(RandomNetwork(seed: UInt64(seed))) {
      if !["I2a", "I2b", "I2c", "I2e"].contains(figure.code) {
        #expect(figure.numerator <= figure.denominator, "\(figure.code) \(figure.scope)")
      }
      if let bounds = figure.bounds, figure.code == "I2a" {
        #expect(bounds[0].numerator <= bounds[1].numerator)
        #expect(figure.numerator <= bounds[0].numerator)
      }
    }
  }

  @Test(
    "kinds add up to all, and so do territories, where structures are counted", arguments: 0..<200)
  func partitions(_ seed: Int) {
    let figures = Self.figures(RandomNetwork(seed: UInt64(seed)))
    let byName = Dictionary(
      uniqueKeysWithValues: figures.map { ("\($0.code) \($0.scope)", $0) })
    // I2a, I2b, I2c and I2e count rows without a structure in `all` only, so their parts do not add up.
    for figure in figures
    where figure.scope == "all" && !["I2a", "I2b", "I2c", "I2e"].contains(figure.code) {
      for parts in [["kind:CS", "kind:EVS"], ["ctcd:69M", "ctcd:69D"]] {
        let members = parts.compactMap { byName["\(figure.code) \($0)"] }
        #expect(members.count == 2)
        #expect(members.map(\.numerator).reduce(Quantity(0), +) == figure.numerator)
        #expect(members.map(\.denominator).reduce(Quantity(0), +) == figure.denominator)
      }
    }
  }

  @Test("2,100 expected with 1,400 counting answers are two thirds; none expected is no rate")
  func participation() {
    let codes = (0..<2100).map { "S\($0)" }
    let network = Network(
      structures: codes.map {
        Structure(
          code: $0, kind: .centreSocial, name: $0, commune: "69264",
          communeAsOf: CivilDate("2023-01-01")!, closedOn: nil)
      },
      approvals: codes.map {
        Approval(
          structureCode: $0, period: Period(from: CivilDate("2020-01-01")!, to: nil)!,
          families: false)
      }, communes: RandomNetwork.communes)
    let campaign = RandomNetwork(seed: 1).campaign
    let submissions = codes.prefix(1400).map {
      Submission(
        structureCode: $0, receivedAt: Instant("2025-05-01T10:00:00Z")!, status: .validated,
        baseItems: 100, baseItemsAnswered: 20)
    }
    let query = FigureQuery(year: 2025)
    let full = Self.senacs(
      query, network, campaign, ByStructure(submissions, in: network, by: \.structureCode))
    #expect(full.first { $0.code == "I1" && $0.scope == "all" }?.ratio.value?.text == "0.666667")
    let nobody = Network(structures: [], approvals: [], communes: RandomNetwork.communes)
    let empty = Self.senacs(
      query, nobody, campaign, ByStructure([], in: nobody, by: \.structureCode))
    #expect(empty.first { $0.code == "I1" }?.ratio.value == nil)
  }

  @Test("a renewal within 31 days is no departure, one after 32 is")
  func departures() {
    func mandate(_ from: String, _ to: String?) -> Mandate {
      Mandate(
        personCode: "P", structureCode: "S", function: .director,
        period: Period(from: CivilDate(from)!, to: to.flatMap { CivilDate($0) })!, interim: false)
    }
    let first = mandate("2024-01-01", "2025-02-28")
    #expect(!Departure.occurs(in: .year(2025), among: [first, mandate("2025-03-31", nil)]))
    #expect(Departure.occurs(in: .year(2025), among: [first, mandate("2025-04-01", nil)]))
    #expect(!Departure.occurs(in: .year(2024), among: [first]))
  }

  @Test("a month's last day clips the freshness of a revision")
  func levels() {
    func reading(_ revision: String) -> Diagnosis {
      Diagnosis(
        structureCode: "S", assessor: .first, assessedOn: CivilDate("2025-01-01")!,
        firstProject: false, items: .init(a1: 2, a2: 2, a3: 2, a4a: 2, a4b: 2, a4c: 2),
        problems: 2, problemsWithAxis: 1, objectives: 2, objectivesLinked: 1,
        lastRevisionOn: CivilDate(revision))
    }
    // 2023-12-31 plus 24 months is 2025-12-31, the reference day D. A day earlier the revision falls into the class of 48
    // months, worth 1, which is less than 2.
    let day = CivilDate("2025-12-31")!
    #expect(DiagnosisLevel.of([reading("2023-12-31")], on: day) == .acquired)
    #expect(DiagnosisLevel.of([reading("2023-12-30")], on: day) == .inProgress)
    #expect(DiagnosisLevel.of([], on: day) == .notEvaluated)
  }
}
