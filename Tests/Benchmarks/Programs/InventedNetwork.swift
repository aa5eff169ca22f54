import CentreNetwork
import EvaluationDomain
import SenacsDomain
import TrainingDomain
import Values

/// A network of any size with twelve years of facts, as dense as the sample network; it is the same on every machine.
struct InventedNetwork {
  static let years = 2014...2025

  var structures: [Structure] = []
  var approvals: [Approval] = []
  var mandates: [Mandate] = []
  var sessions: [String: Session] = [:]
  var attendance: [Attendance] = []
  /// Submissions by campaign, as the senacs service reads them.
  var submissions: [String: [Submission]] = [:]
  var campaigns: [Int: Campaign] = [:]
  var answers: [EvaluationDomain.Answer] = []
  var diagnoses: [Diagnosis] = []
  var bodies: [String: VeilleBody] = [:]
  var meetings: [String: VeilleMeeting] = [:]
  var invitations: [VeilleInvitation] = []

  private var random = SplitMix64(seed: 69)
  /// The people of each structure who may go to a training.
  private var staff: [[String]] = []
  private var people = 0

  /// Invents `count` structures, each in one of the communes.
  init(structures count: Int, in communes: [String]) {
    for index in 0..<count { addStructure(index, in: random.pick(communes)) }
    for year in Self.years {
      addTrainings(year)
      addCampaign(year)
      addAnswers(year)
    }
    addVeille()
  }

  /// How many facts there are.
  var rows: Int {
    structures.count + approvals.count + mandates.count + sessions.count + attendance.count
      + submissions.values.map(\.count).reduce(0, +) + campaigns.count
      + bodies.count + meetings.count + answers.count + diagnoses.count + invitations.count
  }

  private mutating func day(_ year: Int, _ days: ClosedRange<Int> = 0...364) -> CivilDate {
    CivilDate.firstDay(of: year).adding(days: random.number(days))
  }

  private mutating func addStructure(_ index: Int, in commune: String) {
    let code = "S-\(index)"
    let isCentre = random.chance(64)
    let closed = random.chance(8) ? day(random.number(2016...2025)) : nil
    structures.append(
      Structure(
        code: code, kind: isCentre ? .centreSocial : .espaceDeVieSociale, name: "Fictif \(index)",
        commune: commune, communeAsOf: .firstDay(of: 2014), closedOn: closed))
    var from = day(random.number(2010...2014))
    while from < .lastDay(of: 2025) {
      let to = from.adding(months: 48).adding(days: -1)
      guard let period = Period(from: from, to: to) else { break }
      approvals.append(Approval(structureCode: code, period: period, families: isCentre))
      from = to.adding(days: random.chance(95) ? 1 : 60)
    }
    staff.append([])
    let functions: [MandateFunction] =
      isCentre ? [.director, .familyReferent, .coordinator] : [.director]
    for function in functions { addMandates(function, code, index) }
    addDiagnoses(code)
  }

  private mutating func addMandates(_ function: MandateFunction, _ code: String, _ index: Int) {
    var from = day(random.number(2011...2014))
    while from < .lastDay(of: 2025) {
      people += 1
      let person = "P-\(people)"
      let to = from.adding(days: random.number(400...2400))
      mandates.append(
        Mandate(
          personCode: person, structureCode: code, function: function,
          period: Period(from: from, to: to < .lastDay(of: 2025) ? to : nil)!,
          interim: random.chance(5)))
      staff[index].append(person)
      from = to.adding(days: random.number(1...90))
    }
  }

  private mutating func addDiagnoses(_ code: String) {
    for year in [2016, 2020, 2024] where random.chance(70) {
      let assessed = day(year)
      let second = assessed.adding(days: random.number(1...20))
      addReading(code, .first, assessed)
      if random.chance(50) { addReading(code, .second, second) }
    }
  }

  private mutating func addReading(_ code: String, _ assessor: Assessor, _ day: CivilDate) {
    let items = (0..<6).map { _ in random.pick([1, 2, 2, 2, 3, 3]) }
    let (problems, objectives) = (random.number(2...6), random.number(2...8))
    diagnoses.append(
      Diagnosis(
        structureCode: code, assessor: assessor, assessedOn: day, firstProject: random.chance(10),
        items: .init(
          a1: items[0], a2: items[1], a3: items[2], a4a: items[3], a4b: items[4], a4c: items[5]),
        problems: problems, problemsWithAxis: random.number((problems + 1) / 2...problems),
        objectives: objectives, objectivesLinked: random.number(objectives / 2...objectives),
        lastRevisionOn: day.adding(days: -random.number(20...1200))))
  }

  private mutating func addTrainings(_ year: Int) {
    for index in 0..<max(1, structures.count / 27) {
      let code = "T-\(year)-\(index)"
      let halfDays = random.number(2...6)
      sessions[code] = Session(
        state: random.chance(90) ? .held : .cancelled, qualifying: random.chance(85),
        lastDay: day(year), halfDays: halfDays, halfDayHours: Quantity(random.pick(["3", "3.5"]))!,
        headcount: random.chance(20) ? random.number(3...12) : nil)
      for _ in 0..<random.number(8...16) {
        let structure = random.number(0...structures.count - 1)
        let isPresent = random.chance(88)
        attendance.append(
          Attendance(
            sessionCode: code, personCode: random.pick(staff[structure]),
            structureCode: structures[structure].code,
            audience: random.chance(90) ? .employee : .volunteer,
            status: isPresent ? .present : .absent,
            halfDaysPresent: isPresent ? random.number(1...halfDays) : nil))
      }
    }
  }

  private mutating func addCampaign(_ year: Int) {
    campaigns[year] = Campaign(
      code: String(year), dataYear: year - 1, referenceDate: .firstDay(of: year),
      opensOn: CivilDate(year: year, month: 4, day: 1)!,
      closesOn: CivilDate(year: year, month: 6, day: 30)!)
    for structure in structures where random.chance(70) {
      let received = day(year, random.chance(12) ? 182...240 : 95...180)
      submissions[String(year), default: []].append(
        Submission(
          structureCode: structure.code,
          receivedAt: .paris(received, second: random.number(30_000...70_000)),
          status: random.chance(6) ? .draft : .validated, baseItems: 120,
          baseItemsAnswered: random.number(random.chance(4) ? 1...23 : 60...120)))
    }
  }

  private mutating func addAnswers(_ year: Int) {
    let actions = ["FORM_FEDE", "TUTORAT", "RESEAU", "AUTOFORM"]
    for structure in structures where random.chance(68) {
      answers.append(
        Answer(
          year: year, structureCode: structure.code, answeredOn: day(year, 270...350),
          trainingActions: actions.filter { _ in random.chance(35) },
          senacsUseLevel: random.pick([0, 1, 1, 2, 2, 3, nil]),
          partnershipLevel: random.pick([0, 1, 2, 2, 3])))
    }
  }

  /// Adds one body for every six structures of a commune, with two meetings a year; two communes of three have bodies.
  private mutating func addVeille() {
    let local = Dictionary(grouping: structures, by: \.commune).sorted { $0.key < $1.key }
    for (index, (commune, all)) in local.enumerated() where index % 3 != 0 {
      for start in stride(from: 0, to: all.count, by: 6) {
        let body = "B-\(index)-\(start / 6)"
        bodies[body] = VeilleBody(
          communes: [commune], communesAsOf: .firstDay(of: 2014))
        for (year, number) in Self.years.flatMap({ [($0, 1), ($0, 2)] }) {
          let meeting = "\(body)-\(year % 100)\(number)"
          meetings[meeting] = VeilleMeeting(
            bodyCode: body, heldOn: day(year, 30...340),
            state: random.chance(92) ? .held : .cancelled)
          for structure in all[start..<min(start + 6, all.count)] {
            invitations.append(
              VeilleInvitation(
                meetingCode: meeting, structureCode: structure.code,
                response: random.pick([.present, .present, .present, .excused, .absent])))
          }
        }
      }
    }
  }
}
