/// What belongs to the call being handled and passes on to the calls it makes in turn.
public enum CallContext {
  /// When the call being handled must be over; nested calls take the smaller of this and their own.
  @TaskLocal public static var deadline: ContinuousClock.Instant?

  /// For whom the call being handled is done; nested calls carry it as `on-behalf-of`.
  @TaskLocal public static var principal: String?
}

/// Runs actions later; transports hand it in, so that sessions keep no clock thread of their own.
public protocol Scheduler: Sendable {
  /// Runs an action at a time or soon after, unless it is cancelled before.
  func schedule(
    at deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void
  ) -> any ScheduledAction
}

/// An action that waits for its time.
public protocol ScheduledAction: Sendable {
  /// Keeps the action from running, if it has not begun.
  func cancel()
}
