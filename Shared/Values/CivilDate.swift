/// A civil day of the proleptic Gregorian calendar, without time or zone.
///
/// Days of records are civil days in Europe/Paris. The wire form is `YYYY-MM-DD`, within ``earliest``…``latest``.
/// A day that is computed may lie outside that range, but never outside the years 1…9999: at the calendar's ends the computation stops. So
/// no day from outside can crash a program.
public struct CivilDate: Hashable, Sendable, Comparable {
  /// The first day that a text can name, 1900-01-01. Source: acceptance/formats.md, “civil days 1900-01-01 to 2199-12-31”.
  public static let earliest = CivilDate(daysSinceEpoch: -25_567)
  /// The last day that a text can name, 2199-12-31.
  public static let latest = CivilDate(daysSinceEpoch: 84_005)
  /// 0001-01-01 and 9999-12-31, as days since 1970-01-01: the ends at which computation stops.
  @usableFromInline static let calendar = -719_162...2_932_896

  /// Days since 1970-01-01, negative before; within the years 1…9999.
  public let daysSinceEpoch: Int

  /// Makes the day that lies so many days after 1970-01-01. Beyond the calendar: its first or last day.
  @inlinable
  public init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = min(
      max(daysSinceEpoch, Self.calendar.lowerBound), Self.calendar.upperBound)
  }

  /// Makes a day from year (1…9999), month (1…12) and day; nil if the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.exists(year: year, month: month, day: day) else { return nil }
    self.init(daysSinceEpoch: Self.days(year: year, month: month, day: day))
  }

  /// Whether the calendar has a day of this year (1…9999), month (1…12) and number.
  @inlinable
  public static func exists(year: Int, month: Int, day: Int) -> Bool {
    (1...9999).contains(year) && (1...12).contains(month) && day >= 1
      && day <= length(ofMonth: month, year: year)
  }

  /// Reads the exact form `YYYY-MM-DD`; nil for any other text, for a day that does not exist, and outside
  /// ``earliest``…``latest``.
  public init?(_ text: some StringProtocol) {
    var bytes = [UInt8]()
    bytes.reserveCapacity(10)
    for byte in text.utf8 {
      guard bytes.count < 10 else { return nil }
      bytes.append(byte)
    }
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard (Self.earliest...Self.latest).contains(self) else { return nil }
  }

  /// The calendar year, 1…9999.
  public var year: Int { components.year }
  /// The month, 1…12.
  public var month: Int { components.month }
  /// The day of the month, 1…31.
  public var day: Int { components.day }

  /// The form `YYYY-MM-DD`.
  public var iso: String {
    let (year, month, day) = components
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  /// The day `days` later (earlier when negative), within the calendar.
  @inlinable
  public func adding(days: Int) -> CivilDate {
    let (sum, isBeyond) = daysSinceEpoch.addingReportingOverflow(days)
    return CivilDate(daysSinceEpoch: isBeyond ? (days < 0 ? .min : .max) : sum)
  }

  /// The same day of the month `months` later, clipped to that month's last day, within the calendar.
  ///
  /// Source: acceptance/indicators.md, “months are calendar months, clipped”.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = components
    // The calendar has fewer than 120,000 months, so a larger number leads out of it in any case.
    let index = year * 12 + (month - 1) + min(max(months, -120_000), 120_000)
    let targetYear = (index >= 0 ? index : index - 11) / 12
    let targetMonth = index - targetYear * 12 + 1
    let clipped = min(day, Self.length(ofMonth: targetMonth, year: targetYear))
    return CivilDate(
      daysSinceEpoch: Self.days(year: targetYear, month: targetMonth, day: clipped))
  }

  /// 1 January of a year, within the calendar.
  public static func firstDay(of year: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: days(year: min(max(year, 0), 10_000), month: 1, day: 1))
  }

  /// 31 December of a year, within the calendar.
  public static func lastDay(of year: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: days(year: min(max(year, 0), 10_000), month: 12, day: 31))
  }

  /// Orders days in time.
  @inlinable
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }

  private var components: (year: Int, month: Int, day: Int) {
    // Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”, civil_from_days.
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    // The same source, days_from_civil.
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  @inlinable
  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Reads digits as a number; nil where there is another byte.
  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }

  /// Writes a number with zeros before it, up to a width.
  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

extension CivilDate: CustomStringConvertible {
  /// The form `YYYY-MM-DD`.
  public var description: String { iso }
}

extension CivilDate: Codable {
  /// Reads `YYYY-MM-DD`, within ``earliest``…``latest``.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the text is no such day.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try? container.decode(String.self)
    guard let text, let date = CivilDate(text) else {
      let given = text.map { ", not \($0.prefix(40))" } ?? ""
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "a day from \(Self.earliest) to \(Self.latest) is needed\(given)")
    }
    self = date
  }

  /// Writes `YYYY-MM-DD`.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}
