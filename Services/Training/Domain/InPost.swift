import Contracts
import Network
import Values

/// I4: structures in which somebody trained is in post.
///
/// Source: acceptance/indicators.md, I4.
enum InPost {
  static let functions: [MandateFunction] = [.director, .familyReferent, .coordinator]

  static func figures(
    _ query: FigureQuery, _ rules: RuleBook, _ network: Network, _ mandates: Mandates,
    _ sessions: [String: Session], _ attendance: [Attendance]
  ) -> [Figure] {
    let trained = trainedPeople(on: query.asOf, rules, sessions, attendance)
    let active = network.active(on: query.asOf)
    let isHeld = active.map { structure in
      mandates.of(structure).contains { mandate in
        !mandate.interim && mandate.period.contains(query.asOf)
          && functions.contains(mandate.function) && trained.contains(mandate.personCode)
      }
    }
    return network.byScope(isHeld, of: active, on: query.asOf).map { scope, isHeld in
      Figure(
        code: "I4", scope: scope.name, numerator: Quantity(isHeld.count { $0 }),
        denominator: Quantity(isHeld.count))
    }
  }

  /// People who followed at least 80 % of a session within the time that counts.
  static func trainedPeople(
    on day: CivilDate, _ rules: RuleBook, _ sessions: [String: Session],
    _ attendance: [Attendance]
  ) -> Set<String> {
    let start = day.adding(months: -rules.trainedMonths)
    return Set(
      trainings(by: day, sessions, attendance).filter { $0.value.contains { $0 > start } }.keys)
  }

  /// For each person who followed at least 80 % of sessions that count, the last days of those, up to a day.
  static func trainings(
    by day: CivilDate, _ sessions: [String: Session], _ attendance: [Attendance]
  ) -> [String: [CivilDate]] {
    var found: [String: [CivilDate]] = [:]
    for row in attendance {
      guard row.status == "present", let present = row.halfDaysPresent,
        let session = sessions[row.sessionCode], session.counts, session.lastDay <= day,
        5 * present >= 4 * session.halfDays
      else { continue }
      found[row.personCode, default: []].append(session.lastDay)
    }
    return found
  }
}
