/// The steps that answers are sorted into before anything is told of them.
///
/// They are fixed beforehand and the same for all fields. All that is told of peers depends on the step of each answer and on
/// nothing else of it, so no comparison of told numbers can distinguish two answers of one step. Numbers are in millionths.
public struct Steps: Sendable, Hashable {
  /// A step: from its lower end to below its upper end.
  public struct Step: Sendable, Hashable, Comparable {
    /// The least number of the step.
    public let lower: Int
    /// The number at which the next step begins; of the last step the greatest number that there can be.
    public let upper: Int

    /// Orders steps.
    public static func < (left: Step, right: Step) -> Bool { left.lower < right.lower }
  }

  /// How many millionths a whole number has.
  static let whole = 1_000_000
  /// The greatest answer; the least is its negative. The limit is that of `SenacsDomain.Amount`.
  static let limit = 1_000_000_000 * whole

  /// 0, 5, 10, 15, 20, 30, 50, 70, 100, 150 … 10⁹, and the same below 0: a step is at least 5 wide and at least a quarter of
  /// its farther end.
  static let everywhere: [Int] = {
    var ends = [5]
    for power in 0..<8 {
      let ten = (0..<power).reduce(10) { value, _ in value * 10 }
      ends += [ten, ten * 3 / 2, ten * 2, ten * 3, ten * 5, ten * 7]
    }
    let above = (ends + [limit / whole]).map { $0 * whole }
    return above.reversed().map { -$0 } + [0] + above
  }()

  private let ends: [Int]
  private let least, most: Int

  /// Makes the steps of a field.
  ///
  /// A bound of the field would cut a step short, at worst to a single number. So that step is joined to its neighbour.
  ///
  /// - Parameters:
  ///   - least: the least that an answer may be; nil for no bound.
  ///   - most: the greatest; nil for no bound.
  public init(least: Int? = nil, most: Int? = nil) {
    self.least = max(least ?? -Self.limit, -Self.limit)
    self.most = min(most ?? Self.limit, Self.limit)
    var ends = Self.everywhere
    if let first = ends.lastIndex(where: { [least = self.least] in $0 <= least }),
      ends[first] < self.least, first + 2 < ends.count
    {
      ends.remove(at: first + 1)
    }
    if let last = ends.lastIndex(where: { [most = self.most] in $0 <= most }),
      self.most < Self.limit, last > 0
    {
      ends.remove(at: last)
    }
    self.ends = ends
  }

  /// The step of a number.
  public func step(of number: Int) -> Step {
    let place = min(ends.lastIndex { $0 <= number } ?? 0, ends.count - 2)
    return Step(lower: max(ends[place], least), upper: min(ends[place + 1], most))
  }
}
