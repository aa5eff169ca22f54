import Disclosure
import Testing

@Suite("Breakdowns beside their whole")
struct BreakdownTests {
  /// All lists of so many numbers from 0 to `most`.
  private func lists(_ count: Int, upTo most: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { lists, _ in
      lists.flatMap { list in (0...most).map { list + [$0] } }
    }
  }

  /// What a reader is shown: the whole, and either each part or those that are told together.
  private struct Shown: Hashable {
    let whole: Int
    let parts: [Int?]
  }

  @Test(
    "whoever knows the rule and all that is shown never learns of a 1 or a 2",
    arguments: [(2, 14), (3, 10), (4, 7), (5, 6)])
  func nothingFollows(_ count: Int, _ most: Int) {
    let all = Dictionary(grouping: lists(count, upTo: most)) { parts in
      let breakdown = Breakdown(parts)
      return Shown(
        whole: parts.reduce(0, +),
        parts: parts.indices.map { breakdown.told.contains($0) ? parts[$0] : nil })
    }
    for (shown, possible) in all {
      for (place, part) in shown.parts.enumerated() {
        if let part {
          #expect(part == 0 || part >= Breakdown.fewest, "\(shown)")
        } else {
          let values = Set(possible.map { $0[place] })
          #expect(values.count > 1 || values.isSubset(of: [0]), "\(shown) \(values)")
        }
      }
    }
  }

  @Test("small parts are told together, with as many others as it takes, and not without need")
  func examples() {
    // 26 departures: 1 and 2 are told as 3 of two causes.
    #expect(Breakdown([10, 8, 5, 2, 1]).together == [3, 4])
    // 1 alone would follow from the whole, so the smallest of the others joins it; with a tie both do.
    #expect(Breakdown([10, 8, 4, 3, 1]).together == [3, 4])
    #expect(Breakdown([10, 8, 3, 3, 1]).together == [2, 3, 4])
    // Two parts of at most 2 that make 4 are 2 and 2.
    #expect(Breakdown([10, 8, 5, 2, 2]).together == [2, 3, 4])
    // Nobody is nobody's secret, but beside a small part it helps to hide it.
    #expect(Breakdown([10, 8, 5, 3, 0]).together.isEmpty)
    #expect(Breakdown([10, 8, 5, 0, 1]).together == [3, 4])
    // Ten departures of five causes may be two of each, so nothing is told of the causes.
    #expect(Breakdown([5, 5, 0, 0, 0]).isWholeOnly && Breakdown([]).isWholeOnly)
  }
}
