public import Values

/// How long something lasts, estimated by ``Survival``; nothing is estimated of fewer than ``fewest``.
public struct Lasting: Codable, Sendable, Hashable {
  /// The fewest of whom anything is estimated.
  public static let fewest = 20

  /// How many are followed.
  public var count: Int
  /// `ESTIMATED`; `TOO_FEW` of fewer than 20, and then there is nothing else; `MORE_THAN_HALF_GO_ON` without a median.
  public var state: String
  /// How many of them have ended.
  public var ends: Int?
  /// After how many days half have ended.
  public var median: Int?
  /// The shortest median that fits, in days, at 95 %; absent where none is reached.
  public var shortest: Int?
  /// The longest one; absent where no upper limit is reached.
  public var longest: Int?
  /// The shares that last, by month; only where they are asked for.
  public var shares: [Share]?

  /// How many last longer than some months.
  public struct Share: Codable, Sendable, Hashable {
    /// Months of 30.436875 days, half a day up.
    public var months: Int
    /// How many are followed for so long or longer.
    public var atRisk: Int
    /// The share, 0…1, to six decimals; absent where nobody was followed for so long.
    public var share: Quantity?
    /// Its lowest value at 95 %; absent where it has no limits: nobody has ended yet, or nobody is left.
    public var lowest: Quantity?
    /// Its highest value.
    public var highest: Quantity?

    /// Makes a share.
    public init(
      months: Int, atRisk: Int, share: Quantity?, lowest: Quantity?, highest: Quantity?
    ) {
      self.months = months
      self.atRisk = atRisk
      self.share = share
      self.lowest = lowest
      self.highest = highest
    }
  }

  /// Tells an estimate, and the shares after some months.
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
