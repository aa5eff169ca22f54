import Foundation

/// How long something lasts, estimated from what has ended and from what still goes on.
///
/// Source: Kaplan and Meier, “Nonparametric Estimation from Incomplete Observations”, JASA 53 (1958), 457–481; the variance is Greenwood's
/// (1926); the limits are those of log(−log S), as in Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (1980). An
/// observation that goes on is taken to last longer than one that ended after the same number of days.
public struct Survival: Sendable {
  /// One observation: how long something was followed, and whether it has ended.
  public struct Observation: Hashable, Sendable {
    /// How long it has lasted, in days; 0 or more.
    public let days: Int
    /// Whether it has ended; if not, it was followed for these days and still goes on.
    public let hasEnded: Bool

    /// Makes an observation.
    public init(days: Int, hasEnded: Bool) {
      self.days = days
      self.hasEnded = hasEnded
    }

    /// Follows something from its first day to its last, but no longer than to the end of a day.
    public init(from first: CivilDate, to last: CivilDate?, until day: CivilDate) {
      days = min(last ?? day, day).daysSinceEpoch - first.daysSinceEpoch + 1
      hasEnded = last.map { $0 <= day } ?? false
    }
  }

  /// A number of days after which at least one observation ended.
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

  /// The number of observations.
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

  /// Returns how many observations last at least so many days.
  public func atRisk(at days: Int) -> Int { lengths.count { $0 >= days } }

  /// Returns the share that lasts longer than a number of days, 0…1; nil if no observation lasts so long although some have not ended.
  public func share(beyond days: Int) -> Double? {
    let share = steps.last { $0.days <= days }?.share ?? 1
    return share > 0 && atRisk(at: days) == 0 ? nil : share
  }

  /// Returns the 95 % confidence limits of ``share(beyond:)``; nil where it is nil, where none has ended by then, or where none is left.
  public func bounds(beyond days: Int) -> ClosedRange<Double>? {
    share(beyond: days) == nil ? nil : steps.last { $0.days <= days }?.bounds
  }

  /// The median, in days: the first length beyond which at most half last; nil if more than half go on.
  public var median: Int? { steps.first { Self.isHalf($0.share) }?.days }

  /// The 95 % confidence limits of the median, in days; a limit is nil if the observations do not reach it.
  ///
  /// Source: Brookmeyer and Crowley, “A Confidence Interval for the Median Survival Time”, Biometrics 38 (1982), 29–41, on the
  /// scale of log(−log S).
  public var medianBounds: (shortest: Int?, longest: Int?) {
    (
      steps.first { Self.isHalf($0.bounds?.lowerBound ?? $0.share) }?.days,
      steps.first { $0.bounds.map { Self.isHalf($0.upperBound) } ?? false }?.days
    )
  }

  /// Returns whether a share is at most ½. A product of fractions may miss ½ by its last digit, so there is a tolerance.
  private static func isHalf(_ share: Double) -> Bool { share <= 0.5 + 1e-9 }

  /// Returns a number of months as days, at 365.2425 days a year, rounded half up.
  public static func days(ofMonths months: Int) -> Int { (months * 146_097 + 2400) / 4800 }
}
