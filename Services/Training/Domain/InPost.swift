import CentreNetwork
import Contracts
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
    let areHeld = active.map { isHeld(at: $0, on: query.asOf, trainedOn: days, facts) }
    return facts.network.byScope(areHeld, at: active, on: query.asOf).map { scope, isHeld in
      Figure("I4", scope.name, isHeld.count { $0 }, of: isHeld.count)
    }
  }

  /// Whether a structure is in I4's numerator: somebody holds one of its posts on a day and completed a training on one of some days.
  static func isHeld(
    at place: StructureIndex, on day: CivilDate, trainedOn days: Range<CivilDate>,
    _ facts: TrainingFacts
  ) -> Bool {
    facts.posts[place].contains { post in
      post.period.contains(day) && post.trainings.contains(where: days.contains)
    }
  }

  /// Returns the days on which a session must have ended to make people count as trained on a day.
  static func countingDays(on day: CivilDate, _ rules: RuleBook) -> Range<CivilDate> {
    let first = day.adding(months: -rules.trainedMonths)
    return first.adding(days: 1)..<day.adding(days: 1)
  }
}
