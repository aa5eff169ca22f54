/// What one side takes from the other; every one of them is a refusal, never a crash.
public struct Limits: Sendable {
  /// The largest message, in bytes.
  public var messageBytes = 4 << 20
  /// The largest JSON header, in bytes.
  public var headerBytes = 8 << 10
  /// The most calls a peer may have open.
  public var callsPerPeer = 8192
  /// The most calls a server runs at once; more are refused as RESOURCE_EXHAUSTED.
  public var runningCalls = 8192
  /// The longest deadline; a call without one gets it.
  public var longestDeadline = Duration.seconds(600)
  /// How many messages of a stream the reader takes ahead of reading them.
  public var windowMessages = 64
  /// How many bytes of a stream the reader takes ahead of reading them.
  public var windowBytes = 1 << 20

  /// Makes the defaults.
  public init() {}
}
