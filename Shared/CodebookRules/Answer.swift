public import Contracts

/// What a structure answered: field → cell, in canonical text (numbers with a point, days as YYYY-MM-DD, `true` and `false`).
/// Fields that were not answered are absent.
public struct Answer: Hashable, Sendable {
  /// The cells.
  public var values: [String: String]

  /// Takes cells; empty ones are not answered.
  public init(_ values: [String: String]) { self.values = values.filter { !$0.value.isEmpty } }

  /// A cell as a number; nil where it is none or not answered.
  public func amount(_ field: String) -> Amount? { values[field].flatMap(Amount.init) }
}

/// An exact number to the millionth, as a codebook's rules and comparisons need it for hours, euros and heads.
///
/// It lies within ±``limit``, so that sums and differences of thousands of them stay within 64 bits.
public struct Amount: Hashable, Sendable, Comparable {
  /// The greatest amount: 10⁹, more than any social centre has of anything.
  public static let limit = 1_000_000_000
  /// Millionths.
  public let millionths: Int

  /// Takes millionths.
  public init(millionths: Int) { self.millionths = millionths }

  /// Takes a whole number; one beyond ±``limit`` becomes that limit.
  public init(_ whole: Int) {
    millionths = min(max(whole, -Self.limit), Self.limit) * 1_000_000
  }

  /// Reads digits with at most one point and a sign, rounded to the millionth, half away from zero; nil for any other text, and
  /// beyond ±``limit``.
  public init?(_ text: String) {
    var text = text
    guard let amount = text.withUTF8({ Amount(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = amount
  }

  /// Reads the same from a text's bytes.
  public init?(_ text: UnsafeRawBufferPointer) {
    var (value, decimals, seen, isFraction, isRoundedUp) = (0, 0, false, false, false)
    let isNegative = text.first == UInt8(ascii: "-")
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        continue
      }
      guard (48...57).contains(byte) else { return nil }
      seen = true
      if isFraction {
        decimals += 1
        if decimals == 7 { isRoundedUp = byte >= UInt8(ascii: "5") }
        if decimals > 6 { continue }
      }
      value = value * 10 + Int(byte - 48)
      guard value <= Self.limit * 1_000_000 else { return nil }
    }
    guard seen else { return nil }
    for _ in min(decimals, 6)..<6 {
      value *= 10
      guard value <= Self.limit * 1_000_000 else { return nil }
    }
    if isRoundedUp { value += 1 }
    millionths = isNegative ? -value : value
  }

  /// The text with a point and no needless zeros.
  public var text: String {
    let size = millionths.magnitude
    let fraction = String(String(1_000_000 + size % 1_000_000).dropFirst())
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    return (millionths < 0 ? "-" : "") + String(size / 1_000_000)
      + (digits.isEmpty ? "" : "." + String(digits))
  }

  /// Orders numbers.
  public static func < (left: Amount, right: Amount) -> Bool { left.millionths < right.millionths }
}

extension Codebook {
  /// The sections whose fields are known without asking.
  private static let known: Set<String> = ["identity", "answer"]

  /// The fields of the base: those that are asked and belong to no block. They decide whether an answer is nearly empty.
  ///
  /// Source: acceptance/indicators.md, I1, `base_items`; reference/domain.md, §1.2 “base-socle” and blocks of the year.
  public var baseItems: [String] {
    fields.filter { $0.block == nil && !Self.known.contains($0.section ?? "") }.map(\.name)
  }
}
