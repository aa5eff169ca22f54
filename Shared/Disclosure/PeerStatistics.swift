/// What may be told of a group's answers to a question: where its middle half and its median lie, in steps.
///
/// This module's page has the rule and the proof.
public struct PeerStatistics: Sendable, Hashable {
  /// The fewest answers of which anything is told: each half of them has at least ``Suppression/threshold``.
  public static let least = 2 * Suppression.threshold

  /// At least half of the answers are no less than this, and no greater than ``upper``.
  public let lower: Int
  /// The step of the median; of an even number of answers that of the lower of the two in the middle.
  public let median: Steps.Step
  /// The upper end of the middle half's highest step.
  public let upper: Int

  /// Takes answers in any order; nil where they are too few.
  public init?(_ answers: [Int], in steps: Steps) {
    guard answers.count >= Self.least else { return nil }
    let places = answers.map(steps.step).sorted()
    let quarter = (places.count - 1) / 4
    lower = places[quarter].lower
    median = places[(places.count - 1) / 2]
    upper = places[places.count - 1 - quarter].upper
  }
}

/// Joins parts that are too small.
public enum SmallParts {
  /// Joins the smallest part with another one as long as it has too few.
  ///
  /// - Parameters:
  ///   - counts: how many each part has; parts without any are joined too.
  ///   - ordered: whether only neighbours are joined, as bands of a size are; else the next smallest is taken.
  ///   - least: how many are enough.
  /// - Returns: which parts are joined; each group has `least` or more, where there are so many in all.
  public static func joined(
    _ counts: [Int], ordered: Bool, least: Int = PeerStatistics.least
  ) -> [[Int]] {
    var groups = counts.indices.map { [$0] }
    func count(_ group: [Int]) -> Int { group.reduce(0) { $0 + counts[$1] } }
    while groups.count > 1,
      let small = groups.indices.min(by: { count(groups[$0]) < count(groups[$1]) }),
      count(groups[small]) < least
    {
      let others = ordered ? [small - 1, small + 1] : Array(groups.indices)
      let other = others.filter { groups.indices.contains($0) && $0 != small }
        .min { count(groups[$0]) < count(groups[$1]) }
      guard let other else { break }
      groups[min(small, other)] = (groups[small] + groups[other]).sorted()
      groups.remove(at: max(small, other))
    }
    return groups
  }
}
