public import Values

/// How long a delivery may stay without an answer, in milliseconds.
public enum LeaseBounds: NumberBounds {
  /// A second to twelve hours, as Amazon SQS has it.
  public static let range = 1000...43_200_000
  /// Half a minute.
  public static let fallback: Int? = 30_000
}

/// After how many deliveries a message becomes a dead letter.
public enum AttemptBounds: NumberBounds {
  /// 1…100.
  public static let range = 1...100
  /// 10.
  public static let fallback: Int? = 10
}

/// The pause before the second delivery, in milliseconds; doubled before each further one, up to an hour.
public enum BackoffBounds: NumberBounds {
  /// Up to an hour.
  public static let range = 0...3_600_000
  /// A second.
  public static let fallback: Int? = 1000
}

/// How long messages wait before their first delivery, in milliseconds.
public enum DelayBounds: NumberBounds {
  /// Up to twelve hours.
  public static let range = 0...43_200_000
  /// Not at all.
  public static let fallback: Int? = 0
}

/// When a delivery is to be tried again, in milliseconds from now; absent for the subscription's back-off.
public enum RetryDelayBounds: NumberBounds {
  /// Up to twelve hours.
  public static let range = 0...43_200_000
}

/// How old a message may get before its first delivery, in milliseconds; absent for any age.
public enum AgeBounds: NumberBounds {
  /// Up to ten years: longer than any log is kept.
  public static let range = 1...315_360_000_000
}

/// How many messages a second.
public enum RateBounds: NumberBounds {
  /// 1…1,000,000.
  public static let range = 1...1_000_000
}

/// How many messages are taken at once.
public enum BatchBounds: NumberBounds {
  /// 1…1000.
  public static let range = 1...1000
}

/// How many deliveries of a stream may be without an answer.
public enum InFlightBounds: NumberBounds {
  /// 1…1000.
  public static let range = 1...1000
  /// 64.
  public static let fallback: Int? = 64
}

/// How many bytes are taken at once.
public enum BatchBytesBounds: NumberBounds {
  /// Up to 3 MiB, so that a whole reply stays below the 4 MiB of a message.
  public static let range = 1...3_145_728
  /// 1 MiB.
  public static let fallback: Int? = 1_048_576
}

/// How long a call waits for the first message, in milliseconds.
public enum WaitBounds: NumberBounds {
  /// Up to a minute.
  public static let range = 0...60_000
  /// Not at all.
  public static let fallback: Int? = 0
}
