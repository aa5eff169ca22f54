public import Network

/// Participation in one scope, as counts: I1, I1-restated and I1-on-time.
///
/// Source: acceptance/indicators.md.
public struct ScopedRates: Sendable, Hashable {
  /// Who was expected, and of them who answered in a way that counts.
  public struct Rate: Sendable, Hashable {
    /// The denominator.
    public let expected: Int
    /// The numerator.
    public let answered: Int
  }

  /// I1.
  public let frozen: Rate
  /// I1-restated: without those that closed on or before the closing day.
  public let restated: Rate
  /// I1-on-time's numerator; its denominator is I1's.
  public let onTime: Int

  /// Counts.
  public init(
    _ participation: Participation, _ campaign: Campaign, in network: Network, _ scope: Scope
  ) {
    let members = participation.expectation.expected.filter {
      network.scope(scope, contains: $0, on: campaign.referenceDate)
    }
    func rate(_ structures: [Structure]) -> Rate {
      Rate(
        expected: structures.count,
        answered: structures.count { participation.counting.contains($0.code) })
    }
    frozen = rate(members)
    restated = rate(members.filter { network.isOpen($0, on: campaign.closesOn) })
    onTime = members.count { participation.onTime.contains($0.code) }
  }
}
