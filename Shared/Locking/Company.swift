/// Tells whether several keys were at work within the last second. A key that works alone may use everything; several keys share.
public struct Company: Sendable {
  /// How long keys count as sharing after the work passed from one key to another.
  private static let memory = Duration.seconds(1)

  private var lastKey: String?
  private var sharedUntil = ContinuousClock.now

  /// Begins with no key at work.
  public init() {}

  /// Notes that a key is at work.
  public mutating func note(_ key: String) {
    guard key != lastKey else { return }
    if lastKey != nil { sharedUntil = .now + Self.memory }
    lastKey = key
  }

  /// Whether the work passed from one key to another within the last second.
  public var isShared: Bool { ContinuousClock.now < sharedUntil }
}
