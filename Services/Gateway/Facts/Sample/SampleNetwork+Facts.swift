import Texts
import Values

extension SampleNetwork {
  /// The courses: code and title.
  static let courses = [
    ("C-SENACS", "Lire et utiliser les données SENACS"),
    ("C-DIAG", "Construire un diagnostic partagé"), ("C-VEILLE", "Animer une veille partagée"),
  ]

  mutating func addTrainings() {
    for year in Self.firstYear...2025 {
      for index in 1...4 {
        let code = "F-S\(year)-\(index)"
        let course = random.pick(Self.courses)
        let first = day(year, from: 15, to: 330)
        let halfDays = random.number(2...6)
        let isHeld = random.chance(90)
        add(
          "sessions.csv",
          code, course.0, course.1, String(random.chance(85)), isHeld ? "held" : "cancelled",
          first.iso, first.adding(days: (halfDays + 1) / 2 - 1).iso, String(halfDays),
          random.pick(["3", "3.5"]), random.pick(["federation", "caf"]),
          random.chance(20) ? String(random.number(3...12)) : "")
        addAttendance(code, on: first, halfDays: halfDays)
      }
    }
  }

  private mutating func addAttendance(_ session: String, on day: CivilDate, halfDays: Int) {
    let inPost = holders.filter { $0.from <= day && ($0.to.map { day <= $0 } ?? true) }
    var seen: Set<String> = []
    for _ in 0..<random.number(8...16) {
      let holder = random.pick(inPost)
      guard seen.insert(holder.person).inserted else { continue }
      let status = random.chance(88) ? "present" : random.pick(["absent", "waiting"])
      let present =
        status == "present" ? random.chance(75) ? halfDays : random.number(1...halfDays) : 0
      add(
        "attendance.csv", session, holder.person, holder.structure,
        random.chance(90) ? "employee" : "volunteer", status, String(present))
    }
  }

  mutating func addCampaigns() {
    for year in 2022...2026 {
      add(
        "campaigns.csv",
        String(year), String(year - 1), "\(year)-01-01", "\(year)-04-01", "\(year)-06-30")
      for structure in structures where structure.isOpen(.firstDay(of: year)) {
        guard random.chance(52 + 6 * (year - 2021)) else { continue }
        let isLate = random.chance(12)
        let received = day(year, from: isLate ? 182 : 95, to: isLate ? 240 : 180)
        let isDraft = random.chance(6)
        add(
          "submissions.csv", String(year), structure.code, "F-\(year)-\(structure.code)",
          "\(received.iso)T\(random.number(10...17)):\(random.number(10...59)):00Z",
          isDraft ? "draft" : "validated", "120",
          String(random.chance(4) ? random.number(1...23) : random.number(60...120)))
      }
    }
  }

  mutating func addAnswers() {
    let actions = ["FORM_FEDE", "TUTORAT", "RESEAU", "AUTOFORM"]
    // The uses have random numbers of their own, so that the rest of the sample does not change.
    var ticks = SplitMix64(seed: 311)
    for year in 2023...2025 {
      for structure in structures where structure.isOpen(.lastDay(of: year)) {
        guard random.chance(60 + 8 * (year - 2023)) else { continue }
        let named = actions.filter { _ in random.chance(35) }
        let level = random.pick(["0", "1", "1", "2", "2", "3", ""])
        add(
          "evaluation_answers.csv", String(year), structure.code, day(year, from: 270, to: 350).iso,
          named.joined(separator: " "), "", level,
          ["", "0"].contains(level)
            ? ""
            : Catalogue.use.codes.filter { _ in ticks.chance(25) }.joined(separator: " "), "",
          random.pick(["0", "1", "2", "2", "3"]),
          random.pick(["yes", "no"]))
      }
    }
  }

  mutating func addDiagnoses() {
    for structure in structures where random.chance(70) {
      let assessed = day(random.number(2023...2025))
      let isFirst = random.chance(10)
      addReading(structure, "first", assessed, isFirst)
      if random.chance(50) {
        addReading(structure, "second", assessed.adding(days: random.number(1...20)), isFirst)
      }
    }
  }

  private mutating func addReading(
    _ structure: SampleStructure, _ assessor: String, _ day: CivilDate, _ isFirst: Bool
  ) {
    let items = (0..<6).map { _ in String(random.pick([1, 2, 2, 2, 3, 3])) }
    let problems = random.number(2...6)
    let objectives = random.number(2...8)
    add(
      "diagnoses.csv", structure.code, assessor, day.iso, String(isFirst),
      isFirst ? "" : items[0], items[1], items[2], items[3], items[4], items[5],
      String(problems), String(random.number((problems + 1) / 2...problems)),
      String(objectives), String(random.number(objectives / 2...objectives)),
      day.adding(days: -random.number(20...1200)).iso, String(random.chance(60)))
  }

  mutating func addVeille() {
    let communes = Set(structures.map(\.commune)).sorted()
    for (index, commune) in communes.enumerated() where index % 3 != 0 {
      let body = "F-B\(String(100 + index).dropFirst())"
      add("veille_bodies.csv", body, "Instance fictive \(index)", commune, "2021-01-01")
      let invited = structures.filter { $0.commune == commune }
      for year in 2023...2025 {
        for number in 1...2 {
          let meeting = "\(body)-\(year)-\(number)"
          let held = day(year, from: 30, to: 340)
          add(
            "veille_meetings.csv",
            meeting, body, held.iso, random.chance(92) ? "held" : "cancelled")
          for structure in invited where structure.isOpen(held) {
            add(
              "veille_attendance.csv", meeting, structure.code,
              random.pick(["present", "present", "present", "excused", "absent"]))
          }
        }
      }
    }
  }
}
