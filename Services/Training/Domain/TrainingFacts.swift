import Contracts
public import Network
public import Values

/// Everything that the training's figures rest on, as they ask for it.
public struct TrainingFacts: Sendable {
  /// Somebody's row in a session's list that counts.
  struct Row: Sendable {
    let attendance: Attendance
    /// The same number for each row of a person.
    let person: Int
    /// Their structure's; nil for nobody's.
    let place: Place?
    /// Where the structure belonged on the session's last day.
    let scopes: Scope.Reported

    var isEmployee: Bool { attendance.audience == "employee" }

    /// Half-days present × hours of a half-day of their session.
    func hours(of session: Session) -> Quantity {
      Quantity(attendance.halfDaysPresent ?? 0) * session.halfDayHours
    }
  }

  /// A session that counts, with the rows of who was there.
  struct Held: Sendable {
    let code: String
    let session: Session
    let rows: [Row]

    /// The hours of the rows that belong to a scope.
    func hours(_ scope: Scope) -> Quantity {
      let own = rows.lazy.filter { $0.scopes.contains(scope) }
      let halfDays = own.reduce(0) { $0 + ($1.attendance.halfDaysPresent ?? 0) }
      return Quantity(halfDays) * session.halfDayHours
    }
  }

  /// A mandate that I4 looks at, with the last days of the trainings that its holder completed.
  struct Post: Sendable {
    let period: Period
    let trainings: [CivilDate]
  }

  /// Structures, approvals, communes.
  public let network: Network
  /// Of the whole network.
  let mandates: Mandates
  /// By code.
  let sessions: [String: Session]
  /// Every row, in any order.
  let attendance: [Attendance]
  /// Those that end on the days asked about, by their last day, then by code.
  let held: [Held]
  /// Of each person who followed at least 80 % of sessions that count: the last days of those.
  let trainings: [String: [CivilDate]]
  /// Mandates that are no interim and of a function of I4.
  let posts: ByStructure<Post>

  /// Takes facts in any order.
  ///
  /// - Parameters:
  ///   - network: structures, approvals, communes.
  ///   - mandates: of the whole network.
  ///   - sessions: by code.
  ///   - attendance: every row.
  ///   - days: those on which sessions that I2 counts may end; who completed a training on any day is known.
  public init(
    network: Network, mandates: Mandates, sessions: [String: Session], attendance: [Attendance],
    days: ClosedRange<CivilDate>
  ) {
    self.network = network
    self.mandates = mandates
    self.sessions = sessions
    self.attendance = attendance
    var (held, trainings) = ([String: [Attendance]](), [String: [CivilDate]]())
    for row in attendance {
      guard row.status == "present", let present = row.halfDaysPresent,
        let session = sessions[row.sessionCode], session.counts
      else { continue }
      if present >= 1, days.contains(session.lastDay) {
        held[row.sessionCode, default: []].append(row)
      }
      if 5 * present >= 4 * session.halfDays {
        trainings[row.personCode, default: []].append(session.lastDay)
      }
    }
    self.held = Self.held(
      sessions.filter { $1.counts && days.contains($1.lastDay) }, held, network)
    self.trainings = trainings
    posts = mandates.byStructure.compactMap { mandate in
      guard InPost.isPost(mandate) else { return nil }
      return Post(period: mandate.period, trainings: trainings[mandate.personCode] ?? [])
    }
  }

  /// The sessions with the rows of people who were there; those of a structure outside the perimeter count nowhere.
  private static func held(
    _ sessions: [String: Session], _ there: [String: [Attendance]], _ network: Network
  ) -> [Held] {
    var people: [String: Int] = [:]
    return sessions.map { code, session in
      let own = there[code] ?? []
      let places = network.places(of: own.lazy.map { $0.structureCode ?? "" })
      let rows = zip(own, places).compactMap { row, place -> Row? in
        guard place != nil || row.structureCode == nil else { return nil }
        let scopes = place.map { network.scopes(at: $0, on: session.lastDay) } ?? .onlyAll
        guard !scopes.isEmpty else { return nil }
        let person = people[row.personCode, default: people.count]
        people[row.personCode] = person
        return Row(attendance: row, person: person, place: place, scopes: scopes)
      }
      return Held(code: code, session: session, rows: rows)
    }.sorted { ($0.session.lastDay, $0.code) < ($1.session.lastDay, $1.code) }
  }

  /// The sessions that count and end within the days that a query asks for.
  func held(_ query: FigureQuery) -> [Held] {
    let last = min(query.to, query.asOf)
    return held.filter { $0.session.lastDay >= query.from && $0.session.lastDay <= last }
  }
}
