public import Contracts
public import Network
import Values

/// I1: participation in SENACS.
///
/// Source: acceptance/indicators.md, I1, I1-restated, I1-on-time and “details of I1”.
public enum SenacsFigures {
  /// Computes the figures in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - network: structures, approvals, communes.
  ///   - campaign: the campaign asked for.
  ///   - submissions: of that campaign.
  ///   - successions: who went on in whom.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, network: Network, campaign: Campaign,
    submissions: ByStructure<Submission>,
    successions: [Succession] = []
  ) -> [Figure] {
    let participation = Participation(
      campaign, in: network, submissions: submissions, asOf: query.asOf)
    let restatement = Restatement(participation, campaign, in: network, successions)
    let rates = ScopedRates.byScope(
      participation, restatement, in: network, on: campaign.referenceDate)
    return rates.flatMap { scope, rates in
      var frozen = figure("I1", scope, rates.frozen.answered, of: rates.frozen.expected)
      if case .all = scope {
        frozen.details = details(participation)
        frozen.absences = absences(participation)
      }
      return [
        frozen,
        figure("I1-restated", scope, rates.restated.answered, of: rates.restated.expected),
        figure("I1-on-time", scope, rates.onTime, of: rates.frozen.expected),
      ]
    }
  }

  private static func figure(
    _ code: String, _ scope: Scope, _ numerator: Int, of denominator: Int
  ) -> Figure {
    Figure(
      code: code, scope: scope.name, numerator: Quantity(numerator),
      denominator: Quantity(denominator))
  }

  private static func details(_ participation: Participation) -> FigureDetails {
    FigureDetails(
      excluded: participation.expectation.excluded.map {
        .init(structureCode: $0.structure.code, reason: $0.reason.rawValue)
      }, unexpected: participation.unexpected)
  }

  private static func absences(_ participation: Participation) -> [Absence] {
    let standings = participation.expectation.places.map(participation.standing)
    return Participation.Standing.allCases.compactMap { standing in
      let count = standings.count { $0 == standing }
      return standing.absence.flatMap { count == 0 ? nil : Absence(reason: $0, count: count) }
    }.sorted { $0.reason < $1.reason }
  }
}
