import Synchronization
import Values

/// What the call being handled passes on to the calls that its handler makes.
public struct CallContext: Sendable {
  /// The context of the call being handled by this task.
  @TaskLocal public static var current: CallContext?

  private enum Origin: Sendable {
    case served(ServerContext)
    case said(principal: String, trace: TraceContext)
  }

  /// When the call must be over; nested calls take the smaller of this and their own.
  public let deadline: ContinuousClock.Instant
  private let origin: Origin

  /// Makes a context.
  public init(deadline: ContinuousClock.Instant, principal: String, trace: TraceContext) {
    self.deadline = deadline
    origin = .said(principal: principal, trace: trace)
  }

  init(of served: ServerContext) {
    deadline = served.deadline
    origin = .served(served)
  }

  /// The principal for whom the call is made; nested calls carry it as `vigie-on-behalf-of`.
  public var principal: String {
    switch origin {
    case .served(let context): context.effectivePrincipal
    case .said(let principal, _): principal
    }
  }

  /// The key in whose turn long computations run; nil for calls about the service itself, and for work that belongs to no call.
  public var turnKey: String? {
    if case .served(let context) = origin { context.turnKey } else { nil }
  }

  /// The call that this task handles; nil where it handles none.
  static var served: ServerContext? {
    if case .served(let context)? = current?.origin { context } else { nil }
  }

  /// The place of the call in its trace.
  public var trace: TraceContext {
    switch origin {
    case .served(let context): context.trace
    case .said(_, let trace): trace
    }
  }
}

/// A place in a trace, as W3C's Trace Context has it (`traceparent`, version 00).
public struct TraceContext: Sendable, Hashable {
  /// The two halves of the whole trace's id; never both zero.
  let high, low: UInt64
  /// The id of this call; never zero.
  public let spanID: UInt64
  /// Whether the caller records the trace.
  public let isSampled: Bool

  /// Begins a trace.
  public static func begin() -> TraceContext {
    TraceContext(high: draw(), low: draw(), spanID: draw(), isSampled: false)
  }

  /// A new place in the same trace.
  public var child: TraceContext {
    TraceContext(high: high, low: low, spanID: Self.draw(), isSampled: isSampled)
  }

  // Ids must differ but need not be secret. They come from SplitMix64 (Steele et al. 2014) over a counter with a random start,
  // since the system's generator costs a system call for each number.
  private static let counter = Atomic<UInt64>(UInt64.random(in: 0...UInt64.max))

  private static func draw() -> UInt64 {
    max(1, SplitMix64.mixed(counter.wrappingAdd(SplitMix64.step, ordering: .relaxed).newValue))
  }

  /// The trace's id, 32 hexadecimal digits.
  public var traceText: String { hexadecimal(high) + hexadecimal(low) }

  /// The `traceparent`.
  public var text: String { "00-\(traceText)-\(hexadecimal(spanID))-\(isSampled ? "01" : "00")" }
}

extension TraceContext {
  /// Reads a `traceparent`; nil when it is malformed, and the caller should then begin a new trace.
  ///
  /// Version 00 is exactly `00-<32>-<16>-<2>` in lower-case hexadecimal digits; a later one may go on
  /// after another `-`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> UInt64? {
      var value: UInt64 = 0
      for byte in bytes[range] {
        switch byte {
        case 48...57: value = value << 4 | UInt64(byte - 48)
        case 97...102: value = value << 4 | UInt64(byte - 87)
        default: return nil
        }
      }
      return value
    }
    guard bytes.count >= 55, bytes[2] == 45, bytes[35] == 45, bytes[52] == 45,
      let version = number(0..<2), version != 0xFF, version != 0 || bytes.count == 55,
      bytes.count == 55 || bytes[55] == 45, let high = number(3..<19), let low = number(19..<35),
      let span = number(36..<52), let flags = number(53..<55), high | low != 0, span != 0
    else { return nil }
    self.init(high: high, low: low, spanID: span, isSampled: flags & 1 == 1)
  }
}
