public import Contracts

/// What a subscription asks of deliveries, within bounds.
public struct DeliveryRules: Sendable, Hashable {
  /// The longest back-off and lease, in milliseconds.
  static let longest = (backoff: 3_600_000, lease: 43_200_000)
  /// The greatest age that is told apart from any age, in milliseconds: ten years, longer than any log is kept.
  static let greatestAge = 315_360_000_000
  /// The most messages a second of a replay.
  public static let highestRate = 1_000_000

  /// How long a delivery may stay without an answer, in milliseconds.
  public let lease: Int
  /// After how many deliveries a message becomes a dead letter.
  public let maxAttempts: Int
  /// The pause before the second delivery, in milliseconds.
  public let backoff: Int
  /// How long messages wait before their first delivery, in milliseconds.
  public let delay: Int
  /// How old a message may get before its first delivery, in milliseconds; nil for any age.
  public let timeToLive: Int?

  /// A number out of its range.
  public struct Wrong: Sendable, Hashable {
    /// The request's member.
    public let field: String
    /// Its range, in words.
    public let demand: String
  }

  /// Reads a request; what is wrong when a number is out of its range.
  public static func of(
    _ request: CreateSubscription
  ) -> (rules: DeliveryRules?, wrong: Wrong?) {
    let lease = request.leaseMilliseconds ?? 30_000
    let attempts = request.maxAttempts ?? 10
    let backoff = request.backoffMilliseconds ?? 1000
    let delay = request.delayMilliseconds ?? 0
    let ranges = [
      ("leaseMilliseconds", lease, 1000...longest.lease), ("maxAttempts", attempts, 1...100),
      ("backoffMilliseconds", backoff, 0...longest.backoff),
      ("delayMilliseconds", delay, 0...longest.lease),
      ("timeToLiveMilliseconds", request.timeToLiveMilliseconds ?? 1, 1...greatestAge),
    ]
    if let (field, value, range) = ranges.first(where: { !$0.2.contains($0.1) }) {
      let demand = "\(range.lowerBound) to \(range.upperBound) is allowed, not \(value)"
      return (nil, Wrong(field: field, demand: demand))
    }
    return (
      DeliveryRules(
        lease: lease, maxAttempts: attempts, backoff: backoff, delay: delay,
        timeToLive: request.timeToLiveMilliseconds), nil
    )
  }

  /// Makes rules; a number out of its range, which an older store may hold, counts as the range's end.
  public init(lease: Int, maxAttempts: Int, backoff: Int, delay: Int, timeToLive: Int?) {
    func within(_ range: ClosedRange<Int>, _ value: Int) -> Int {
      min(max(value, range.lowerBound), range.upperBound)
    }
    self.lease = within(1000...Self.longest.lease, lease)
    self.maxAttempts = within(1...100, maxAttempts)
    self.backoff = within(0...Self.longest.backoff, backoff)
    self.delay = within(0...Self.longest.lease, delay)
    self.timeToLive = timeToLive.map { within(1...Self.greatestAge, $0) }
  }

  /// Milliseconds within the bounds of a rule as microseconds.
  public static func microseconds(_ milliseconds: Int) -> Int64 {
    Int64(min(max(milliseconds, 0), greatestAge)) * 1000
  }

  /// The pause before the next delivery, in milliseconds: doubled with each attempt, up to an hour.
  public func pause(after attempt: Int) -> Int {
    let doublings = min(max(attempt - 1, 0), 22)
    return min(backoff << doublings, Self.longest.backoff)
  }

  /// Whether a name may be a subscription's.
  public static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
      }
  }
}
