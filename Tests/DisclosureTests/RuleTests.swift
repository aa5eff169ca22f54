import TestSupport
import Testing

@testable import Disclosure

/// Tries every possible table of small numbers, and counts the tables that fit what is shown instead of solving for them.
@Suite("The rule, tried on all small tables", .onWaitingThreads)
struct RuleTests {
  private static let oneWay = Layout(total: "all", breakdowns: [["a", "b"]])
  private static let twoWays = Layout(total: "all", breakdowns: [["a", "b"], ["c", "d"]])

  private static func cells(_ layout: Layout, _ total: Int, _ firsts: [Int]) -> [String: Int] {
    var cells = [layout.total: total]
    for (breakdown, first) in zip(layout.breakdowns, firsts) {
      cells[breakdown[0]] = first
      cells[breakdown[1]] = total - first
    }
    return cells
  }

  /// Returns what a reader sees of the counts, and the secret numbers.
  private static func publish(
    _ counts: [Count], _ rule: Suppression
  ) -> (seen: [String], secrets: [String: Int]) {
    let verdicts = rule.verdicts(counts)
    var seen: [String] = []
    var secrets: [String: Int] = [:]
    for count in counts {
      for scope in rule.layout.scopes {
        let name = "\(count.name) \(scope)"
        let number = count.cells[scope] ?? 0
        if verdicts[count.name]?[scope] == .shown {
          seen.append("\(name) \(number)")
        } else {
          seen.append(name)
          secrets[name] = number
        }
      }
    }
    return (seen, secrets)
  }

  /// Groups the tables that look the same to a reader, and expects at least two possible values of each secret within a group.
  private static func expectNothingTold(_ tables: [[Count]], _ rule: Suppression) {
    var values: [[String]: [String: Set<Int>]] = [:]
    for counts in tables {
      let (seen, secrets) = publish(counts, rule)
      for (cell, number) in secrets { values[seen, default: [:]][cell, default: []].insert(number) }
    }
    #expect(!values.isEmpty)
    for (seen, cells) in values {
      for (cell, numbers) in cells where numbers.count < 2 {
        Issue.record("\(cell) is \(numbers) in \(seen)")
      }
    }
  }

  @Test(
    "who knows the rule and tries all tables on it does not find a secret: of 7 or 8 organisations, by two breakdowns",
    arguments: [7, 8], [0, 1, 2, 4])
  func ruleIsKnown(organisations: Int, inFirst: Int) {
    let rule = Suppression(layout: Self.twoWays, threshold: 3)
    for inThird in 0...organisations {
      let whole = Count(
        name: "whole", cells: Self.cells(Self.twoWays, organisations, [inFirst, inThird]),
        subject: .organisations)
      var tables: [[Count]] = []
      for total in 0...organisations {
        let parts = [inFirst, inThird].map { most in
          (0...total).filter { $0 <= most && total - $0 <= organisations - most }
        }
        for first in parts[0] {
          for third in parts[1] {
            let part = Count(
              name: "part", cells: Self.cells(Self.twoWays, total, [first, third]),
              subject: .people,
              within: "whole")
            tables.append([whole, part])
          }
        }
      }
      Self.expectNothingTold(tables, rule)
    }
  }

  /// Returns all ways in which a part of a count can split by one breakdown, as total and first cell.
  private static func splits(_ total: Int, _ first: Int) -> [(total: Int, first: Int)] {
    (0...total).flatMap { number in
      (0...number).filter { $0 <= first && number - $0 <= total - first }.map { (number, $0) }
    }
  }

  @Test(
    "nor of a count within a count, such as who uses data among who answered", arguments: 0...9)
  func ruleIsKnownOfChains(inFirst: Int) {
    let rule = Suppression(layout: Self.oneWay, threshold: 3)
    let whole = Count(
      name: "whole", cells: Self.cells(Self.oneWay, 9, [inFirst]), subject: .organisations)
    let tables = Self.splits(9, inFirst).flatMap { outer in
      let middle = Count(
        name: "middle", cells: Self.cells(Self.oneWay, outer.total, [outer.first]),
        subject: .people,
        within: "whole")
      return Self.splits(outer.total, outer.first).map { inner in
        let part = Count(
          name: "part", cells: Self.cells(Self.oneWay, inner.total, [inner.first]),
          subject: .people,
          within: "middle")
        return [whole, middle, part]
      }
    }
    Self.expectNothingTold(tables, rule)
  }

  @Test("the interval given of each number is that of the tables that fit", arguments: 0..<300)
  func intervals(seed: Int) {
    var random = Generator(seed: seed)
    let rule = Suppression(layout: Self.oneWay, threshold: 3 + random.below(3))
    let organisations = random.below(13)
    let inFirst = random.below(organisations + 1)
    let outers = Self.splits(organisations, inFirst)
    let outer = outers[random.below(outers.count)]
    let inners = Self.splits(outer.total, outer.first)
    let inner = inners[random.below(inners.count)]
    func counts(
      _ outer: (total: Int, first: Int), _ inner: (total: Int, first: Int)
    ) -> [Count] {
      [
        Count(
          name: "whole", cells: Self.cells(Self.oneWay, organisations, [inFirst]),
          subject: .organisations),
        Count(
          name: "middle", cells: Self.cells(Self.oneWay, outer.total, [outer.first]),
          subject: .people,
          within: "whole"),
        Count(
          name: "part", cells: Self.cells(Self.oneWay, inner.total, [inner.first]),
          subject: .people,
          within: "middle"),
      ]
    }
    let truth = counts(outer, inner)
    var plan = Plan(rule: rule, counts: truth)
    plan.settle()
    let verdicts = rule.verdicts(truth)
    var fitting: [String: Set<Int>] = [:]
    for outer in outers {
      for inner in Self.splits(outer.total, outer.first) {
        let other = counts(outer, inner)
        let fits = zip(truth, other).allSatisfy { one, two in
          Self.oneWay.scopes.allSatisfy {
            verdicts[one.name]?[$0] != .shown || one.cells[$0] == two.cells[$0]
          }
        }
        guard fits else { continue }
        for count in other {
          for scope in Self.oneWay.scopes {
            fitting["\(count.name) \(scope)", default: []].insert(count.cells[scope] ?? 0)
          }
        }
      }
    }
    for count in truth {
      for scope in Self.oneWay.scopes {
        let interval = plan.interval(count, scope)
        #expect(Set(interval) == fitting["\(count.name) \(scope)"], "\(count.name) \(scope)")
      }
    }
  }

  @Test("the order in which counts are given changes nothing", arguments: 0..<200)
  func order(seed: Int) {
    let counts = Publication.counts(RandomStructures(seed: seed).figures)
    let verdicts = Suppression().verdicts(counts)
    #expect(Suppression().verdicts(counts.reversed()) == verdicts)
  }
}
