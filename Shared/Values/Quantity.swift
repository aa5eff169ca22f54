import Foundation

/// An exact decimal number (up to 38 digits), for counts, hours and ratios: never a binary fraction.
///
/// The wire form is its text with a point, such as `"3.25"`: JSON numbers would pass through
/// binary fractions in many readers.
public struct Quantity: Hashable, Sendable, Comparable {
  let decimal: Decimal

  init(_ decimal: Decimal) {
    self.decimal = decimal
  }

  /// Takes a whole number.
  public init(_ integer: Int) {
    decimal = Decimal(integer)
  }

  /// Reads digits with at most one point, such as `3.25` or `4`: no sign, exponent or space.
  ///
  /// Nil for any other text and for more than 30 digits.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), digits.count <= 30,
      digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let value = Decimal(string: String(text), locale: Locale(identifier: "en_US_POSIX"))
    else { return nil }
    decimal = value
  }

  /// Adds two numbers exactly.
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(left.decimal + right.decimal)
  }

  /// Multiplies two numbers exactly (within 38 digits).
  public static func * (left: Quantity, right: Quantity) -> Quantity {
    Quantity(left.decimal * right.decimal)
  }

  /// Orders numbers.
  public static func < (left: Quantity, right: Quantity) -> Bool {
    left.decimal < right.decimal
  }

  /// Divides and rounds to a number of decimals, half away from zero; nil when the divisor is 0.
  ///
  /// Source: acceptance/indicators.md, “rounded to 6 places, half away from zero”.
  public func divided(by divisor: Quantity, decimals: Int) -> Quantity? {
    guard divisor.decimal != 0 else { return nil }
    var quotient = decimal / divisor.decimal
    var rounded = Decimal()
    NSDecimalRound(&rounded, &quotient, decimals, .plain)
    return Quantity(rounded)
  }

  /// The text with a point and no needless zeros, such as `315.75` or `26`.
  public var text: String { "\(decimal)" }

  /// The text with a number of decimals or more, at least 1: zeros stand for those that it does not have. An amount of 315.5 euros is
  /// `315.50` with 2.
  public func text(decimals: Int) -> String {
    let parts = text.split(separator: ".").map(String.init)
    let given = parts.count > 1 ? parts[1] : ""
    return "\(parts[0]).\(given)\(String(repeating: "0", count: max(0, decimals - given.count)))"
  }
}

extension Quantity: CustomStringConvertible {
  /// The text with a point.
  public var description: String { text }
}

extension Quantity: Codable {
  /// Reads the text form.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the text is no such number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let quantity = Quantity(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a decimal number: \(text)")
    }
    self = quantity
  }

  /// Writes the text form.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
