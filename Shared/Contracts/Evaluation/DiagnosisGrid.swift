/// The grid by which readings of a diagnosis are graded, as data.
///
/// It is a proposal, not an official grid: reference/domain.md, §7, I6. ``proposed`` is the one that the sheet's figures use
/// (acceptance/indicators.md, “Level of I6”); another can be tried beside it.
public struct DiagnosisGrid: Codable, Sendable, Hashable {
  /// What `acquired` asks for, in points 0…3.
  public struct Acquired: Codable, Sendable, Hashable {
    /// The least of a1, a2, a3 and A4 = min(a4a, a4b, a4c).
    public var leastItem: Int
    /// The least of B1 and B2.
    public var leastLink: Int
    /// The least of C1.
    public var leastFreshness: Int

    /// Makes it.
    public init(leastItem: Int, leastLink: Int, leastFreshness: Int) {
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
  /// How far two assessors may not lie apart on an item, 1…3.
  public var arbitrationGap: Int
  /// What `acquired` asks for.
  public var acquired: Acquired
  /// The least sum of a1 + a2 + a3 + A4 for `in_progress`, 0…12; where a first project has no a1, three quarters of it.
  public var leastSum: Int
  /// Up to how many months after the last revision C1 is 3, 2 and 1; rising.
  public var freshnessMonths: [Int]

  /// Makes a grid.
  public init(
    name: String, labels: [String: String], source: String, arbitrationGap: Int,
    acquired: Acquired, leastSum: Int, freshnessMonths: [Int]
  ) {
    self.name = name
    self.labels = labels
    self.source = source
    self.arbitrationGap = arbitrationGap
    self.acquired = acquired
    self.leastSum = leastSum
    self.freshnessMonths = freshnessMonths
  }

  /// The proposed grid, as `deploy/sample/grids/proposed-1.json` has it.
  public static let proposed = DiagnosisGrid(
    name: "proposed-1",
    labels: [
      "fr": "Grille proposée ; elle n'est pas officielle",
      "en": "Proposed grid; not an official one",
    ], source: "acceptance/indicators.md, Level of I6; reference/domain.md, §7",
    arbitrationGap: 2, acquired: Acquired(leastItem: 2, leastLink: 2, leastFreshness: 2),
    leastSum: 6, freshnessMonths: [12, 24, 48])

  /// What is the matter with it; empty for nothing.
  public var faults: [String] {
    var faults: [String] = []
    func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) {
      if !range.contains(value) {
        faults.append("\(name) is \(range.lowerBound)…\(range.upperBound)")
      }
    }
    if name.isEmpty { faults.append("name is missing") }
    check("arbitrationGap", arbitrationGap, 1...3)
    check("acquired.leastItem", acquired.leastItem, 0...3)
    check("acquired.leastLink", acquired.leastLink, 0...3)
    check("acquired.leastFreshness", acquired.leastFreshness, 0...3)
    check("leastSum", leastSum, 0...12)
    if freshnessMonths.count != 3 || freshnessMonths != freshnessMonths.sorted()
      || !freshnessMonths.allSatisfy((0...1200).contains)
    {
      faults.append("freshnessMonths are three rising numbers of months, 0…1200")
    }
    return faults
  }
}
