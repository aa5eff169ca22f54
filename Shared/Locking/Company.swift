/// Whether more than one key was at work of late: a key alone may have all that there is, and shares it while another is there.
public struct Company: Sendable {
  /// How long a key counts as there after its last work.
  private static let memory = Duration.seconds(1)

  private var lastKey: String?
  private var sharedUntil = ContinuousClock.now

  /// Makes it with nobody there.
  public init() {}

  /// Notes that a key is at work.
  public mutating func note(_ key: String) {
    guard key != lastKey else { return }
    if lastKey != nil { sharedUntil = .now + Self.memory }
    lastKey = key
  }

  /// Whether there was another key within a second.
  public var isShared: Bool { ContinuousClock.now < sharedUntil }
}
