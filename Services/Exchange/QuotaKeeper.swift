import Locking
import RPCContract

/// Counts what each key uses, in token buckets that fill at the quota's rate and hold two seconds of it.
final class QuotaKeeper: Sendable {
  private struct Bucket {
    var messages: Double
    var bytes: Double
    var at: ContinuousClock.Instant
  }

  /// The most keys that are remembered; beyond it the one unused for longest is forgotten.
  private static let maxKeys = 4096

  private let quota: Quota
  private let buckets = Mutex<[String: Bucket]>([:])

  init(_ quota: Quota) { self.quota = quota }

  /// Whether a key may take more now.
  ///
  /// - Throws: `RPCError`, RESOURCE_EXHAUSTED with the time to wait.
  func check(_ principal: String, now: ContinuousClock.Instant = .now) throws {
    let bucket = buckets.withLock { Self.filled($0[principal], quota, now) }
    let wait = max(
      bucket.messages >= 1 ? 0 : (1 - bucket.messages) / Double(quota.messagesPerSecond),
      bucket.bytes >= 1 ? 0 : (1 - bucket.bytes) / Double(quota.bytesPerSecond))
    guard wait > 0 else { return }
    throw Self.exceeded(
      "\(quota.messagesPerSecond) messages and \(quota.bytesPerSecond) bytes a second are allowed",
      retry: max(1, Int(wait * 1000)))
  }

  /// How many messages and bytes a key may take at once.
  func allowance(
    _ principal: String, now: ContinuousClock.Instant = .now
  ) -> (messages: Int, bytes: Int) {
    let bucket = buckets.withLock { Self.filled($0[principal], quota, now) }
    return (max(1, Int(bucket.messages)), max(1, Int(bucket.bytes)))
  }

  /// Subtracts what a key took. One call may overdraw the bucket; ``check(_:now:)`` then refuses until it has filled again.
  func take(
    _ principal: String, messages: Int, bytes: Int, now: ContinuousClock.Instant = .now
  ) {
    buckets.withLock { buckets in
      var bucket = Self.filled(buckets[principal], quota, now)
      bucket.messages -= Double(messages)
      bucket.bytes -= Double(bytes)
      buckets[principal] = bucket
      if buckets.count > Self.maxKeys, let idle = buckets.min(by: { $0.value.at < $1.value.at }) {
        buckets[idle.key] = nil
      }
    }
  }

  private static func filled(
    _ bucket: Bucket?, _ quota: Quota, _ now: ContinuousClock.Instant
  ) -> Bucket {
    // A key that is not known has a full bucket, that of two seconds.
    let seconds: Double = bucket.map { (now - $0.at) / .seconds(1) } ?? 2
    func level(_ before: Double?, _ perSecond: Int) -> Double {
      min(Double(perSecond) * 2, (before ?? 0) + seconds * Double(perSecond))
    }
    return Bucket(
      messages: level(bucket?.messages, quota.messagesPerSecond),
      bytes: level(bucket?.bytes, quota.bytesPerSecond), at: now)
  }

  static func exceeded(_ text: String, retry milliseconds: Int) -> RPCError {
    RPCError(
      .resourceExhausted, text,
      details: StatusDetails(
        reason: "QUOTA", domain: "vigie.exchange", retryDelayMilliseconds: milliseconds))
  }
}
