import Synchronization
import Values

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
