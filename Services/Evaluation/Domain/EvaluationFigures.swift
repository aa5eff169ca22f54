public import Contracts
public import Network
import Values

/// I0, I5, I6 and I7: what is done, used, acquired, and shared with partners.
///
/// Source: acceptance/indicators.md.
public enum EvaluationFigures {
  /// Computes the figures in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - network: structures, approvals, communes.
  ///   - facts: answers, diagnoses and veille.
  ///   - expected: E(C); nil when it cannot be had: then I5 is left out.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, network: Network, facts: EvaluationFacts,
    expected: ExpectedStructures?
  ) -> [Figure] {
    let latest = latest(facts, query)
    let actions = Set(given(facts, query).flatMap(\.trainingActions)).sorted()
    let veille = VeilleYear(query, network, facts)
    let structures = network.active(on: query.asOf)
    let active = structures.map { structure in
      Known(
        structure, latest[structure.code],
        DiagnosisLevel.of(facts.diagnoses[structure.code] ?? [], on: query.asOf),
        veille.part(of: structure))
    }
    let asked = expected.map { expected in
      let structures = network.structures.filter { expected.codes.contains($0.code) }
      return network.byScope(
        structures.map { latest[$0.code]?.senacsUseLevel }, of: structures,
        on: expected.referenceDate)
    }
    var figures: [Figure] = []
    let scopes = network.byScope(active, of: structures, on: query.asOf)
    for (place, (scope, members)) in scopes.enumerated() {
      figures += Self.actions(actions, scope, members)
      figures += acquired(scope, members)
      figures.append(integrated(scope, members))
      figures += VeilleYear.figures(scope, members.map(\.veille))
      if let asked { figures += use(scope, asked[place].values) }
    }
    return figures
  }

  /// What is known of an active structure: looked up once, counted in each scope. A class, so that dividing it copies nothing.
  private final class Known {
    let structure: Structure
    let answer: Answer?
    let level: DiagnosisLevel
    let veille: VeilleYear.Part

    init(
      _ structure: Structure, _ answer: Answer?, _ level: DiagnosisLevel, _ veille: VeilleYear.Part
    ) {
      self.structure = structure
      self.answer = answer
      self.level = level
      self.veille = veille
    }
  }

  /// The answers of the year that were given by the day.
  private static func given(_ facts: EvaluationFacts, _ query: FigureQuery) -> [Answer] {
    (facts.answers[query.year] ?? []).filter { $0.answeredOn <= query.asOf }
  }

  /// Each structure's latest answer of the year, by the day.
  static func latest(_ facts: EvaluationFacts, _ query: FigureQuery) -> [String: Answer] {
    Dictionary(given(facts, query).map { ($0.structureCode, $0) }) { known, other in
      known.answeredOn < other.answeredOn ? other : known
    }
  }

  static func rate(_ code: String, _ scope: Scope, _ part: Int, _ whole: Int) -> Figure {
    Figure(
      code: code, scope: scope.name, numerator: Quantity(part), denominator: Quantity(whole))
  }

  static func absences(_ reason: String, _ count: Int, _ scope: Scope) -> [Absence]? {
    scope == .all && count > 0 ? [Absence(reason: reason, count: count)] : nil
  }

  private static func actions(
    _ codes: [String], _ scope: Scope, _ members: [Known]
  ) -> [Figure] {
    let answers = members.compactMap(\.answer)
    return codes.map { code in
      var figure = rate(
        "I0:\(code)", scope, answers.count { $0.trainingActions.contains(code) }, answers.count)
      figure.absences = absences("NO_ANSWER", members.count - answers.count, scope)
      return figure
    }
  }

  private static func integrated(_ scope: Scope, _ members: [Known]) -> Figure {
    let levels = members.compactMap { $0.answer?.partnershipLevel }
    var figure = rate("I7a", scope, levels.count { $0 >= 2 }, levels.count)
    figure.absences = absences("NO_LEVEL", members.count - levels.count, scope)
    return figure
  }

  /// I5, of the levels of those who are expected; nil where nobody said.
  private static func use(_ scope: Scope, _ members: [Int?]) -> [Figure] {
    let levels = members.compactMap(\.self)
    let yes = levels.count { $0 >= 1 }
    let silent = members.count - levels.count
    var used = rate("I5a", scope, yes, levels.count)
    if !members.isEmpty {
      let all = Quantity(members.count)
      used.bounds = [yes, yes + silent].map { Ratio(numerator: Quantity($0), denominator: all) }
    }
    used.absences = absences("NO_LEVEL", silent, scope)
    return [
      used, rate("I5b", scope, levels.count { $0 >= 2 }, levels.count),
      rate("I5-response", scope, levels.count, members.count),
    ]
  }

  private static func acquired(_ scope: Scope, _ members: [Known]) -> [Figure] {
    let evaluated = members.count(where: \.level.isEvaluated)
    var figure = rate("I6", scope, members.count { $0.level == .acquired }, evaluated)
    if case .all = scope {
      figure.details = FigureDetails(
        levels: members.map {
          .init(structureCode: $0.structure.code, level: $0.level.rawValue)
        })
      figure.absences = [DiagnosisLevel.arbitration, .notEvaluated].compactMap { level in
        let count = members.count { $0.level == level }
        return count == 0 ? nil : Absence(reason: level.rawValue.uppercased(), count: count)
      }
    }
    return [figure, rate("I6-coverage", scope, evaluated, members.count)]
  }
}
