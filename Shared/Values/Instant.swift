import Foundation

/// A point in time, UTC, to the microsecond.
///
/// The fact files write whole seconds, `YYYY-MM-DDThh:mm:ssZ`; recording instants carry six decimals.
public struct Instant: Hashable, Sendable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  /// Makes the instant at a distance from 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// Reads `YYYY-MM-DDThh:mm:ssZ`, with up to six decimals of a second; nil for any other text.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8.prefix(28))
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes.last == UInt8(ascii: "Z"),
      let day = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = Self.number(bytes[11..<13]), hour < 24,
      let minute = Self.number(bytes[14..<16]), minute < 60,
      let second = Self.number(bytes[17..<19]), second < 60
    else { return nil }
    var fraction = 0
    if bytes.count > 20 {
      let digits = bytes[20..<(bytes.count - 1)]
      guard bytes[19] == UInt8(ascii: "."), (1...6).contains(digits.count),
        let value = Self.number(digits)
      else { return nil }
      fraction = (digits.count..<6).reduce(value) { scaled, _ in scaled * 10 }
    }
    let seconds = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(microseconds: seconds * 1_000_000 + Int64(fraction))
  }

  /// What the system's clock says.
  public static var now: Instant {
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }

  /// The form `YYYY-MM-DDThh:mm:ss.ffffffZ`, without the decimals when they are zero.
  public var iso: String {
    let day = Self.floorDivide(microseconds, 86_400_000_000)
    let rest = microseconds - day * 86_400_000_000
    let seconds = Int(rest / 1_000_000)
    let fraction = Int(rest % 1_000_000)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, 2) }
    let decimals = fraction == 0 ? "" : "." + Self.padded(fraction, 6)
    return CivilDate(daysSinceEpoch: Int(day)).iso + "T" + time.joined(separator: ":") + decimals
      + "Z"
  }

  /// The civil day in Europe/Paris.
  ///
  /// The rule is the European Union's since 1996 (directive 2000/84/EC): summer time, UTC+2, from
  /// the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC, UTC+1 otherwise.
  public var parisDay: CivilDate {
    let shifted = microseconds + Int64(isParisSummer ? 2 : 1) * 3_600_000_000
    return CivilDate(daysSinceEpoch: Int(Self.floorDivide(shifted, 86_400_000_000)))
  }

  /// The midnight in Europe/Paris at which a civil day begins.
  public static func parisMidnight(_ day: CivilDate) -> Instant {
    paris(day, second: 0)
  }

  /// The instant at which clocks in Europe/Paris show a time of a day.
  ///
  /// The hour that clocks show twice in October counts as the first of both; the one that they pass over in
  /// March counts as the hour after it.
  ///
  /// - Parameters:
  ///   - day: the civil day.
  ///   - second: the second that the clock shows, 0…86,399.
  /// - Returns: the instant.
  public static func paris(_ day: CivilDate, second: Int) -> Instant {
    let utc = (Int64(day.daysSinceEpoch) * 86_400 + Int64(second)) * 1_000_000
    let winter = Instant(microseconds: utc - 3_600_000_000)
    let summer = Instant(microseconds: utc - 7_200_000_000)
    return summer.isParisSummer ? summer : winter
  }

  /// The instant `interval` microseconds later.
  public func adding(microseconds interval: Int64) -> Instant {
    Instant(microseconds: microseconds + interval)
  }

  /// Orders instants in time.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  private var isParisSummer: Bool {
    let day = CivilDate(daysSinceEpoch: Int(Self.floorDivide(microseconds, 86_400_000_000)))
    let start = Self.lastSunday(month: 3, year: day.year) + 3_600_000_000
    let end = Self.lastSunday(month: 10, year: day.year) + 3_600_000_000
    return start <= microseconds && microseconds < end
  }

  private static func lastSunday(month: Int, year: Int) -> Int64 {
    let last = CivilDate(year: year, month: month, day: 31)!.daysSinceEpoch
    // 1970-01-01 was a Thursday: Sundays are the days ≡ 3 modulo 7.
    let sinceSunday = ((last - 3) % 7 + 7) % 7
    return Int64(last - sinceSunday) * 86_400_000_000
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : (value - divisor + 1) / divisor
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension Instant: CustomStringConvertible {
  /// The ISO 8601 form.
  public var description: String { iso }
}

extension Instant: Codable {
  /// Reads the ISO 8601 form.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the text is no such instant.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an instant of the form YYYY-MM-DDThh:mm:ssZ: \(text)")
    }
    self = instant
  }

  /// Writes the ISO 8601 form.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}
