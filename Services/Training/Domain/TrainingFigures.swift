import CentreNetwork
public import Contracts
import Values

/// I2, who was reached by training, and I4, who is trained and still in post.
///
/// Source: acceptance/indicators.md, I2a to I2e, “Scope of I2”, I4.
public enum TrainingFigures {
  /// Computes the figures in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - rules: by which it is counted.
  ///   - facts: sessions and who was there, the network and its mandates.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, rules: RuleBook, facts: TrainingFacts
  ) -> [Figure] {
    reach(query, facts) + InPost.figures(query, rules, facts)
  }

  private static func reach(_ query: FigureQuery, _ facts: TrainingFacts) -> [Figure] {
    let (network, held) = (facts.network, facts.held(query))
    let rows = held.flatMap(\.rows)
    let headcounts = held.compactMap(\.session.headcount)
    let wasReached = reached(by: rows, in: network)
    let active = network.active(on: query.to)
    return network.byScope(active.map { wasReached[$0] }, at: active, on: query.to).flatMap {
      scope, isReached in
      figures(
        scope, rows.filter { $0.scopes.contains(scope) },
        hours: held.map { $0.hours(scope) }.reduce(Quantity(0), +),
        headcounts: scope == .all ? headcounts : [], isReached: isReached)
    }
  }

  /// Tells of each of a network's structures, by its place, whether some of the rows that count name it: I2d's numerator.
  static func reached(by rows: [TrainingFacts.Row], in network: Network) -> [Bool] {
    var reached = Array(repeating: false, count: network.structures.count)
    for place in rows.compactMap(\.place) { reached[place] = true }
    return reached
  }

  private static func figures(
    _ scope: Scope, _ rows: [TrainingFacts.Row], hours: Quantity, headcounts: [Int],
    isReached: [Bool]
  ) -> [Figure] {
    let people = Set(rows.map(\.person)).count
    let employees = Set(
      rows.filter(\.isEmployee).map(\.person))
    let counted = headcounts.reduce(0, +)
    let one = Quantity(1)
    func count(_ code: String, _ value: Quantity, bounds: [Ratio]? = nil) -> Figure {
      Figure(
        code: code, scope: scope.name, numerator: value, denominator: one, bounds: bounds)
    }
    let lowest = Ratio(numerator: Quantity(max(people, headcounts.max() ?? 0)), denominator: one)
    let highest = Ratio(numerator: Quantity(people + counted), denominator: one)
    return [
      count("I2a", Quantity(people), bounds: [lowest, highest]),
      count("I2b", Quantity(rows.count + counted)),
      count("I2c", hours),
      Figure("I2d", scope.name, isReached.count { $0 }, of: isReached.count),
      count("I2e", Quantity(employees.count)),
    ]
  }
}
