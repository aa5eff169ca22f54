public import Contracts

/// What a subscription asks of deliveries, within bounds.
public struct DeliveryRules: Sendable, Hashable {
  /// The longest back-off and lease, in milliseconds.
  static let longest = (backoff: 3_600_000, lease: 43_200_000)

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

  /// Reads a request; nil and the field when a number is out of its range.
  public static func of(
    _ request: CreateSubscription
  ) -> (rules: DeliveryRules?, wrongField: String?) {
    let lease = request.leaseMilliseconds ?? 30_000
    let attempts = request.maxAttempts ?? 10
    let backoff = request.backoffMilliseconds ?? 1000
    let delay = request.delayMilliseconds ?? 0
    guard (1000...longest.lease).contains(lease) else { return (nil, "leaseMilliseconds") }
    guard (1...100).contains(attempts) else { return (nil, "maxAttempts") }
    guard (0...longest.backoff).contains(backoff) else { return (nil, "backoffMilliseconds") }
    guard (0...longest.lease).contains(delay) else { return (nil, "delayMilliseconds") }
    if let live = request.timeToLiveMilliseconds, live < 1 {
      return (nil, "timeToLiveMilliseconds")
    }
    return (
      DeliveryRules(
        lease: lease, maxAttempts: attempts, backoff: backoff, delay: delay,
        timeToLive: request.timeToLiveMilliseconds), nil
    )
  }

  /// Makes rules; the numbers are within their ranges.
  public init(lease: Int, maxAttempts: Int, backoff: Int, delay: Int, timeToLive: Int?) {
    self.lease = lease
    self.maxAttempts = maxAttempts
    self.backoff = backoff
    self.delay = delay
    self.timeToLive = timeToLive
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
