public import Contracts
public import Values

/// The level of a structure's diagnosis. Source: acceptance/indicators.md, “Level of I6”.
public enum DiagnosisLevel: String, Sendable, CaseIterable {
  /// The diagnosis is acquired.
  case acquired
  /// It is in progress.
  case inProgress = "in_progress"
  /// The structure needs support.
  case toSupport = "to_support"
  /// Two assessors lie too far apart.
  case arbitration
  /// Nobody has read it yet.
  case notEvaluated = "not_evaluated"

  /// Whether it is one of the three levels of the grid.
  public var isEvaluated: Bool { self != .arbitration && self != .notEvaluated }

  /// Where it stands among ``allCases``.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The level on a day, from all readings of one structure.
  public static func of(
    _ readings: some Sequence<Diagnosis>, on day: CivilDate, grid: DiagnosisGrid = .proposed
  ) -> DiagnosisLevel {
    DiagnosisReadings(readings, on: day, grid: grid).level
  }
}

/// What assessors say of a structure's diagnosis on a day, put together and graded.
public struct DiagnosisReadings: Sendable {
  /// The points of the grid that a level rests on, 0…3 each; nil for one that does not apply.
  public struct Points: Sendable, Hashable {
    var a1: Int?
    var a2, a3, a4a, a4b, a4c: Int
    var b1, b2: Int?
    var c1: Int

    /// The points by name, in the order of the grid.
    static var named: [(name: String, path: WritableKeyPath<Points, Int?>)] {
      [
        ("a1", \.a1), ("a2", \.a2.some), ("a3", \.a3.some), ("a4a", \.a4a.some),
        ("a4b", \.a4b.some), ("a4c", \.a4c.some), ("b1", \.b1), ("b2", \.b2), ("c1", \.c1.some),
      ]
    }

    func level(_ grid: DiagnosisGrid) -> DiagnosisLevel {
      let items = [a1, a2, a3, min(a4a, a4b, a4c)].compactMap(\.self)
      if items.allSatisfy({ $0 >= grid.acquired.leastItem.value }),
        [b1, b2].allSatisfy({ $0.map { $0 >= grid.acquired.leastLink.value } ?? false }),
        c1 >= grid.acquired.leastFreshness.value
      {
        return .acquired
      }
      // Where only three items apply, three quarters of the least sum are enough: 4 × sum ≥ least × count.
      let isEnough = 4 * items.reduce(0, +) >= grid.leastSum.value * items.count
      return !items.contains(0) && isEnough ? .inProgress : .toSupport
    }
  }

  /// The level.
  public let level: DiagnosisLevel
  /// The items on which the first and the second assessor lie too far apart, while no final reading settles them.
  public let disputed: [String]
  /// The points that the level rests on; nil where the level is none of the grid's.
  public let points: Points?
  private let grid: DiagnosisGrid

  /// Puts the readings of one structure together.
  ///
  /// - Parameters:
  ///   - readings: of any assessor and day, in any order.
  ///   - day: later readings are not seen.
  ///   - grid: how they are graded.
  public init(_ readings: some Sequence<Diagnosis>, on day: CivilDate, grid: DiagnosisGrid) {
    self.grid = grid
    var (first, second, final): (Diagnosis?, Diagnosis?, Diagnosis?)
    for reading in readings where reading.assessedOn <= day {
      func isLater(than other: Diagnosis?) -> Bool {
        other.map { $0.assessedOn < reading.assessedOn } ?? true
      }
      switch reading.assessor {
      case .first where isLater(than: first): first = reading
      case .second where isLater(than: second): second = reading
      case .final where isLater(than: final): final = reading
      default: break
      }
    }
    var reading = final ?? first ?? second
    var disputed: [String] = []
    if final == nil, let first, let second {
      disputed = first.items.apart(from: second.items, by: grid.arbitrationGap.value)
      var later = second.assessedOn > first.assessedOn ? second : first
      later.items = first.items.lower(second.items)
      reading = later
    }
    self.disputed = disputed
    points = disputed.isEmpty ? reading.map { Self.points($0, day, grid) } : nil
    level =
      !disputed.isEmpty ? .arbitration : points.map { $0.level(grid) } ?? .notEvaluated
  }

  /// The single points of the grid that, one more or one less, would change the level, each with the level that would result.
  ///
  /// Source: the issue of a grid that is proposed: a level that hangs on one point says so.
  public var sensitivity: [(point: String, change: Int, level: DiagnosisLevel)] {
    guard let points else { return [] }
    return Points.named.flatMap { name, path in
      [-1, 1].compactMap { change in
        guard let value = points[keyPath: path], (0...3).contains(value + change) else {
          return nil
        }
        var other = points
        other[keyPath: path] = value + change
        let new = other.level(grid)
        return new == level ? nil : (name, change, new)
      }
    }
  }

  private static func points(
    _ reading: Diagnosis, _ day: CivilDate, _ grid: DiagnosisGrid
  ) -> Points {
    let items = reading.items
    let hasProblems = reading.problems > 0
    return Points(
      a1: reading.firstProject ? nil : items.a1 ?? 0, a2: items.a2, a3: items.a3, a4a: items.a4a,
      a4b: items.a4b, a4c: items.a4c,
      b1: hasProblems ? share(reading.problemsWithAxis, of: reading.problems) : nil,
      b2: hasProblems ? share(reading.objectivesLinked, of: reading.objectives) : nil,
      c1: freshness(reading.lastRevisionOn, day, grid))
  }

  /// B1 and B2: 0 → 0, < ½ → 1, < 1 → 2, 1 → 3; nothing to link → 0.
  static func share(_ part: Int, of whole: Int) -> Int {
    if whole == 0 || part == 0 { return 0 }
    if part == whole { return 3 }
    return 2 * part < whole ? 1 : 2
  }

  /// C1: D ≤ revision + 12 months → 3, + 24 → 2, + 48 → 1, else or never → 0, by the grid's months.
  static func freshness(_ revision: CivilDate?, _ day: CivilDate, _ grid: DiagnosisGrid) -> Int {
    guard let revision else { return 0 }
    let steps = zip(grid.freshnessMonths.map(\.value), [3, 2, 1])
    return steps.first { day <= revision.adding(months: $0.0) }?.1 ?? 0
  }
}

extension Int {
  /// The number itself as an optional, so that its key path has the type of those to optional points. Setting nil does nothing.
  fileprivate var some: Int? {
    get { self }
    set { if let newValue { self = newValue } }
  }
}
