import Contracts
public import Network
import Values

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
  }

  /// A session that counts, with the rows of who was there.
  struct Held: Sendable {
    let code: String
    let session: Session
    let rows: [Row]

    /// Half-days present × hours of a half-day, of the rows that belong to a scope.
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
  /// Every row, in any order.
  let attendance: [Attendance]
  /// By their last day, then by code.
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
  public init(
    network: Network, mandates: Mandates, sessions: [String: Session], attendance: [Attendance]
  ) {
    self.network = network
    self.mandates = mandates
    self.attendance = attendance
    held = Self.held(sessions, attendance, network)
    var trainings: [String: [CivilDate]] = [:]
    for row in attendance {
      guard row.status == "present", let present = row.halfDaysPresent,
        let session = sessions[row.sessionCode], session.counts,
        5 * present >= 4 * session.halfDays
      else { continue }
      trainings[row.personCode, default: []].append(session.lastDay)
    }
    self.trainings = trainings
    posts = mandates.byStructure.mapGroups { own in
      own.filter { !$0.interim && InPost.functions.contains($0.function) }
        .map { Post(period: $0.period, trainings: trainings[$0.personCode] ?? []) }
    }
  }

  /// The sessions that count, with the rows of people who were there; those of a structure outside the perimeter count nowhere.
  private static func held(
    _ sessions: [String: Session], _ attendance: [Attendance], _ network: Network
  ) -> [Held] {
    let there = attendance.filter { $0.wasThere && sessions[$0.sessionCode]?.counts ?? false }
    let places = network.places(of: there.map { $0.structureCode ?? "" })
    var (rows, people) = ([String: [Row]](), [String: Int]())
    for (row, place) in zip(there, places) {
      guard let session = sessions[row.sessionCode], place != nil || row.structureCode == nil
      else { continue }
      let scopes = place.map { network.scopes(at: $0, on: session.lastDay) } ?? .onlyAll
      guard !scopes.isEmpty else { continue }
      let person = people[row.personCode, default: people.count]
      people[row.personCode] = person
      rows[row.sessionCode, default: []].append(
        Row(attendance: row, person: person, place: place, scopes: scopes))
    }
    return sessions.filter(\.value.counts).map { code, session in
      Held(code: code, session: session, rows: rows[code] ?? [])
    }.sorted { ($0.session.lastDay, $0.code) < ($1.session.lastDay, $1.code) }
  }

  /// The sessions that count and end within the days that a query asks for.
  func held(_ query: FigureQuery) -> [Held] {
    let last = min(query.to, query.asOf)
    return held.filter { $0.session.lastDay >= query.from && $0.session.lastDay <= last }
  }
}
