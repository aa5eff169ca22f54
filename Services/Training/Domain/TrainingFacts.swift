public import CentreNetwork
import Contracts
public import Values

/// All facts that the training figures rest on, arranged as the figures need them.
public struct TrainingFacts: Sendable {
  /// A row of attendance that counts.
  struct Row: Sendable {
    let attendance: Attendance
    /// The same number for each row of a person.
    let person: Int
    /// The place of the person's structure; nil for a person without one.
    let place: StructureIndex?
    /// The scopes to which the structure belonged on the session's last day.
    let scopes: Scope.Reported

    var isEmployee: Bool { attendance.audience == .employee }

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
  /// The mandates of the whole network.
  let mandates: Mandates
  /// The sessions by code.
  let sessions: [String: Session]
  /// Every row, in any order.
  let attendance: [Attendance]
  /// The sessions that count and end on the days asked about, by their last day, then by code.
  let held: [Held]
  /// Person → the last days of the sessions that count and of which the person attended at least 80 %.
  let trainings: [String: [CivilDate]]
  /// The mandates that I4 looks at: those of its functions, interims left out.
  let posts: ByStructure<Post>

  /// Takes facts in any order.
  ///
  /// - Parameters:
  ///   - network: structures, approvals, communes.
  ///   - mandates: of the whole network.
  ///   - sessions: by code.
  ///   - attendance: every row.
  ///   - days: the days on which sessions that I2 counts may end. Trainings that were completed on any other day are kept too.
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
      guard row.wasThere, let session = sessions[row.sessionCode], session.counts else { continue }
      if days.contains(session.lastDay) { held[row.sessionCode, default: []].append(row) }
      if row.qualifies(of: session.halfDays) {
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

  /// Returns the sessions with the rows of the people who were there; rows of a structure outside the perimeter are left out.
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

  /// Returns the sessions that count and end within the days that a query asks for.
  func held(_ query: FigureQuery) -> [Held] {
    let last = min(query.to, query.asOf)
    return held.filter { $0.session.lastDay >= query.from && $0.session.lastDay <= last }
  }
}
