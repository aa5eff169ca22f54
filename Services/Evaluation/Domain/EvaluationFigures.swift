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
    let active = network.active(on: query.asOf)
    let given = given(facts.answers, query)
    let latest = latest(facts.answers, query)
    let codes = Set(given.flatMap(\.trainingActions)).sorted()
    let levels = Self.levels(active, facts.diagnoses, query)
    let veille = VeilleYear(query, network, facts)
    var figures: [Figure] = []
    for scope in Scope.reported {
      let members = active.filter { network.scope(scope, contains: $0, on: query.asOf) }
      figures += actions(codes, scope, members, latest)
      figures += acquired(scope, members, levels)
      figures.append(integrated(scope, members, latest))
      figures += veille.figures(scope, members)
      if let expected { figures += use(scope, expected, network, latest) }
    }
    return figures
  }

  /// The answers of the year that were given by the day.
  private static func given(_ answers: [Answer], _ query: FigureQuery) -> [Answer] {
    answers.filter { $0.year == query.year && $0.answeredOn <= query.asOf }
  }

  /// Each structure's latest answer of the year, by the day.
  static func latest(_ answers: [Answer], _ query: FigureQuery) -> [String: Answer] {
    Dictionary(grouping: given(answers, query), by: \.structureCode)
      .compactMapValues { $0.max { $0.answeredOn < $1.answeredOn } }
  }

  static func rate(_ code: String, _ scope: Scope, _ part: Int, _ whole: Int) -> Figure {
    Figure(
      code: code, scope: scope.name, numerator: Quantity(part), denominator: Quantity(whole))
  }

  private static func absences(_ reason: String, _ count: Int, _ scope: Scope) -> [Absence]? {
    scope == .all && count > 0 ? [Absence(reason: reason, count: count)] : nil
  }

  private static func actions(
    _ codes: [String], _ scope: Scope, _ members: [Structure], _ latest: [String: Answer]
  ) -> [Figure] {
    let answers = members.compactMap { latest[$0.code] }
    return codes.map { code in
      var figure = rate(
        "I0:\(code)", scope, answers.count { $0.trainingActions.contains(code) }, answers.count)
      figure.absences = absences("NO_ANSWER", members.count - answers.count, scope)
      return figure
    }
  }

  private static func integrated(
    _ scope: Scope, _ members: [Structure], _ latest: [String: Answer]
  ) -> Figure {
    let levels = members.compactMap { latest[$0.code]?.partnershipLevel }
    var figure = rate("I7a", scope, levels.count { $0 >= 2 }, levels.count)
    figure.absences = absences("NO_LEVEL", members.count - levels.count, scope)
    return figure
  }

  private static func use(
    _ scope: Scope, _ expected: ExpectedStructures, _ network: Network,
    _ latest: [String: Answer]
  ) -> [Figure] {
    let members = network.structures.filter {
      expected.codes.contains($0.code)
        && network.scope(scope, contains: $0, on: expected.referenceDate)
    }
    let levels = members.compactMap { latest[$0.code]?.senacsUseLevel }
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

  private static func levels(
    _ active: [Structure], _ diagnoses: [Diagnosis], _ query: FigureQuery
  ) -> [String: DiagnosisLevel] {
    let readings = Dictionary(grouping: diagnoses, by: \.structureCode)
    return Dictionary(
      uniqueKeysWithValues: active.map {
        ($0.code, DiagnosisLevel.of(readings[$0.code] ?? [], on: query.asOf))
      })
  }

  private static func acquired(
    _ scope: Scope, _ members: [Structure], _ levels: [String: DiagnosisLevel]
  ) -> [Figure] {
    let own = members.map { (code: $0.code, level: levels[$0.code] ?? .notEvaluated) }
    let evaluated = own.count(where: \.level.isEvaluated)
    var figure = rate("I6", scope, own.count { $0.level == .acquired }, evaluated)
    if case .all = scope {
      figure.details = FigureDetails(
        levels: own.map { .init(structureCode: $0.code, level: $0.level.rawValue) })
      figure.absences = [DiagnosisLevel.arbitration, .notEvaluated].compactMap { level in
        let count = own.count { $0.level == level }
        return count == 0 ? nil : Absence(reason: level.rawValue.uppercased(), count: count)
      }
    }
    return [figure, rate("I6-coverage", scope, evaluated, members.count)]
  }
}
