import Locking
import Values

/// Since when services do not answer, as this process has seen it. Pages say it, and a page that asks several times waits once.
final class Outages: Sendable {
  private struct Outage {
    let since: Instant
    /// When it could not be reached last; nil where it was slow, or had too much to do.
    var last: ContinuousClock.Instant?
  }

  /// How long nothing is read again from a service that could not be reached: a page's next question comes sooner.
  private static let pause: Duration = .milliseconds(500)

  private let outages = Mutex<[String: Outage]>([:])

  /// Notes that a service did not answer.
  func note(_ service: String, isReached: Bool, at now: Instant) {
    outages.withLock { outages in
      outages[service] = Outage(
        since: outages[service]?.since ?? now, last: isReached ? nil : ContinuousClock.now)
    }
  }

  /// Notes that a service answered.
  func end(_ service: String) {
    outages.withLock { outages in
      if outages[service] != nil { outages[service] = nil }
    }
  }

  /// Since when a service does not answer; nil for one that did when it was asked last.
  func since(_ service: String) -> Instant? {
    outages.withLock { $0[service]?.since }
  }

  /// Whether a service could not be reached a moment ago.
  func isRecent(_ service: String) -> Bool {
    guard let last = outages.withLock({ $0[service]?.last }) else { return false }
    return ContinuousClock.now - last < Self.pause
  }
}
