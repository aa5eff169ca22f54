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

    /// Returns the lower points of each item; an item that only one assessor gave keeps its points.
    func lower(_ other: Items) -> Items {
      let first = [a1, other.a1].compactMap(\.self).min()
      return Items(
        a1: first, a2: min(a2, other.a2), a3: min(a3, other.a3), a4a: min(a4a, other.a4a),
        a4b: min(a4b, other.a4b), a4c: min(a4c, other.a4c))
    }

    /// The items by name, as `diagnoses.csv` has them.
    var named: [(name: String, points: Int?)] {
      [("a1", a1), ("a2", a2), ("a3", a3), ("a4a", a4a), ("a4b", a4b), ("a4c", a4c)]
    }

    /// Returns the items on which two assessors, who both gave points, lie at least `gap` points apart.
    func apart(from other: Items, by gap: Int) -> [String] {
      zip(named, other.named).compactMap { own, other in
        guard let left = own.points, let right = other.points, abs(left - right) >= gap else {
          return nil
        }
        return own.name
      }
    }
  }

  /// The structure's code.
  public let structureCode: String
  /// The assessor who made the reading.
  public let assessor: Assessor
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
    structureCode: String, assessor: Assessor, assessedOn: CivilDate, firstProject: Bool,
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
