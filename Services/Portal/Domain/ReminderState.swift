public import Values

/// Whether somebody may be reminded of a campaign now.
public enum ReminderState: Sendable, Hashable {
  /// Nobody was reminded yet, or a day ago and more.
  case ready
  /// The last reminder did not go; it may be sent again.
  case failed(Instant)
  /// The last reminder went less than a day ago: nobody gets two in a day.
  case resting(Instant)

  /// How long nobody is reminded again: a day, in microseconds.
  public static let rest: Int64 = 86_400_000_000

  /// Takes when the last reminder went, and when the last attempt failed after it; nil where there was none.
  public init(sentAt: Instant?, failedAt: Instant?, now: Instant) {
    if let failedAt {
      self = .failed(failedAt)
    } else if let sentAt, sentAt >= now.adding(microseconds: -Self.rest) {
      self = .resting(sentAt)
    } else {
      self = .ready
    }
  }

  /// Whether a reminder may go.
  public var mayGo: Bool { if case .resting = self { false } else { true } }
}
