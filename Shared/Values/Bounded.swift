/// The whole numbers that a ``Bounded`` accepts.
public protocol NumberBounds: Sendable {
  /// The least and the greatest.
  static var range: ClosedRange<Int> { get }
  /// The number that stands in for an absent one; nil if there is none.
  static var fallback: Int? { get }
}

extension NumberBounds {
  /// No number stands in for an absent one, unless the bounds declare one.
  public static var fallback: Int? { nil }
}

/// A whole number that lies within the range of its type; every other number is refused when it is read.
///
/// Numbers that come from outside have such types, so that reckoning with them cannot overflow.
public struct Bounded<Bounds: NumberBounds>: Hashable, Sendable, Comparable {
  /// The number.
  public let value: Int

  /// Takes a number; nil where it lies outside the range.
  public init?(_ value: Int) {
    guard Bounds.range.contains(value) else { return nil }
    self.value = value
  }

  /// Takes a number, or the nearest that lies within the range.
  public init(clamping value: Int) {
    self.value = min(max(value, Bounds.range.lowerBound), Bounds.range.upperBound)
  }

  /// The least number.
  public static var least: Bounded { Bounded(clamping: .min) }
  /// The greatest number.
  public static var most: Bounded { Bounded(clamping: .max) }
  /// The number that stands in for an absent one. Stops the program if the bounds declare none.
  public static var fallback: Bounded {
    guard let fallback = Bounds.fallback else {
      preconditionFailure("\(Bounds.self) has no fallback")
    }
    return Bounded(clamping: fallback)
  }

  /// The requirement that a refused number does not meet, in words.
  static var demand: String {
    "a whole number from \(Bounds.range.lowerBound) to \(Bounds.range.upperBound) is needed"
  }

  /// Orders numbers.
  public static func < (left: Bounded, right: Bounded) -> Bool { left.value < right.value }
}

extension Bounded: ExpressibleByIntegerLiteral {
  /// Takes a number literal; a literal outside the range stops the program.
  public init(integerLiteral value: Int) {
    guard let bounded = Self(value) else { preconditionFailure("\(value): \(Self.demand)") }
    self = bounded
  }
}

extension Bounded: CustomStringConvertible {
  /// The number in digits.
  public var description: String { String(value) }
}

extension Bounded: Codable {
  /// Reads a whole number.
  ///
  /// - Throws: `DecodingError.dataCorrupted` for a number outside the range, and for anything that is not a whole number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = try? container.decode(Int.self) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.demand)
    }
    guard let bounded = Self(value) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(Self.demand), not \(value)")
    }
    self = bounded
  }

  /// Writes the number.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// The years that facts and questions may be about. Source: acceptance/formats.md, “civil days 1900-01-01 to 2199-12-31”.
public enum YearBounds: NumberBounds {
  /// 1900…2199.
  public static let range = 1900...2199
}

/// A calendar year, 1900…2199.
public typealias Year = Bounded<YearBounds>

extension CivilDate {
  /// The year that facts of this day belong to; for a day outside ``CivilDate/earliest``…``CivilDate/latest``, the nearest year of that
  /// range.
  public var factYear: Year { Year(clamping: year) }
}

extension Bounded<YearBounds> {
  /// 1 January.
  public var firstDay: CivilDate { .firstDay(of: value) }
  /// 31 December.
  public var lastDay: CivilDate { .lastDay(of: value) }
}
