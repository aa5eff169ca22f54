public import Contracts

/// What a structure answered: field → cell, in canonical text: numbers with a point, days as YYYY-MM-DD, `true` and `false`.
/// What was not answered is not there.
public struct Answer: Hashable, Sendable {
  /// The cells.
  public var values: [String: String]

  /// Takes cells; empty ones are not answered.
  public init(_ values: [String: String]) { self.values = values.filter { !$0.value.isEmpty } }

  /// A cell as a number; nil where it is none or not answered.
  public func amount(_ field: String) -> Amount? { values[field].flatMap(Amount.init) }
}

/// A number to the millionth, exact: what a codebook's rules and comparisons need of hours, euros and heads.
public struct Amount: Hashable, Sendable, Comparable {
  /// Millionths.
  public let millionths: Int

  /// Takes millionths.
  public init(millionths: Int) { self.millionths = millionths }

  /// Takes a whole number, below 9 × 10¹².
  public init(_ whole: Int) { millionths = whole * 1_000_000 }

  /// Reads digits with at most one point and a sign; nil for any other text, and for what does not fit: 9 × 10¹² and more, or
  /// more than six decimals.
  public init?(_ text: String) {
    var (value, decimals, seen, isFraction) = (0, 0, false, false)
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    for byte in text.utf8.dropFirst(isNegative ? 1 : 0) {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        continue
      }
      guard (48...57).contains(byte), decimals < 6 || byte == 48 else { return nil }
      seen = true
      if isFraction {
        if decimals == 6 { continue }
        decimals += 1
      }
      let (product, isOver) = value.multipliedReportingOverflow(by: 10)
      guard !isOver, product <= .max - 9 else { return nil }
      value = product + Int(byte - 48)
    }
    guard seen else { return nil }
    for _ in decimals..<6 {
      let (product, isOver) = value.multipliedReportingOverflow(by: 10)
      guard !isOver else { return nil }
      value = product
    }
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
  /// What is known without asking.
  private static let known: Set<String> = ["identity", "answer"]

  /// The fields of the base, which count for whether an answer is nearly empty: those that are asked and belong to no block.
  ///
  /// Source: acceptance/indicators.md, I1, `base_items`; reference/domain.md, §1.2 “base-socle” and blocks of the year.
  public var baseItems: [String] {
    fields.filter { $0.block == nil && !Self.known.contains($0.section ?? "") }.map(\.name)
  }
}
