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
  ///   - submissions: of that campaign, in any order.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, network: Network, campaign: Campaign, submissions: [Submission]
  ) -> [Figure] {
    let participation = Participation(
      campaign, in: network, submissions: submissions, asOf: query.asOf)
    let everybody = participation.expectation.expected
    let restated = everybody.filter { network.isOpen($0, on: campaign.closesOn) }
    return Scope.reported.flatMap { scope in
      let isIn = { network.scope(scope, contains: $0, on: campaign.referenceDate) }
      let expected = everybody.filter(isIn)
      var frozen = rate("I1", scope, expected, participation.counting)
      if case .all = scope {
        frozen.details = details(participation)
        frozen.absences = absences(participation)
      }
      return [
        frozen, rate("I1-restated", scope, restated.filter(isIn), participation.counting),
        rate("I1-on-time", scope, expected, participation.onTime),
      ]
    }
  }

  private static func rate(
    _ code: String, _ scope: Scope, _ members: [Structure], _ answered: Set<String>
  ) -> Figure {
    Figure(
      code: code, scope: scope.name,
      numerator: Quantity(members.count { answered.contains($0.code) }),
      denominator: Quantity(members.count))
  }

  private static func details(_ participation: Participation) -> FigureDetails {
    FigureDetails(
      excluded: participation.expectation.excluded.map {
        .init(structureCode: $0.structure.code, reason: $0.reason.rawValue)
      }, unexpected: participation.unexpected)
  }

  private static func absences(_ participation: Participation) -> [Absence] {
    let reasons = participation.expectation.expected.compactMap(participation.absence)
    return Dictionary(reasons.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
      .map { Absence(reason: $0.key, count: $0.value) }
  }
}
