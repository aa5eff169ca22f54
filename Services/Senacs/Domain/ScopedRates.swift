public import CentreNetwork
import Values

/// Participation in one scope, as counts: I1, I1-restated and I1-on-time.
///
/// Source: acceptance/indicators.md.
public struct ScopedRates: Sendable, Hashable {
  /// How many were expected, and how many of these have an answer that counts.
  public struct Rate: Sendable, Hashable {
    /// The denominator.
    public let expected: Int
    /// The numerator.
    public let answered: Int
  }

  /// I1.
  public let frozen: Rate
  /// I1-restated: without the structures that closed on or before the closing day, and with their heirs.
  public let restated: Rate
  /// I1-on-time's numerator; its denominator is I1's.
  public let onTime: Int

  /// Counts in one part of the network.
  ///
  /// - Parameters:
  ///   - restatement: who is expected and who answered, before and after it is known who closed.
  ///   - isMeant: whether a structure belongs to the part.
  public init(_ restatement: Restatement, where isMeant: (Structure) -> Bool) {
    let participation = restatement.participation
    self.init(
      Self.those(participation.expectedStandings, participation.expectation.expected, isMeant),
      Self.those(restatement.answering, restatement.members, isMeant))
  }

  /// Counts in the five scopes of acceptance/indicators.md, as they are on the campaign's reference date.
  public static func byScope(
    _ restatement: Restatement
  ) -> [(scope: Scope, rates: ScopedRates)] {
    let participation = restatement.participation
    let (network, day) = (participation.network, participation.campaign.referenceDate)
    let frozen = network.byScope(
      participation.expectedStandings, at: participation.expectation.places, on: day)
    let restated = network.byScope(restatement.answering, at: restatement.places, on: day)
    return zip(frozen, restated).map { ($0.scope, ScopedRates($0.values, $1.values)) }
  }

  private static func those<Value>(
    _ values: [Value], _ structures: [Structure], _ isMeant: (Structure) -> Bool
  ) -> [Value] {
    zip(values, structures).filter { isMeant($0.1) }.map(\.0)
  }

  private init(_ members: [Participation.Standing], _ later: [Bool]) {
    frozen = Rate(expected: members.count, answered: members.count(where: \.counts))
    restated = Rate(expected: later.count, answered: later.count { $0 })
    onTime = members.count { $0 == .onTime }
  }
}
