import Foundation

/// A point in time, UTC, to the microsecond.
///
/// The fact files write whole seconds, `YYYY-MM-DDThh:mm:ssZ`; recording instants carry six decimals. A text can name any instant of the
/// days 1900-01-01…2199-12-31. A computed instant stops at the ends of the years 1…9999, as a ``CivilDate`` does.
public struct Instant: Hashable, Sendable, Comparable {
  /// The first and last microsecond of the years 1…9999: the ends at which computation stops.
  private static let calendar: ClosedRange<Int64> =
    -62_135_596_800_000_000...253_402_300_799_999_999

  /// Microseconds since 1970-01-01T00:00:00Z; within the years 1…9999.
  public let microseconds: Int64

  /// Makes the instant that lies so many microseconds after 1970-01-01T00:00:00Z. Beyond the calendar: its first or last instant.
  public init(microseconds: Int64) {
    self.microseconds = min(
      max(microseconds, Self.calendar.lowerBound), Self.calendar.upperBound)
  }

  /// Reads the date-time of RFC 3339 §5.6, such as `2025-06-30T21:59:59.25Z` or `2025-06-30T23:59:59+02:00`; nil for any
  /// other text. Decimals beyond the sixth are cut off; a leap second counts as the second after it.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8.prefix(Self.longestText + 1))
    guard (20...Self.longestText).contains(bytes.count), bytes[10] | 32 == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let day = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = CivilDate.number(bytes[11..<13]), hour < 24,
      let minute = CivilDate.number(bytes[14..<16]), minute < 60,
      let second = CivilDate.number(bytes[17..<19]), second <= 60,
      let (fraction, zone) = Self.fraction(bytes[19...]), let offset = Self.offset(zone)
    else { return nil }
    let seconds =
      Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
    // A leap second is the last one of a day of UTC.
    guard second < 60 || seconds % 86_400 == 0 else { return nil }
    self.init(microseconds: seconds * 1_000_000 + fraction)
    guard (CivilDate.earliest...CivilDate.latest).contains(utcDay) else { return nil }
  }

  /// The length of the longest text that is read: it has thirty decimals and a zone.
  private static let longestText = 56

  /// The decimals of a second at the beginning of a text, in microseconds, and what follows them; nil where a point stands alone.
  private static func fraction(_ rest: ArraySlice<UInt8>) -> (Int64, ArraySlice<UInt8>)? {
    guard rest.first == UInt8(ascii: ".") else { return (0, rest) }
    let digits = rest.dropFirst().prefix { (48...57).contains($0) }
    guard !digits.isEmpty else { return nil }
    let known = digits.prefix(6)
    let value = known.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    let scaled = (known.count..<6).reduce(value) { value, _ in value * 10 }
    return (scaled, rest.dropFirst(1 + digits.count))
  }

  /// The seconds by which a zone's clock is ahead of UTC: `Z`, or `+hh:mm` and `-hh:mm`.
  private static func offset(_ zone: ArraySlice<UInt8>) -> Int64? {
    let zone = Array(zone)
    if zone.count == 1, zone[0] | 32 == UInt8(ascii: "z") { return 0 }
    guard zone.count == 6, zone[3] == UInt8(ascii: ":"),
      let hour = CivilDate.number(zone[1..<3]), hour < 24,
      let minute = CivilDate.number(zone[4..<6]), minute < 60
    else { return nil }
    switch zone[0] {
    case UInt8(ascii: "+"): return Int64(hour * 3600 + minute * 60)
    case UInt8(ascii: "-"): return -Int64(hour * 3600 + minute * 60)
    default: return nil
    }
  }

  /// What the system's clock says.
  public static var now: Instant {
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }

  /// The form `YYYY-MM-DDThh:mm:ss.ffffffZ`, without the decimals when they are zero.
  public var iso: String {
    let day = utcDay
    let rest = microseconds - Int64(day.daysSinceEpoch) * 86_400_000_000
    let seconds = Int(rest / 1_000_000)
    let fraction = Int(rest % 1_000_000)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CivilDate.padded($0, 2) }
    let decimals = fraction == 0 ? "" : "." + CivilDate.padded(fraction, 6)
    return day.iso + "T" + time.joined(separator: ":") + decimals
      + "Z"
  }

  private var utcDay: CivilDate {
    CivilDate(daysSinceEpoch: Int(Self.floorDivide(microseconds, 86_400_000_000)))
  }

  /// The civil day in Europe/Paris.
  ///
  /// The rule is the European Union's since 1996 (directive 2000/84/EC): summer time, UTC+2, from
  /// the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC, UTC+1 otherwise.
  public var parisDay: CivilDate { parisTime.day }

  /// The civil day in Europe/Paris, and the hour (0…23) and the minute (0…59) that clocks there show.
  public var parisTime: (day: CivilDate, hour: Int, minute: Int) {
    let shifted = microseconds + Int64(isParisSummer ? 2 : 1) * 3_600_000_000
    let days = Self.floorDivide(shifted, 86_400_000_000)
    let minutes = Int((shifted - days * 86_400_000_000) / 60_000_000)
    return (CivilDate(daysSinceEpoch: Int(days)), minutes / 60, minutes % 60)
  }

  /// The midnight in Europe/Paris at which a civil day begins.
  public static func parisMidnight(_ day: CivilDate) -> Instant {
    paris(day, second: 0)
  }

  /// The instant at which clocks in Europe/Paris show a time of a day.
  ///
  /// In October clocks show one hour twice: a time in it means the first of the two. In March clocks skip one hour: a time in it means the
  /// same minute of the next hour.
  ///
  /// - Parameters:
  ///   - day: the civil day.
  ///   - second: the second that the clock shows, 0…86,399.
  /// - Returns: the instant.
  public static func paris(_ day: CivilDate, second: Int) -> Instant {
    let inDay = Int64(min(max(second, 0), 86_399))
    let utc = (Int64(day.daysSinceEpoch) * 86_400 + inDay) * 1_000_000
    let winter = Instant(microseconds: utc - 3_600_000_000)
    let summer = Instant(microseconds: utc - 7_200_000_000)
    return summer.isParisSummer ? summer : winter
  }

  /// The instant `interval` microseconds later, within the calendar.
  public func adding(microseconds interval: Int64) -> Instant {
    let (sum, isBeyond) = microseconds.addingReportingOverflow(interval)
    return Instant(microseconds: isBeyond ? (interval < 0 ? .min : .max) : sum)
  }

  /// Orders instants in time.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  private var isParisSummer: Bool {
    let year = utcDay.year
    let start = Self.lastSunday(month: 3, year: year) + 3_600_000_000
    let end = Self.lastSunday(month: 10, year: year) + 3_600_000_000
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
}

extension Instant: CustomStringConvertible {
  /// The ISO 8601 form.
  public var description: String { iso }
}

extension Instant: Codable {
  /// Reads the form of RFC 3339.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the text is no such instant.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try? container.decode(String.self)
    guard let text, let instant = Instant(text) else {
      let given = text.map { ", not \($0.prefix(60))" } ?? ""
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: """
          an instant of RFC 3339 such as 2025-06-30T21:59:59Z is needed, from \(CivilDate.earliest) to \(CivilDate.latest)\(given)
          """)
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
