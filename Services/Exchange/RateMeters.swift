import Locking

/// How many messages each subscription delivered and acknowledged, second by second over the last minute. The counts start
/// anew with the process.
final class RateMeters: Sendable {
  /// What is counted.
  enum Measure: Hashable {
    case delivered, acknowledged
  }

  private struct Key: Hashable {
    let subscription: Int
    let measure: Measure
  }

  private struct Meter {
    var counts = [Int](repeating: 0, count: RateMeters.seconds)
    var last: Int64

    mutating func advance(to second: Int64) {
      let missed = min(second - last, Int64(RateMeters.seconds))
      guard missed > 0 else { return }
      for step in 1...missed { counts[Int((last + step) % Int64(RateMeters.seconds))] = 0 }
      last = second
    }
  }

  private static let seconds = 60
  /// The most meters; beyond it the one unused for longest is forgotten.
  private static let most = 8192

  private let start: ContinuousClock.Instant
  private let meters = Mutex<[Key: Meter]>([:])

  init(start: ContinuousClock.Instant = .now) { self.start = start }

  func count(
    _ number: Int, _ measure: Measure, of subscription: Int, now: ContinuousClock.Instant = .now
  ) {
    guard number > 0 else { return }
    let second = second(of: now)
    meters.withLock { meters in
      let key = Key(subscription: subscription, measure: measure)
      if meters[key] == nil, meters.count >= Self.most,
        let idle = meters.min(by: { $0.value.last < $1.value.last })
      {
        meters[idle.key] = nil
      }
      meters[key, default: Meter(last: second)].advance(to: second)
      meters[key]?.counts[Int(second % Int64(Self.seconds))] += number
    }
  }

  /// Returns the mean rate of the last minute, per second.
  func perSecond(
    _ measure: Measure, of subscription: Int, now: ContinuousClock.Instant = .now
  ) -> Double {
    let second = second(of: now)
    return meters.withLock { meters in
      guard var meter = meters[Key(subscription: subscription, measure: measure)] else { return 0 }
      meter.advance(to: second)
      return Double(meter.counts.reduce(0, +)) / Double(Self.seconds)
    }
  }

  private func second(of instant: ContinuousClock.Instant) -> Int64 {
    (instant - start).components.seconds
  }
}
