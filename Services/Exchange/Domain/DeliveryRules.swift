public import Contracts
import Values

/// A subscription's rules of delivery, each number within its bounds.
public struct DeliveryRules: Sendable, Hashable {
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

  /// Reads a request; an absent member gets its type's fallback.
  public init(_ request: CreateSubscription) {
    self.init(
      lease: (request.leaseMilliseconds ?? .fallback).value,
      maxAttempts: (request.maxAttempts ?? .fallback).value,
      backoff: (request.backoffMilliseconds ?? .fallback).value,
      delay: (request.delayMilliseconds ?? .fallback).value,
      timeToLive: request.timeToLiveMilliseconds?.value)
  }

  /// Makes rules. A number out of its range, which an older store may hold, becomes the nearest end of the range.
  public init(lease: Int, maxAttempts: Int, backoff: Int, delay: Int, timeToLive: Int?) {
    self.lease = Bounded<LeaseBounds>(clamping: lease).value
    self.maxAttempts = Bounded<AttemptBounds>(clamping: maxAttempts).value
    self.backoff = Bounded<BackoffBounds>(clamping: backoff).value
    self.delay = Bounded<DelayBounds>(clamping: delay).value
    self.timeToLive = timeToLive.map { Bounded<AgeBounds>(clamping: $0).value }
  }

  /// Converts milliseconds to microseconds, clamped to the range from 0 to the longest time to live.
  public static func microseconds(_ milliseconds: Int) -> Int64 {
    Int64(min(max(milliseconds, 0), AgeBounds.range.upperBound)) * 1000
  }

  /// Returns the pause before the next delivery, in milliseconds: doubled with each attempt, up to an hour.
  public func pause(after attempt: Int) -> Int {
    let doublings = min(max(attempt - 1, 0), 22)
    return min(backoff << doublings, BackoffBounds.range.upperBound)
  }

  /// Whether a text may be a subscription's name.
  public static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
      }
  }
}
