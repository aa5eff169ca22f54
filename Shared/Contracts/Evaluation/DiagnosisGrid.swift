public import Values

/// Points of an item, 0…3.
public enum PointBounds: NumberBounds {
  /// 0…3.
  public static let range = 0...3
}

/// The bounds of the gap between two assessors' points that makes an item disputed.
public enum GapBounds: NumberBounds {
  /// 1…3.
  public static let range = 1...3
}

/// A sum of four items.
public enum SumBounds: NumberBounds {
  /// 0…12.
  public static let range = 0...12
}

/// How many months after its last revision a diagnosis is still fresh.
public enum MonthBounds: NumberBounds {
  /// Up to a century.
  public static let range = 0...1200
}

/// The grid by which readings of a diagnosis are graded, as data.
///
/// It is a proposal, not an official grid: reference/domain.md, §7, I6. ``proposed`` is the one that the sheet's figures use
/// (acceptance/indicators.md, “Level of I6”); another can be tried beside it.
public struct DiagnosisGrid: Codable, Sendable, Hashable {
  /// What `acquired` asks for, in points 0…3.
  public struct Acquired: Codable, Sendable, Hashable {
    /// The least points that each of a1, a2, a3 and A4 = min(a4a, a4b, a4c) must have.
    public var leastItem: Bounded<PointBounds>
    /// The least points that each of B1 and B2 must have.
    public var leastLink: Bounded<PointBounds>
    /// The least points that C1 must have.
    public var leastFreshness: Bounded<PointBounds>

    /// Makes it.
    public init(
      leastItem: Bounded<PointBounds>, leastLink: Bounded<PointBounds>,
      leastFreshness: Bounded<PointBounds>
    ) {
      self.leastItem = leastItem
      self.leastLink = leastLink
      self.leastFreshness = leastFreshness
    }
  }

  /// The name, such as `proposed-1`.
  public var name: String
  /// What it is, `fr` and `en`.
  public var labels: [String: String]
  /// Where it comes from.
  public var source: String
  /// The least gap between two assessors' points that makes an item disputed, 1…3.
  public var arbitrationGap: Bounded<GapBounds>
  /// What `acquired` asks for.
  public var acquired: Acquired
  /// The least sum of a1 + a2 + a3 + A4 for `in_progress`, 0…12; three quarters of it for a first project, which has no a1.
  public var leastSum: Bounded<SumBounds>
  /// The most months since the last revision for which C1 is 3, 2 and 1, in this order, rising.
  public var freshnessMonths: [Bounded<MonthBounds>]

  /// The proposed grid, as `deploy/sample/grids/proposed-1.json` has it.
  public static let proposed = DiagnosisGrid(
    name: "proposed-1",
    labels: [
      "fr": "Grille proposée, non officielle",
      "en": "Proposed grid, not official",
    ], source: "acceptance/indicators.md, Level of I6; reference/domain.md, §7",
    arbitrationGap: 2, acquired: Acquired(leastItem: 2, leastLink: 2, leastFreshness: 2),
    leastSum: 6, freshnessMonths: [12, 24, 48])

  /// The faults of the grid; empty if it has none.
  public var faults: [DocumentFault] {
    var faults: [DocumentFault] = []
    if name.isEmpty { faults.append(DocumentFault("JSON_MEMBER", "name")) }
    if freshnessMonths.count != 3 || freshnessMonths != freshnessMonths.sorted() {
      faults.append(DocumentFault("GRID_MONTHS"))
    }
    return faults
  }
}
