import Locking

/// How many messages each subscription delivered, or acknowledged, second by second over the last minute. The counts start
/// anew with the process.
final class RateMeters: Sendable {
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
  private static let most = 4096

  private let start = ContinuousClock.now
  private let meters = Mutex<[Int: Meter]>([:])

  func count(_ number: Int, of subscription: Int) {
    guard number > 0 else { return }
    let second = second
    meters.withLock { meters in
      if meters[subscription] == nil, meters.count >= Self.most,
        let idle = meters.min(by: { $0.value.last < $1.value.last })
      {
        meters[idle.key] = nil
      }
      meters[subscription, default: Meter(last: second)].advance(to: second)
      meters[subscription]?.counts[Int(second % Int64(Self.seconds))] += number
    }
  }

  /// Returns the mean rate of the last minute, per second.
  func perSecond(of subscription: Int) -> Double {
    let second = second
    return meters.withLock { meters in
      guard var meter = meters[subscription] else { return 0 }
      meter.advance(to: second)
      return Double(meter.counts.reduce(0, +)) / Double(Self.seconds)
    }
  }

  private var second: Int64 { (ContinuousClock.now - start).components.seconds }
}
