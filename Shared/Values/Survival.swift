import Foundation

/// How long something lasts, estimated from what has ended and from what still goes on.
///
/// Source: Kaplan and Meier, “Nonparametric Estimation from Incomplete Observations”, JASA 53 (1958), 457–481; the variance is
/// Greenwood's (1926); the limits are those of log(−log S), as in Kalbfleisch and Prentice, The Statistical Analysis of Failure
/// Time Data (1980). What goes on is taken to be longer than what ends on the same day.
public struct Survival: Sendable {
  /// One of those that are followed.
  public struct Observation: Hashable, Sendable {
    /// How long it has lasted, in days; 0 or more.
    public let days: Int
    /// Whether it has ended; else it was followed for so long and goes on.
    public let hasEnded: Bool

    /// Makes an observation.
    public init(days: Int, hasEnded: Bool) {
      self.days = days
      self.hasEnded = hasEnded
    }
  }

  /// A length at which some ended.
  private struct Step {
    let days: Int
    /// The share that lasts longer, 0…1.
    let share: Double
    /// Greenwood's sum Σ d ÷ (n (n − d)); infinite once nobody is left.
    let spread: Double

    /// The lowest and highest share, at 95 %; nil once nobody is left, where the transformation has no value.
    var bounds: ClosedRange<Double>? {
      guard share > 0, share < 1 else { return nil }
      let wide = exp(1.959_963_984_540_054 * spread.squareRoot() / abs(log(share)))
      return pow(share, wide)...pow(share, 1 / wide)
    }
  }

  /// How many are followed.
  public let count: Int
  /// How many of them have ended.
  public let ends: Int
  private let lengths: [Int]
  private let steps: [Step]

  /// Estimates from observations in any order.
  public init(_ observations: [Observation]) {
    count = observations.count
    ends = observations.count(where: \.hasEnded)
    lengths = observations.map(\.days).sorted()
    let ended = Dictionary(grouping: observations.filter(\.hasEnded), by: \.days)
    var (steps, share, spread, passed) = ([Step](), 1.0, 0.0, 0)
    for (days, group) in ended.sorted(by: { $0.key < $1.key }) {
      while passed < lengths.count, lengths[passed] < days { passed += 1 }
      let (atRisk, ends) = (Double(lengths.count - passed), Double(group.count))
      let isLast = group.count == lengths.count - passed
      share = isLast ? 0 : share * (1 - ends / atRisk)
      spread += ends / (atRisk * (atRisk - ends))
      steps.append(Step(days: days, share: share, spread: spread))
    }
    self.steps = steps
  }

  /// How many are followed for so long or longer.
  public func atRisk(at days: Int) -> Int { lengths.count { $0 >= days } }

  /// The share that lasts longer than a number of days, 0…1; nil where nobody was followed for so long and some went on.
  public func share(beyond days: Int) -> Double? {
    let share = steps.last { $0.days <= days }?.share ?? 1
    return share > 0 && atRisk(at: days) == 0 ? nil : share
  }

  /// Its lowest and highest value, at 95 %; nil where nobody has ended or nobody is left.
  public func bounds(beyond days: Int) -> ClosedRange<Double>? {
    share(beyond: days) == nil ? nil : steps.last { $0.days <= days }?.bounds
  }

  /// The first length beyond which half of them or less last, in days; nil where more than half go on.
  public var median: Int? { steps.first { Self.isHalf($0.share) }?.days }

  /// The shortest and longest median that fits, at 95 %, in days; nil where the one or the other is not reached.
  ///
  /// Source: Brookmeyer and Crowley, “A Confidence Interval for the Median Survival Time”, Biometrics 38 (1982), 29–41, on the
  /// scale of log(−log S).
  public var medianBounds: (shortest: Int?, longest: Int?) {
    (
      steps.first { Self.isHalf($0.bounds?.lowerBound ?? $0.share) }?.days,
      steps.first { $0.bounds.map { Self.isHalf($0.upperBound) } ?? false }?.days
    )
  }

  /// At most ½; products of fractions may miss it by their last digit.
  private static func isHalf(_ share: Double) -> Bool { share <= 0.5 + 1e-9 }

  /// Months as days, at 365.2425 a year, half up.
  public static func days(ofMonths months: Int) -> Int { (months * 146_097 + 2400) / 4800 }
}
