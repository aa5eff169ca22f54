/// Wakes a connection at its earliest deadline; each transport has its own.
///
/// One alarm serves all calls of a connection, so a pending call costs no task and no timer.
public protocol Alarm: Sendable {
  /// Makes an alarm that calls `ring`, on any thread.
  init(ring: @escaping @Sendable () -> Void)
  /// Makes the alarm ring once, at a time or soon after; this replaces the time set before.
  func set(_ time: ContinuousClock.Instant)
}
