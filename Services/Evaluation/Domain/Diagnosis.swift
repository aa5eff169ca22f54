public import Values

/// A reading of a structure's shared diagnosis on the grid of I6 (a proposal, not an official one).
public struct Diagnosis: Hashable, Sendable {
  /// The six items of part A, 0…3 each.
  public struct Items: Hashable, Sendable {
    /// Nil where a first project has no earlier one to evaluate.
    public var a1: Int?
    /// Item a2.
    public var a2: Int
    /// Item a3.
    public var a3: Int
    /// Item a4a.
    public var a4a: Int
    /// Item a4b.
    public var a4b: Int
    /// Item a4c.
    public var a4c: Int

    /// Makes the items.
    public init(a1: Int?, a2: Int, a3: Int, a4a: Int, a4b: Int, a4c: Int) {
      self.a1 = a1
      self.a2 = a2
      self.a3 = a3
      self.a4a = a4a
      self.a4b = a4b
      self.a4c = a4c
    }

    /// A4 = min(a4a, a4b, a4c).
    var a4: Int { min(a4a, a4b, a4c) }

    /// The lower of each item; one that only one assessor gave stays as it is.
    func lower(_ other: Items) -> Items {
      let first = [a1, other.a1].compactMap(\.self).min()
      return Items(
        a1: first, a2: min(a2, other.a2), a3: min(a3, other.a3), a4a: min(a4a, other.a4a),
        a4b: min(a4b, other.a4b), a4c: min(a4c, other.a4c))
    }

    /// Whether two assessors lie 2 or more apart on an item that both gave.
    func differs(from other: Items) -> Bool {
      let own = [a1, a2, a3, a4a, a4b, a4c]
      let others = [other.a1, other.a2, other.a3, other.a4a, other.a4b, other.a4c]
      return zip(own, others).contains { left, right in
        guard let left, let right else { return false }
        return abs(left - right) >= 2
      }
    }
  }

  /// The structure's code.
  public let structureCode: String
  /// `first`, `second` or `final`.
  public let assessor: String
  /// The reading's own date.
  public let assessedOn: CivilDate
  /// Whether there was no earlier project.
  public let firstProject: Bool
  /// Part A.
  public var items: Items
  /// Problems named.
  public let problems: Int
  /// Of those, with an axis.
  public let problemsWithAxis: Int
  /// Objectives named.
  public let objectives: Int
  /// Of those, linked to an axis.
  public let objectivesLinked: Int
  /// When it was last revised; nil for never.
  public let lastRevisionOn: CivilDate?

  /// Makes a reading.
  public init(
    structureCode: String, assessor: String, assessedOn: CivilDate, firstProject: Bool,
    items: Items, problems: Int, problemsWithAxis: Int, objectives: Int, objectivesLinked: Int,
    lastRevisionOn: CivilDate?
  ) {
    self.structureCode = structureCode
    self.assessor = assessor
    self.assessedOn = assessedOn
    self.firstProject = firstProject
    self.items = items
    self.problems = problems
    self.problemsWithAxis = problemsWithAxis
    self.objectives = objectives
    self.objectivesLinked = objectivesLinked
    self.lastRevisionOn = lastRevisionOn
  }
}

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

  /// The level on a day, from all readings of one structure.
  public static func of(_ readings: [Diagnosis], on day: CivilDate) -> DiagnosisLevel {
    func latest(_ assessor: String) -> Diagnosis? {
      readings.filter { $0.assessor == assessor && $0.assessedOn <= day }
        .max { $0.assessedOn < $1.assessedOn }
    }
    if let final = latest("final") { return grade(final, on: day) }
    guard let first = latest("first"), let second = latest("second") else {
      return (latest("first") ?? latest("second")).map { grade($0, on: day) } ?? .notEvaluated
    }
    if first.items.differs(from: second.items) { return .arbitration }
    var later = second.assessedOn > first.assessedOn ? second : first
    later.items = first.items.lower(second.items)
    return grade(later, on: day)
  }

  private static func grade(_ reading: Diagnosis, on day: CivilDate) -> DiagnosisLevel {
    let items = reading.items
    let a1 = reading.firstProject ? nil : items.a1 ?? 0
    let grades = [a1, items.a2, items.a3, items.a4].compactMap(\.self)
    let hasLinks =
      reading.problems > 0
      && share(reading.problemsWithAxis, of: reading.problems) >= 2
      && share(reading.objectivesLinked, of: reading.objectives) >= 2
    if grades.allSatisfy({ $0 >= 2 }), hasLinks, freshness(reading.lastRevisionOn, day) >= 2 {
      return .acquired
    }
    let sum = grades.reduce(0, +)
    // Four items need 6 points; of three, 4 × sum ≥ 18.
    let isEnough = reading.firstProject ? 4 * sum >= 18 : sum >= 6
    return !grades.contains(0) && isEnough ? .inProgress : .toSupport
  }

  /// B1 and B2: 0 → 0, < ½ → 1, < 1 → 2, 1 → 3; nothing to link → 0.
  static func share(_ part: Int, of whole: Int) -> Int {
    if whole == 0 || part == 0 { return 0 }
    if part == whole { return 3 }
    return 2 * part < whole ? 1 : 2
  }

  /// C1: D ≤ revision + 12 months → 3, + 24 → 2, + 48 → 1, else or never → 0.
  static func freshness(_ revision: CivilDate?, _ day: CivilDate) -> Int {
    guard let revision else { return 0 }
    let steps = [(12, 3), (24, 2), (48, 1)]
    return steps.first { day <= revision.adding(months: $0.0) }?.1 ?? 0
  }
}
