/// What one side takes from the other; every one of them is a refusal, never a crash.
public struct Limits: Sendable {
  /// The largest message, in bytes, after inflating.
  public var messageBytes = 4 << 20
  /// The largest JSON header, in bytes.
  public var headerBytes = 8 << 10
  /// The most calls a peer may have open.
  public var callsPerPeer = 8192
  /// The most unary calls whose handlers run at once.
  public var runningCalls = 256
  /// How many of them may be of one key, so that none can hold all: calls that wait for something do.
  public var runningCallsPerKey = 128
  /// The most unary calls that wait for their turn; more are refused as RESOURCE_EXHAUSTED.
  public var waitingCalls = 8192
  /// The most streaming calls open at once; more are refused as RESOURCE_EXHAUSTED.
  public var openStreams = 4096
  /// The longest deadline; a call without one gets it.
  public var longestDeadline = Duration.seconds(600)
  /// How much of a stream the reader takes ahead of reading it.
  public var window = Credit.initial

  /// Makes the defaults.
  public init() {}
}
