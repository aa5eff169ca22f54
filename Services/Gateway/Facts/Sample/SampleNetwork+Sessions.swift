import Values

/// Invented sessions to come, and more about those of 2025: places, half-days, who enrolled, and sheets of satisfaction. They have random
/// numbers of their own, so that the other files do not change.
extension SampleNetwork {
  private static let rooms = [
    "Lyon, salle A (fictif)", "Villeurbanne, salle B (fictif)", "Villefranche, salle C (fictif)",
  ]
  private static let trainers = ["Formatrice fictive 1", "Formateur fictif 2"]
  private static let audiences = ["Directions et coordinations", "Toute personne en poste"]
  private static let remarks = [
    "Très concret (fictif)", "Trop court (fictif)", "Davantage d'exemples d'EVS (fictif)",
  ]
  /// The first days of the sessions to come, all of them Tuesdays.
  private static let planned = [
    "2026-12-08", "2027-01-19", "2027-03-16", "2027-05-25", "2027-09-21", "2027-10-12",
  ].compactMap { CivilDate($0) }

  mutating func addSessions(seed: UInt64) {
    random = SplitMix64(seed: seed ^ 0x7365_7373)
    var sessions = files["sessions.csv"] ?? []
    let rows = Dictionary(grouping: files["attendance.csv"] ?? []) { $0[0] }
    for index in sessions.indices {
      let more =
        index == 0
        ? ["capacity", "place", "trainer", "audience"]
        : addDetails(of: sessions[index], rows[sessions[index][0]] ?? [])
      sessions[index] += more
    }
    files["sessions.csv"] = sessions
    addPlanned()
  }

  /// Adds the enrolments and the sheets of a session that was held; returns the cells of its row that come behind the others.
  private mutating func addDetails(of session: [String], _ rows: [[String]]) -> [String] {
    let (code, count) = (session[0], Int(session[7]) ?? 1)
    guard let first = CivilDate(session[5]), first.year >= 2023, session[4] == "held" else {
      return ["", "", "", ""]
    }
    addSheets(code, of: rows.count { $0[4] == "present" })
    guard first.year == 2025 else { return ["", "", "", ""] }
    addHalfDays(code, from: first, count, session[8])
    for row in rows {
      add(
        "enrolments.csv", code, row[1], row[2],
        first.adding(days: -random.number(10...60)).iso,
        row[4] == "waiting" ? "waiting" : "registered")
    }
    return details(capacity: max(12, rows.count))
  }

  private mutating func details(capacity: Int) -> [String] {
    [
      String(capacity), random.pick(Self.rooms), random.pick(Self.trainers),
      random.pick(Self.audiences),
    ]
  }

  private mutating func addSheets(_ session: String, of present: Int) {
    var sheet = 0
    for _ in 0..<present where random.chance(75) {
      sheet += 1
      add(
        "satisfaction.csv", session, String(sheet), String(random.pick([2, 3, 4, 4, 5, 5])),
        String(random.pick([2, 3, 3, 4, 4, 5])),
        random.chance(15) ? random.pick(Self.remarks) : "")
    }
  }

  /// Adds the times of half-days, two a day.
  private mutating func addHalfDays(
    _ session: String, from first: CivilDate, _ count: Int, _ hours: String
  ) {
    let (noon, evening) = hours == "3" ? ("12:00", "16:30") : ("12:30", "17:00")
    for number in 1...count {
      let isMorning = number % 2 == 1
      add(
        "half_days.csv", session, String(number), first.adding(days: (number - 1) / 2).iso,
        isMorning ? "09:00" : "13:30", isMorning ? noon : evening)
    }
  }

  private mutating func addPlanned() {
    let capacity = 12
    for (index, first) in Self.planned.enumerated() {
      let course = random.pick(Self.courses)
      let code = "F-S\(first.year)-\(first.year == 2026 ? 1 : index)"
      let halfDays = random.pick([2, 4])
      let days = [first.iso, first.adding(days: halfDays / 2 - 1).iso]
      let row =
        [code, course.0, course.1, "true", "planned"] + days
        + [String(halfDays), "3", "federation", ""]
      let more = details(capacity: capacity)
      files["sessions.csv"]?.append(row + more)
      addHalfDays(code, from: first, halfDays, "3")
      // The first two are asked for by more people than they have places; nobody has asked for the last two yet.
      switch index {
      case 0...1: addEnrolments(code, random.number(15...18), capacity)
      case 2...3: addEnrolments(code, random.number(4...10), capacity)
      default: break
      }
    }
  }

  /// Enrols people in post, day by day from 2026-09-02 on: whoever comes when no place is left waits.
  private mutating func addEnrolments(_ session: String, _ count: Int, _ capacity: Int) {
    var day = CivilDate.firstDay(of: Self.lastYear).adding(days: 243)
    let before = day
    let inPost = holders.filter { $0.from <= before && $0.to == nil }
    var seen: Set<String> = []
    var registered = 0
    for _ in 0..<count {
      let holder = random.pick(inPost)
      guard seen.insert(holder.person).inserted else { continue }
      day = day.adding(days: random.number(1...4))
      let isCancelled = random.chance(8)
      let hasPlace = registered < capacity
      if !isCancelled, hasPlace { registered += 1 }
      add(
        "enrolments.csv", session, holder.person, holder.structure, day.iso,
        isCancelled ? "cancelled" : hasPlace ? "registered" : "waiting")
    }
  }
}
