/// What belongs to the call being handled and passes on to the calls it makes in turn.
public struct CallContext: Sendable {
  /// The context of the call being handled by this task.
  @TaskLocal public static var current: CallContext?

  /// When the call must be over; nested calls take the smaller of this and their own.
  public var deadline: ContinuousClock.Instant
  /// For whom the call is done; nested calls carry it as `on-behalf-of`.
  public var principal: String
  /// The place of the call in its trace.
  public var trace: TraceContext

  /// Makes a context.
  public init(deadline: ContinuousClock.Instant, principal: String, trace: TraceContext) {
    self.deadline = deadline
    self.principal = principal
    self.trace = trace
  }
}

/// A place in a trace, as W3C's Trace Context has it (`traceparent`, version 00).
public struct TraceContext: Sendable, Hashable {
  /// Of the whole trace; never all zeros.
  public let traceID: (high: UInt64, low: UInt64)
  /// Of this call; never zero.
  public let spanID: UInt64
  /// Whether the caller records the trace.
  public let isSampled: Bool

  private init(traceID: (high: UInt64, low: UInt64), spanID: UInt64, isSampled: Bool) {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
  }

  /// Begins a trace.
  public static func begin() -> TraceContext {
    TraceContext(
      traceID: (UInt64.random(in: 1...UInt64.max), UInt64.random(in: 0...UInt64.max)),
      spanID: UInt64.random(in: 1...UInt64.max), isSampled: false)
  }

  /// A new place in the same trace.
  public var child: TraceContext {
    TraceContext(
      traceID: traceID, spanID: UInt64.random(in: 1...UInt64.max), isSampled: isSampled)
  }

  /// Reads a `traceparent`; nil when it is not of the form, and then a new trace is to be begun.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isHexadecimal = text.utf8.allSatisfy {
      (48...57).contains($0) || (97...102).contains($0) || $0 == 45
    }
    guard isHexadecimal, parts.count >= 4, parts[0].count == 2, parts[0] != "ff",
      parts[0] != "00" || parts.count == 4, parts[1].count == 32, parts[2].count == 16,
      parts[3].count == 2, let high = UInt64(parts[1].prefix(16), radix: 16),
      let low = UInt64(parts[1].suffix(16), radix: 16), let span = UInt64(parts[2], radix: 16),
      let flags = UInt8(parts[3], radix: 16), high | low != 0, span != 0
    else { return nil }
    self.init(traceID: (high, low), spanID: span, isSampled: flags & 1 == 1)
  }

  /// The trace's id, 32 hexadecimal digits.
  public var traceText: String { Self.hexadecimal(traceID.high) + Self.hexadecimal(traceID.low) }

  /// The `traceparent`.
  public var text: String {
    "00-\(traceText)-\(Self.hexadecimal(spanID))-\(isSampled ? "01" : "00")"
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether both are the same place.
  public static func == (left: TraceContext, right: TraceContext) -> Bool {
    left.traceID == right.traceID && left.spanID == right.spanID
      && left.isSampled == right.isSampled
  }

  /// Feeds the ids.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(traceID.high)
    hasher.combine(traceID.low)
    hasher.combine(spanID)
  }
}
