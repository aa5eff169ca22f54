import CentreNetwork
public import Contracts
import Values

/// I1: participation in SENACS.
///
/// Source: acceptance/indicators.md, I1, I1-restated, I1-on-time and “details of I1”.
public enum SenacsFigures {
  /// Computes the figures in the five scopes, in no particular order.
  public static func compute(_ restatement: Restatement) -> [Figure] {
    let participation = restatement.participation
    return ScopedRates.byScope(restatement).flatMap { scope, rates in
      var frozen = Figure("I1", scope.name, rates.frozen.answered, of: rates.frozen.expected)
      if case .all = scope {
        frozen.details = FigureDetails(
          excluded: participation.expectation.excluded.map {
            .init(structureCode: $0.structure.code, reason: $0.reason.rawValue)
          }, unexpected: participation.unexpected)
        frozen.absences = absences(participation)
      }
      return [
        frozen,
        Figure("I1-restated", scope.name, rates.restated.answered, of: rates.restated.expected),
        Figure("I1-on-time", scope.name, rates.onTime, of: rates.frozen.expected),
      ]
    }
  }

  private static func absences(_ participation: Participation) -> [Absence] {
    let standings = participation.expectedStandings
    return Participation.Standing.allCases.compactMap { standing in
      let count = standings.count { $0 == standing }
      return standing.absence.flatMap { count == 0 ? nil : Absence(reason: $0, count: count) }
    }.sorted { $0.reason < $1.reason }
  }
}
