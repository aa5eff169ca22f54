import CentreNetwork
public import Contracts
import Values

/// I0, I5, I6 and I7: what is done, used, acquired, and shared with partners.
///
/// Source: acceptance/indicators.md.
public enum EvaluationFigures {
  /// Computes the figures in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - facts: the network, answers, diagnoses and veille.
  ///   - expected: E(C); nil where senacs does not tell it: then I5 is left out.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, facts: EvaluationFacts, expected: ExpectedStructures?
  ) -> [Figure] {
    let network = facts.network
    let actions = actions(facts, query)
    let veille = VeilleYear(query, facts)
    let active = network.active(on: query.asOf)
    let levels = active.map { DiagnosisLevel.of(facts.diagnoses[$0], on: query.asOf) }
    let known = zip(active, levels).lazy.map { place, level in
      Known(answer: facts.latest(query, at: place), level: level, veille: veille.part(at: place))
    }
    let sums = network.byScope(known, at: active, on: query.asOf, into: Sum(actions: actions)) {
      $0.add($1)
    }
    let asked = expected.map { expected in
      let places = network.places(of: expected.codes).compactMap(\.self)
      return network.byScope(
        places.lazy.map { facts.latest(query, at: $0)?.senacsUseLevel }, at: places,
        on: expected.referenceDate)
    }
    let details = zip(active, levels).map { place, level in
      FigureDetails.Level(
        structureCode: network.structures[place].code, level: level.rawValue)
    }
    var figures: [Figure] = []
    for (index, (scope, sum)) in sums.enumerated() {
      figures += sum.named(scope)
      figures += acquired(scope, sum, details)
      figures.append(integrated(scope, sum))
      figures += sum.veille.figures(scope)
      if let asked { figures += use(scope, asked[index].values) }
    }
    return figures
  }

  /// What is known of an active structure.
  private struct Known {
    let answer: Answer?
    let level: DiagnosisLevel
    let veille: VeilleYear.Part
  }

  /// The sums over the active structures of a scope.
  private struct Sum {
    /// The codes of the training actions.
    let actions: [String]
    /// How many answers name each of them.
    var naming: [Int]
    var members = 0
    var answers = 0
    /// Answers with a level of partnership, and those of them with 2 or more.
    var partnerships = (answered: 0, integrated: 0)
    /// How many have each level of ``DiagnosisLevel/allCases``.
    var levels = DiagnosisLevel.allCases.map { _ in 0 }
    var veille = VeilleYear.Sum()

    init(actions: [String]) {
      self.actions = actions
      naming = actions.map { _ in 0 }
    }

    mutating func add(_ known: Known) {
      members += 1
      levels[known.level.index] += 1
      veille.add(known.veille)
      guard let answer = known.answer else { return }
      answers += 1
      for action in answer.trainingActions {
        if let index = actions.firstIndex(of: action) { naming[index] += 1 }
      }
      if let level = answer.partnershipLevel {
        partnerships.answered += 1
        partnerships.integrated += level >= 2 ? 1 : 0
      }
    }

    func named(_ scope: Scope) -> [Figure] {
      zip(actions, naming).map {
        rate("I0:\($0)", scope, $1, answers, absent: "NO_ANSWER", members - answers)
      }
    }
  }

  /// Returns the codes of the training actions that the year's answers, given by D, name; in order.
  private static func actions(_ facts: EvaluationFacts, _ query: FigureQuery) -> [String] {
    guard let answers = facts.answers[query.year.value] else { return [] }
    return answers.all.reduce(into: Set()) { found, answer in
      if answer.answeredOn <= query.asOf { found.formUnion(answer.trainingActions) }
    }.sorted()
  }

  /// Makes a figure; in the scope of all it tells how many are absent.
  static func rate(
    _ code: String, _ scope: Scope, _ part: Int, _ whole: Int, absent reason: String = "",
    _ count: Int = 0
  ) -> Figure {
    Figure(
      code: code, scope: scope.name, numerator: Quantity(part), denominator: Quantity(whole),
      absences: scope == .all && count > 0 ? [Absence(reason: reason, count: count)] : nil)
  }

  private static func integrated(_ scope: Scope, _ sum: Sum) -> Figure {
    let (integrated, answered) = (sum.partnerships.integrated, sum.partnerships.answered)
    return rate(
      "I7a", scope, integrated, answered, absent: "NO_LEVEL", sum.members - answered)
  }

  /// Computes I5 from the levels of the expected structures; nil for a structure that named no level.
  private static func use(_ scope: Scope, _ members: [Int?]) -> [Figure] {
    let levels = members.compactMap(\.self)
    let yes = levels.count { $0 >= 1 }
    let silent = members.count - levels.count
    var used = rate("I5a", scope, yes, levels.count, absent: "NO_LEVEL", silent)
    if !members.isEmpty {
      let all = Quantity(members.count)
      used.bounds = [yes, yes + silent].map { Ratio(numerator: Quantity($0), denominator: all) }
    }
    return [
      used, rate("I5b", scope, levels.count { $0 >= 2 }, levels.count),
      rate("I5-response", scope, levels.count, members.count),
    ]
  }

  private static func acquired(
    _ scope: Scope, _ sum: Sum, _ details: [FigureDetails.Level]
  ) -> [Figure] {
    func count(_ level: DiagnosisLevel) -> Int { sum.levels[level.index] }
    let evaluated = DiagnosisLevel.allCases.filter(\.isEvaluated).map(count).reduce(0, +)
    var figure = rate("I6", scope, count(.acquired), evaluated)
    if case .all = scope {
      figure.details = FigureDetails(levels: details)
      figure.absences = [DiagnosisLevel.arbitration, .notEvaluated].compactMap { level in
        count(level) == 0
          ? nil : Absence(reason: level.rawValue.uppercased(), count: count(level))
      }
    }
    return [figure, rate("I6-coverage", scope, evaluated, sum.members)]
  }
}
