import Contracts
import Network
import Values

/// I4: structures in which somebody trained is in post.
///
/// Source: acceptance/indicators.md, I4.
enum InPost {
  private static let functions: [MandateFunction] = [.director, .familyReferent, .coordinator]

  /// Whether somebody trained who holds a mandate makes the structure count.
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
      Figure(
        code: "I4", scope: scope.name, numerator: Quantity(isHeld.count { $0 }),
        denominator: Quantity(isHeld.count))
    }
  }

  /// The days on which a training that makes somebody trained on a day may have ended.
  static func countingDays(on day: CivilDate, _ rules: RuleBook) -> Range<CivilDate> {
    let first = day.adding(months: -rules.trainedMonths)
    return first.adding(days: 1)..<day.adding(days: 1)
  }
}
