import Contracts
import Network
import Values

/// I4: the structures in which a trained person is in post.
///
/// Source: acceptance/indicators.md, I4.
enum InPost {
  private static let functions: [MandateFunction] = [.director, .familyReferent, .coordinator]

  /// Whether a mandate makes its structure count where a trained person holds it.
  static func isPost(_ mandate: Mandate) -> Bool {
    !mandate.interim && functions.contains(mandate.function)
  }

  static func figures(
    _ query: FigureQuery, _ rules: RuleBook, _ facts: TrainingFacts
  ) -> [Figure] {
    let active = facts.network.active(on: query.asOf)
    let days = countingDays(on: query.asOf, rules)
    let isHeld = active.map { place in
      facts.posts[place].contains { post in
        post.period.contains(query.asOf) && post.trainings.contains(where: days.contains)
      }
    }
    return facts.network.byScope(isHeld, at: active, on: query.asOf).map { scope, isHeld in
      Figure("I4", scope.name, isHeld.count { $0 }, of: isHeld.count)
    }
  }

  /// Returns the days on which a session must have ended to make people count as trained on a day.
  static func countingDays(on day: CivilDate, _ rules: RuleBook) -> Range<CivilDate> {
    let first = day.adding(months: -rules.trainedMonths)
    return first.adding(days: 1)..<day.adding(days: 1)
  }
}
