import Testing

@testable import Disclosure

/// Communes of some structures, beside totals by kind and territory that are published in full.
@Suite("Groups of which counts may be told")
struct GroupSecrecyTests {
  private static let parts = ["all", "kind:CS", "kind:EVS", "ctcd:69M", "ctcd:69D"]

  /// The sizes of a commune of so many CS and EVS.
  private static func commune(_ cs: Int, _ evs: Int, _ ctcd: String = "ctcd:69M") -> [String: Int] {
    ["all": cs + evs, "kind:CS": cs, "kind:EVS": evs, ctcd: cs + evs]
  }

  private func secret(_ sizes: [String: [String: Int]]) -> [String] {
    GroupSecrecy.secret(sizes, whole: "all", halves: ["kind:CS", "kind:EVS"]).sorted()
  }

  @Test("a commune of 3 is secret; one of 6 is told where 5 or more remain of each total")
  func sizes() {
    // Beside A: 3 + 4 structures in all, all of them CS and in 69M.
    let sizes = [
      "A": Self.commune(6, 0), "B": Self.commune(3, 0), "C": Self.commune(4, 0),
    ]
    #expect(secret(sizes) == ["B", "C"])
  }

  @Test("a commune is secret where it would leave 1 to 4 of a total")
  func remainders() {
    // 69M has 9 structures: without the 6 of A, 3 would remain.
    let few = [
      "A": Self.commune(6, 0), "B": Self.commune(3, 0), "C": Self.commune(9, 0, "ctcd:69D"),
    ]
    // With A secret, C alone would be told, and leaves 9.
    #expect(secret(few) == ["A", "B"])
    // Of the 5 EVS, 5 are in A; of the CS 2 would remain beside A's 9, of 11.
    let kinds = ["A": Self.commune(9, 5), "B": Self.commune(2, 0)]
    #expect(secret(kinds) == ["A", "B"])
  }

  @Test("a few members of one kind in a commune that is told are no remainder of the others")
  func lastOnes() {
    // A's 6 EVS, subtracted from the 8, would leave the 2 of B. With A secret, all less B would be A's 6, and so leave the 2 again.
    let both = ["A": Self.commune(0, 6), "B": Self.commune(20, 2)]
    #expect(secret(both) == ["A", "B"])
    // Of the two alone, each is what remains of the other, and has 5 or more in each part.
    let large = ["A": Self.commune(5, 6), "B": Self.commune(20, 5)]
    #expect(secret(large).isEmpty)
  }

  @Test("a commune is secret where a total, taken away from it, would leave 1 to 4")
  func wholeLessPart() {
    // All 6 EVS are in B: B's number less theirs would be that of its 1 CS. Beside B and A are 3 + 3 CS.
    let sizes = [
      "A": Self.commune(20, 0), "B": Self.commune(1, 6), "C": Self.commune(3, 0),
      "D": Self.commune(3, 0),
    ]
    #expect(secret(sizes) == ["B", "C", "D"])
  }

  @Test("communes are secret where two totals and another commune together would leave 1 to 4")
  func severalTotals() {
    // EVS: B 1, C 9, E and F 5. Less C's 9 and the 5, which are all of 69D, B's 1 would remain; with B secret too.
    let sizes = [
      "A": Self.commune(3, 0), "B": Self.commune(8, 1), "C": Self.commune(0, 9),
      "D": Self.commune(2, 0), "E": Self.commune(0, 3, "ctcd:69D"),
      "F": Self.commune(0, 2, "ctcd:69D"),
    ]
    #expect(secret(sizes) == ["A", "B", "C", "D", "E", "F"])
  }

  @Test("whichever communes somebody subtracts from a total, nothing or 5 and more remain")
  func everySubset() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var sizes: [String: [String: Int]] = [:]
      for name in ["A", "B", "C", "D", "E"].prefix(Int.random(in: 1...5, using: &random)) {
        let ctcd = Bool.random(using: &random) ? "ctcd:69M" : "ctcd:69D"
        sizes[name] = Self.commune(
          Int.random(in: 0...9, using: &random), Int.random(in: 0...9, using: &random), ctcd)
      }
      let told = sizes.keys.filter { !secret(sizes).contains($0) }.sorted()
      for part in Self.parts {
        let numbers = told.map { sizes[$0]?[part] ?? 0 }
        let total = sizes.values.reduce(0) { $0 + ($1[part] ?? 0) }
        for subset in 1..<(1 << numbers.count) {
          let chosen = numbers.indices.filter { subset & 1 << $0 != 0 }.map { numbers[$0] }
          let (sum, rest) = (chosen.reduce(0, +), total - chosen.reduce(0, +))
          #expect(sum == 0 || !(1..<5).contains(rest), "\(sizes) \(part)")
        }
      }
      #expect(told.allSatisfy { (sizes[$0]?["all"] ?? 0) >= 5 })
    }
  }

  @Test("no sum of totals and told communes, each taken any number of times, is about 1 to 4 alone")
  func everySum() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      var sizes: [String: [String: Int]] = [:]
      for name in ["A", "B", "C", "D"] {
        let ctcd = Bool.random(using: &random) ? "ctcd:69M" : "ctcd:69D"
        let counts = [0, 1, 2, 3, 5, 6, 8, 12]
        sizes[name] = Self.commune(
          counts.randomElement(using: &random) ?? 0, counts.randomElement(using: &random) ?? 0, ctcd
        )
      }
      // Structures of one commune and kind stand in the same totals, so nothing tells them apart.
      var cells: [(name: String, kind: String, count: Int)] = []
      for name in sizes.keys.sorted() {
        for kind in ["kind:CS", "kind:EVS"] {
          if let count = sizes[name]?[kind], count > 0 { cells.append((name, kind, count)) }
        }
      }
      var totals = ["kind:CS", "kind:EVS"].map { kind in cells.map { $0.kind == kind ? 1 : 0 } }
      for ctcd in ["ctcd:69M", "ctcd:69D"] {
        totals.append(cells.map { sizes[$0.name]?[ctcd] == nil ? 0 : 1 })
      }
      let hidden = Set(secret(sizes))
      let told = sizes.keys.filter { !hidden.contains($0) }
        .map { name in cells.map { $0.name == name ? 1 : 0 } }
      for subset in 1..<(1 << cells.count) {
        let inside = cells.indices.filter { subset & 1 << $0 != 0 }
        guard inside.reduce(0, { $0 + cells[$1].count }) < 5 else { continue }
        let outside = cells.indices.filter { subset & 1 << $0 == 0 }
        // How many independent sums are about nothing outside.
        func sums(_ rows: [[Int]]) -> Int {
          Self.rank(rows) - Self.rank(rows.map { row in outside.map { row[$0] } })
        }
        #expect(sums(totals + told) == sums(totals), "\(sizes) \(inside)")
      }
    }
  }

  /// How many of some rows are independent, by Gauss modulo a prime.
  private static func rank(_ rows: [[Int]]) -> Int {
    let prime = 10_007
    var left = rows
    var found = 0
    for column in 0..<(rows.first?.count ?? 0) {
      let pivot = left.indices.dropFirst(found).first { left[$0][column] != 0 }
      guard let pivot else { continue }
      left.swapAt(found, pivot)
      for other in left.indices.dropFirst(found + 1) {
        let (own, base) = (left[other][column], left[found][column])
        for place in left[other].indices {
          let value = left[other][place] * base - left[found][place] * own
          left[other][place] = (value % prime + prime) % prime
        }
      }
      found += 1
    }
    return found
  }
}
