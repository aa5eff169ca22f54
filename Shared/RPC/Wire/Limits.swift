/// The limits on what one side accepts from the other. What exceeds a limit is refused and never causes a crash.
public struct Limits: Sendable {
  /// The largest message, in bytes, after inflating.
  public var messageBytes = 4 << 20
  /// The largest JSON header, in bytes.
  public var headerBytes = 8 << 10
  /// The most calls a peer may have open.
  public var callsPerPeer = 8192
  // Of every count and byte sum below, one key may have half; its further calls wait or are refused as RESOURCE_EXHAUSTED.

  /// The most unary calls whose handlers compute at once.
  public var runningCalls = 256
  /// The most unary calls that wait for their turn.
  public var waitingCalls = 16_384
  /// The most bytes of their requests.
  public var waitingBytes = 1 << 30
  /// The most unary calls whose handlers wait for something else, such as messages; a further one keeps its slot while it waits.
  public var pausedCalls = 4096
  /// The most unary calls whose request is not whole.
  public var halfOpenCalls = 4096
  /// The most bytes of their requests.
  public var halfOpenBytes = 256 << 20
  /// The most streaming calls open at once.
  public var openStreams = 4096
  /// The most calls about the service itself (health, status, metrics, reflection) that run at once.
  public var runningAside = 32
  /// The most of them that wait for their turn.
  public var waitingAside = 1024
  /// The most watches of the service's health.
  public var openWatches = 1024
  /// The longest deadline; a call without one gets it.
  public var longestDeadline = Duration.seconds(600)
  /// How much of a stream the other side may send ahead of the reader.
  public var window = Credit.initial

  /// Makes the defaults.
  public init() {}
}
