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
  /// I1-restated: without those that closed on or before the closing day, and with who inherits from them.
  public let restated: Rate
  /// I1-on-time's numerator; its denominator is I1's.
  public let onTime: Int

  /// Counts.
  ///
  /// - Parameters:
  ///   - participation: who is expected and who answered.
  ///   - restatement: the same, once it is known who closed.
  ///   - isMeant: whether a structure belongs to the scope.
  public init(
    _ participation: Participation, _ restatement: Restatement, where isMeant: (Structure) -> Bool
  ) {
    let members = participation.expectation.expected.filter(isMeant)
    let later = restatement.members.filter(isMeant)
    frozen = Rate(
      expected: members.count,
      answered: members.count { participation.counting.contains($0.code) })
    restated = Rate(
      expected: later.count, answered: later.count { restatement.answered.contains($0.code) })
    onTime = members.count { participation.onTime.contains($0.code) }
  }
}
