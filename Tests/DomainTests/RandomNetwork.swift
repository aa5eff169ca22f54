import CentreNetwork
import EvaluationDomain
import SenacsDomain
import TrainingDomain
import Values

/// A network with random histories. A test that fails names the seed.
struct RandomNetwork {
  let network: Network
  let mandates: Mandates
  let training: TrainingFacts
  let submissions: ByStructure<Submission>
  let facts: EvaluationFacts
  let campaign = Campaign(
    code: "2025", dataYear: 2024, referenceDate: CivilDate("2025-01-01")!,
    opensOn: CivilDate("2025-04-01")!,
    closesOn: CivilDate("2025-06-30")!)

  static let communes = CommuneHistory(
    communes: [
      Commune(code: "69123", name: "Lyon", ctcd: "69M", parent: nil),
      Commune(code: "69381", name: "Lyon 1er", ctcd: "69M", parent: "69123"),
      Commune(code: "69149", name: "Oullins", ctcd: "69M", parent: nil),
      Commune(code: "69264", name: "Villefranche", ctcd: "69D", parent: nil),
    ],
    movements: [
      Movement(
        effectiveOn: CivilDate("2024-01-01")!, from: "69152", to: "69149", nameBefore: "P",
        nameAfter: "O"),
      Movement(
        effectiveOn: CivilDate("2024-01-01")!, from: "69149", to: "69149", nameBefore: "O",
        nameAfter: "O"),
    ])

  init(seed: UInt64) {
    var random = Generator(state: seed)
    func day() -> CivilDate { CivilDate("2022-01-01")!.adding(days: random.below(1700)) }
    func period() -> Period {
      let from = day()
      return Period(
        from: from, to: random.below(4) == 0 ? nil : from.adding(days: random.below(900)))!
    }
    let codes = (0..<12).map { "S\($0)" }
    let people = (0..<20).map { "P\($0)" }
    // Other services may send facts about structures and meetings that are not known here.
    let told = codes + ["X0"]
    network = Network(
      structures: codes.map { code in
        Structure(
          code: code, kind: random.below(2) == 0 ? .centreSocial : .espaceDeVieSociale,
          name: code, commune: ["69381", "69152", "69149", "69264", "38185"][random.below(5)],
          communeAsOf: CivilDate("2023-01-01")!, closedOn: random.below(6) == 0 ? day() : nil)
      },
      approvals: codes.flatMap { code in
        (0..<(1 + random.below(3))).map { _ in
          Approval(structureCode: code, period: period(), families: random.below(2) == 0)
        }
      }, communes: Self.communes)
    mandates = Mandates(
      (0..<50).map { _ in
        Mandate(
          personCode: people[random.below(20)], structureCode: codes[random.below(12)],
          function: [.director, .familyReferent, .coordinator][random.below(3)],
          period: period(), interim: random.below(5) == 0)
      }, in: network)
    let sessions = Dictionary(
      uniqueKeysWithValues: (0..<8).map { index in
        (
          "T\(index)",
          Session(
            state: random.below(5) == 0 ? .planned : .held, qualifying: random.below(5) > 0,
            lastDay: day(), halfDays: 4, halfDayHours: Quantity("3.5")!,
            headcount: random.below(3) == 0 ? random.below(20) : nil)
        )
      })
    let attendance = (0..<60).map { _ in
      Attendance(
        sessionCode: "T\(random.below(8))", personCode: people[random.below(20)],
        structureCode: random.below(6) == 0 ? nil : told[random.below(13)],
        audience: random.below(3) == 0 ? .volunteer : .employee,
        status: random.below(5) == 0 ? .absent : .present, halfDaysPresent: random.below(5))
    }
    training = TrainingFacts(
      network: network, mandates: mandates, sessions: sessions, attendance: attendance,
      days: CivilDate("2022-01-01")!...CivilDate("2027-01-01")!)
    let sent = (0..<20).map { _ in
      Submission(
        structureCode: told[random.below(13)],
        receivedAt: .parisMidnight(CivilDate("2025-01-01")!.adding(days: random.below(400))),
        status: random.below(4) == 0 ? .draft : .validated, baseItems: 10,
        baseItemsAnswered: random.below(11))
    }
    submissions = ByStructure(sent, in: network, by: \.structureCode)
    facts = EvaluationFacts(
      in: network,
      answers: (0..<25).map { _ in
        Answer(
          year: 2025, structureCode: told[random.below(13)],
          answeredOn: CivilDate("2025-01-01")!.adding(days: random.below(400)),
          trainingActions: ["A", "B"].filter { _ in random.below(2) == 0 },
          senacsUseLevel: random.below(3) == 0 ? nil : random.below(4),
          partnershipLevel: random.below(3) == 0 ? nil : random.below(4))
      },
      diagnoses: (0..<20).map { _ in
        Diagnosis(
          structureCode: told[random.below(13)],
          assessor: [.first, .second, .final][random.below(3)], assessedOn: day(),
          firstProject: random.below(5) == 0,
          items: .init(
            a1: random.below(4), a2: random.below(4), a3: random.below(4), a4a: random.below(4),
            a4b: random.below(4), a4c: random.below(4)), problems: 4,
          problemsWithAxis: random.below(5), objectives: 4, objectivesLinked: random.below(5),
          lastRevisionOn: day())
      },
      bodies: [
        "B0": VeilleBody(communes: ["69152"], communesAsOf: CivilDate("2023-01-01")!),
        "B1": VeilleBody(communes: ["69123", "69264"], communesAsOf: CivilDate("2024-06-01")!),
      ],
      meetings: Dictionary(
        uniqueKeysWithValues: (0..<8).map { index in
          (
            "M\(index)",
            VeilleMeeting(bodyCode: "B\(index % 2)", heldOn: day(), state: .held)
          )
        }),
      invitations: (0..<40).map { _ in
        VeilleInvitation(
          meetingCode: "M\(random.below(9))", structureCode: told[random.below(13)],
          response: [.present, .excused, .absent][random.below(3)])
      })
  }

  struct Generator {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }
}
