import Attack
import TestSupport
import Testing

@testable import Disclosure

/// A group of structures with random answers, and what the feedback sheets tell of them.
private struct RandomGroup {
  /// A total and its three parts, a whole with a part (`people`, `team`), and a field without ties.
  static let fields = ["total", "a", "b", "c", "people", "team", "free"]
  static let parts = ["a", "b", "c"]

  /// Field → each structure's answer, in whole numbers.
  var answers: [String: [Int]] = [:]
  var ties: Ties {
    var ties = Ties()
    ties.sum("total", of: Self.parts)
    ties.atMost("team", "people")
    return ties
  }
  var known: PeerAttacker.Ties {
    var ties = PeerAttacker.Ties()
    ties.sums = [("total", Self.parts)]
    ties.atMost = [("team", "people")]
    return ties
  }

  /// Invents the answers. With every even seed, all structures but the first lie far off to both sides, so that the first one's
  /// step is told.
  init(seed: Int, count: Int? = nil) {
    var random = Generator(seed: seed)
    let size = [3, 12, 60, 400][random.below(4)]
    let isPinned = count == nil && seed % 2 == 0
    for place in 0..<(count ?? (isPinned ? 10 : 10 + random.below(15))) {
      func number() -> Int {
        isPinned && place > 0 ? (place < 5 ? 0 : 900) : random.below(size)
      }
      let parts = Self.parts.map { _ in number() }
      let people = number()
      let team = min(people, number())
      let numbers = [parts.reduce(0, +)] + parts + [people, team, number()]
      for (field, number) in zip(Self.fields, numbers) {
        answers[field, default: []].append(number)
      }
    }
  }

  static func told(_ numbers: [Int], _ field: String, _ ties: Ties) -> PeerStatistics? {
    PeerStatistics(numbers.map { $0 * Steps.whole }, in: ties.steps(of: field))
  }

  /// Returns the whole numbers that a structure may have answered, in the eyes of somebody who knows all others' answers and
  /// what `tell` tells.
  func fitting(_ structure: Int, _ field: String, tell: ([Int]) -> AnyHashable?) -> [Int] {
    let numbers = answers[field] ?? []
    let seen = tell(numbers)
    return (0..<3000).filter { candidate in
      var other = numbers
      other[structure] = candidate
      return tell(other) == seen
    }
  }
}

/// Whether a step is wide enough: at least five whole numbers, and a quarter of its upper end.
private func isWide(_ values: ClosedRange<Int>) -> Bool {
  values.count >= 5 && 4 * values.count >= values.upperBound
}

@Suite(
  "An attack on feedback sheets by who knows all answers but one structure's", .onWaitingThreads)
struct PeerAttackTests {
  @Test(
    "learns no more of it than a step, in any question, from all questions together",
    arguments: 0..<60)
  func solver(seed: Int) throws {
    let group = RandomGroup(seed: seed)
    let ties = group.ties
    let compared = ties.told(RandomGroup.fields)
    #expect(compared == ["total", "a", "people", "team", "free"])
    var alone: [String: ClosedRange<Int>] = [:]
    for field in compared {
      let fitting = group.fitting(0, field) {
        RandomGroup.told($0, field, ties).map(AnyHashable.init)
      }
      alone[field] = try #require(fitting.min())...(try #require(fitting.max()))
    }

    let found = try #require(PeerAttacker.attack(alone, group.known), "seed \(seed)")

    for (field, values) in found {
      #expect(isWide(values), "\(field) \(values) seed \(seed)")
      #expect(values.contains(group.answers[field]?[0] ?? -1))
    }
  }

  @Test("sums of questions that are all told would narrow a step: so of a total one part is told")
  func withoutTies() throws {
    // 18 + 13 = 31. The steps told are from 30, from 15 and from 10; together they leave 16 … 19 and 11 … 14.
    let fields = ["total": 31, "a": 18, "b": 13]
    var (ties, known) = (Ties(), PeerAttacker.Ties())
    ties.sum("total", of: ["a", "b"])
    known.sums = [("total", ["a", "b"])]
    var alone: [String: ClosedRange<Int>] = [:]
    for (field, own) in fields {
      let others = Array(repeating: 0, count: 4) + Array(repeating: 900, count: 5)
      let step = try #require(RandomGroup.told(others + [own], field, ties)?.median)
      alone[field] = step.lower / Steps.whole...step.upper / Steps.whole - 1
    }

    let all = try #require(PeerAttacker.attack(alone, known))
    let told = try #require(
      PeerAttacker.attack(alone.filter { ties.told(["total", "a", "b"]).contains($0.key) }, known))

    #expect(all["a"] == 16...19 && all["b"] == 11...14)
    #expect(told == ["total": 30...49, "a": 15...19])
  }

  /// Returns a quartile of type 7 in millionths, as version 0.2 computed it.
  private static func quartile(_ number: Int, of numbers: [Int]) -> Int {
    let sorted = numbers.sorted()
    let place = (sorted.count - 1) * number
    let lower = sorted[place / 4] * Steps.whole
    guard place % 4 > 0 else { return lower }
    return lower + ((sorted[place / 4 + 1] * Steps.whole - lower) * (place % 4) + 2) / 4
  }

  @Test(
    "quartiles of five are three answers, and one more answer gives itself away: the same attack finds them"
  )
  func quartiles() {
    var (found, inMiddle) = (0, 0)
    for seed in 0..<60 {
      let group = RandomGroup(seed: seed, count: 5)
      let numbers = group.answers["free"] ?? []
      let three = (1...3).map { Self.quartile($0, of: numbers) / Steps.whole }
      #expect(three == [1, 2, 3].map { numbers.sorted()[$0] })
      let fitting = group.fitting(4, "free") { other in
        AnyHashable((1...3).map { Self.quartile($0, of: other) })
      }
      let rank = numbers.dropLast().count { $0 < numbers[4] }
      if (1...3).contains(rank) { inMiddle += 1 }
      if fitting.count == 1 { found += 1 }
    }
    #expect(inMiddle > 20 && found > 20, "\(found) of \(inMiddle)")
  }

  @Test(
    "with and without one structure, as campaigns and groups differ, what is told still fits every answer of its step",
    arguments: 0..<60)
  func differences(seed: Int) throws {
    let group = RandomGroup(seed: seed, count: 11 + seed % 12)
    let last = (group.answers["free"] ?? []).count - 1
    for field in group.ties.told(RandomGroup.fields) {
      let steps = group.ties.steps(of: field)
      let fitting = group.fitting(last, field) { numbers in
        // Three tables: one with all structures, a second without this one, and a third that has it twice.
        AnyHashable([
          RandomGroup.told(numbers, field, group.ties),
          RandomGroup.told(numbers.dropLast(), field, group.ties),
          RandomGroup.told(numbers + [numbers[last]], field, group.ties),
        ])
      }
      let own = steps.step(of: (group.answers[field]?[last] ?? 0) * Steps.whole)
      for number in stride(from: own.lower / Steps.whole, to: own.upper / Steps.whole, by: 1) {
        #expect(fitting.contains(number), "\(field) \(number) seed \(seed)")
      }
      #expect(isWide(try #require(fitting.min())...(try #require(fitting.max()))))
    }
  }

  @Test("what is told depends on steps alone, whatever is answered within them", arguments: 0..<200)
  func onlySteps(seed: Int) {
    var random = Generator(seed: seed)
    let steps = Steps()
    let answers = (0..<(10 + random.below(20))).map { _ in random.below(5000) * 100_000 }
    let others = answers.map { answer in
      let step = steps.step(of: answer)
      return step.lower + random.below(step.upper - step.lower)
    }
    #expect(PeerStatistics(answers, in: steps) == PeerStatistics(others.reversed(), in: steps))
  }
}

@Suite("Steps, and what is told in them", .onWaitingThreads)
struct StepTests {
  private static func ends(_ step: Steps.Step) -> [Int] {
    [step.lower / Steps.whole, step.upper / Steps.whole]
  }

  @Test("a step is at least 5 wide, and at least a quarter of its farther end")
  func widths() {
    for (lower, upper) in zip(Steps.everywhere, Steps.everywhere.dropFirst()) {
      #expect(upper - lower >= 5 * Steps.whole)
      #expect(4 * (upper - lower) >= max(upper, -lower), "\(lower)")
    }
    #expect(Steps.everywhere.first == -Steps.limit && Steps.everywhere.last == Steps.limit)
    let steps = Steps()
    for (number, ends) in [
      (0, [0, 5]), (4, [0, 5]), (5, [5, 10]), (17, [15, 20]), (99, [70, 100]), (100, [100, 150]),
      (-1, [-5, 0]), (-5, [-5, 0]), (-6, [-10, -5]), (1_000_000_000, [700_000_000, 1_000_000_000]),
    ] { #expect(Self.ends(steps.step(of: number * Steps.whole)) == ends, "\(number)") }
  }

  @Test("a bound that all answers keep makes no step narrower: of 100 at most, 100 is not told")
  func bounds() {
    let whole = Steps.whole
    let share = Steps(least: 0, most: 100 * whole)
    #expect(Self.ends(share.step(of: 100 * whole)) == [70, 100])
    #expect(Self.ends(share.step(of: 0)) == [0, 5])
    let few = Steps(least: 4 * whole, most: nil)
    #expect(Self.ends(few.step(of: 4 * whole)) == [4, 10])
    // Between 1 and 5 there is a single step, so nothing is told.
    let marks = Steps(least: whole, most: 5 * whole)
    #expect(marks.step(of: whole) == marks.step(of: 5 * whole))
    // A part is bounded by the bound of its whole.
    var ties = Ties()
    ties.atMost("part", "whole")
    ties.bound("whole", least: nil, most: 100 * whole)
    #expect(Self.ends(ties.steps(of: "part").step(of: 100 * whole)) == [70, 100])
  }

  @Test(
    "half of the answers lie between the ends that are told, and nothing is told of nine",
    arguments: 0..<200)
  func middle(seed: Int) throws {
    var random = Generator(seed: seed)
    let answers = (0..<(10 + random.below(30))).map { _ in random.below(300) * Steps.whole }
    let told = try #require(PeerStatistics(answers, in: Steps()))
    let inside = answers.count { told.lower <= $0 && $0 < told.upper }
    #expect(2 * inside >= answers.count)
    #expect(told.lower <= told.median.lower && told.median.upper <= told.upper)
    #expect(PeerStatistics(Array(answers.prefix(9)), in: Steps()) == nil)
  }

  @Test("of what lies within a whole a chain is told; of a difference, not the result")
  func ties() {
    var ties = Ties()
    ties.sum("income", of: ["caf", "commune"])
    ties.difference("result", "income", "expenses")
    ties.atMost("staff", "expenses")
    ties.atMost("hours", "posts")
    ties.atMost("contracts", "posts")
    ties.atMost("director", "hours")
    let all = [
      "income", "caf", "commune", "result", "expenses", "staff", "posts", "hours", "director",
      "contracts",
    ]
    #expect(
      ties.told(all) == ["income", "caf", "expenses", "staff", "posts", "hours", "director"])
    // Two totals that share parts would give the third total away.
    var shared = Ties()
    shared.sum("x", of: ["p", "q"])
    shared.sum("y", of: ["q", "r"])
    #expect(shared.told(["x", "y"]) == ["x"])
    var twice = Ties()
    twice.difference("r", "a", "b")
    twice.difference("r", "c", "d")
    #expect(twice.told(["a", "b", "c", "d", "r"]) == ["a", "b"])
  }

  @Test("parts that are too few are put with others until each has ten", arguments: 0..<200)
  func parts(seed: Int) {
    var random = Generator(seed: seed)
    let counts = (0..<(1 + random.below(6))).map { _ in random.below(25) }
    for isOrdered in [true, false] {
      let joined = SmallParts.joined(counts, ordered: isOrdered)
      #expect(joined.joined().sorted() == Array(counts.indices))
      let sizes = joined.map { $0.reduce(0) { $0 + counts[$1] } }
      #expect(joined.count == 1 || sizes.allSatisfy { $0 >= 10 }, "\(counts)")
      if isOrdered {
        #expect(joined.allSatisfy { $0 == Array($0[0]...($0.last ?? 0)) })
      }
    }
  }
}
