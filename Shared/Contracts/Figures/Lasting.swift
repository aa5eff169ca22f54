public import Values

/// How long something lasts, estimated by ``Survival``; with fewer than ``fewest`` observations nothing is estimated.
public struct Lasting: Codable, Sendable, Hashable {
  /// The least number of observations for an estimate.
  public static let fewest = 20

  /// The number of observations.
  public var count: Int
  /// `ESTIMATED`; `TOO_FEW` for fewer than 20 observations, and then only `count` is given; `MORE_THAN_HALF_GO_ON` if there is no median.
  public var state: String
  /// How many of them have ended.
  public var ends: Int?
  /// After how many days half have ended.
  public var median: Int?
  /// The lower 95 % confidence limit of the median, in days; absent if the observations do not reach it.
  public var shortest: Int?
  /// The upper 95 % confidence limit of the median, in days; absent if the observations do not reach it.
  public var longest: Int?
  /// The shares that last longer than some numbers of months; only where they are asked for.
  public var shares: [Share]?

  /// The share that lasts longer than a number of months.
  public struct Share: Codable, Sendable, Hashable {
    /// The number of months, each of 30.436875 days; half a day is rounded up.
    public var months: Int
    /// How many observations last at least so long.
    public var atRisk: Int
    /// The share, 0…1, to six decimals; absent if no observation lasts so long although some have not ended.
    public var share: Quantity?
    /// The lower 95 % confidence limit of the share; absent if none has ended by then, or none is left.
    public var lowest: Quantity?
    /// The upper 95 % confidence limit of the share; absent where the lower one is.
    public var highest: Quantity?
  }

  /// Takes an estimate, and the shares that last longer than some numbers of months.
  public init(_ survival: Survival, months: [Int] = []) {
    count = survival.count
    guard count >= Self.fewest else {
      state = "TOO_FEW"
      return
    }
    ends = survival.ends
    median = survival.median
    state = median == nil ? "MORE_THAN_HALF_GO_ON" : "ESTIMATED"
    (shortest, longest) = survival.medianBounds
    guard !months.isEmpty else { return }
    shares = months.map { months in
      let days = Survival.days(ofMonths: months)
      let bounds = survival.bounds(beyond: days)
      return Share(
        months: months, atRisk: survival.atRisk(at: days),
        share: survival.share(beyond: days).map(Self.rounded),
        lowest: bounds.map { Self.rounded($0.lowerBound) },
        highest: bounds.map { Self.rounded($0.upperBound) })
    }
  }

  private static func rounded(_ share: Double) -> Quantity {
    let million = Quantity(1_000_000)
    return Quantity(Int((share * 1_000_000).rounded())).divided(by: million, decimals: 6)
      ?? Quantity(0)
  }
}
