import Values

/// Reads days, instants, times and durations from bytes, in the forms that a schema allows.
enum Moment {
  /// A pattern of days: literals, and `%Y %m %d %H %M %S`.
  struct Form {
    fileprivate enum Part: Equatable { case literal(UInt8), number(UInt8) }

    fileprivate let parts: [Part]
    /// Whether the pattern is the form in which days are stored.
    let isISO: Bool

    /// Reads a pattern; nil when it has another directive, or lacks one of `whole`: `Ymd` for a whole day, `HM` for hour and minute.
    init?(_ pattern: String, whole: String = "Ymd") {
      var (parts, isDirective): ([Part], Bool) = ([], false)
      for byte in pattern.utf8 {
        if isDirective {
          guard "YmdHMS".utf8.contains(byte) else { return nil }
          parts.append(.number(byte))
          isDirective = false
        } else if byte == UInt8(ascii: "%") {
          isDirective = true
        } else {
          parts.append(.literal(byte))
        }
      }
      guard !isDirective, whole.utf8.map(Part.number).allSatisfy(parts.contains) else { return nil }
      self.parts = parts
      isISO = pattern == "%Y-%m-%d"
    }

    /// Writes a day, and a second of that day, by the pattern.
    func text(_ date: CivilDate, second: Int = 0) -> String {
      func padded(_ number: Int, _ width: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return Array(repeating: 48, count: max(0, width - digits.count)) + digits
      }
      let bytes = parts.flatMap { part in
        switch part {
        case .literal(let byte): [byte]
        case .number(UInt8(ascii: "Y")): padded(date.year, 4)
        case .number(UInt8(ascii: "m")): padded(date.month, 2)
        case .number(UInt8(ascii: "d")): padded(date.day, 2)
        case .number(UInt8(ascii: "H")): padded(second / 3600, 2)
        case .number(UInt8(ascii: "M")): padded(second / 60 % 60, 2)
        case .number: padded(second % 60, 2)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The days that facts may have, as YYYYMMDD. Source: acceptance/formats.md.
  static let civilDays = order(of: .earliest)...order(of: .latest)

  private static func order(of day: CivilDate) -> Int {
    day.year * 10_000 + day.month * 100 + day.day
  }

  /// Reads a text by a pattern: the day as the number YYYYMMDD, which sorts as days do, and the second of that day.
  ///
  /// As in Python, a number may lack its leading zero, unless the pattern has another number right after it.
  private static func parts(
    _ text: UnsafeRawBufferPointer, _ form: Form
  ) -> (day: Int, second: Int)? {
    var (year, month, day, second, index) = (1, 1, 1, 0, 0)
    for (place, part) in form.parts.enumerated() {
      switch part {
      case .literal(let byte):
        guard index < text.count, text[index] == byte else { return nil }
        index += 1
      case .number(let directive):
        let isYear = directive == UInt8(ascii: "Y")
        var width = isYear ? 4 : 2
        if place + 1 < form.parts.count, case .number = form.parts[place + 1] {
        } else if !isYear, number(text, index, 2) == nil {
          width = 1
        }
        guard let value = number(text, index, width) else { return nil }
        index += width
        switch directive {
        case UInt8(ascii: "Y"): year = value
        case UInt8(ascii: "m"): month = value
        case UInt8(ascii: "d"): day = value
        case UInt8(ascii: "H"):
          guard value < 24 else { return nil }
          second += value * 3600
        case UInt8(ascii: "M"):
          guard value < 60 else { return nil }
          second += value * 60
        default:
          guard value < 60 else { return nil }
          second += value
        }
      }
    }
    guard index == text.count, CivilDate.exists(year: year, month: month, day: day) else {
      return nil
    }
    return (year * 10_000 + month * 100 + day, second)
  }

  /// A day as the number YYYYMMDD, which sorts as days do; nil when the text is no day in this form.
  static func day(_ text: UnsafeRawBufferPointer, _ form: Form) -> Int? {
    (form.isISO ? isoDay(text) : nil) ?? parts(text, form)?.day
  }

  /// A day of the form YYYY-MM-DD, as most days are; reading it by its pattern takes three times as long.
  private static func isoDay(_ text: UnsafeRawBufferPointer) -> Int? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
      CivilDate.exists(year: year, month: month, day: day)
    else { return nil }
    return year * 10_000 + month * 100 + day
  }

  /// A time of the day, in seconds; nil when the text is no time in this form.
  static func time(_ text: UnsafeRawBufferPointer, _ form: Form) -> Int? {
    parts(text, form)?.second
  }

  /// An instant in microseconds since 1970; nil when the text is no instant in this form.
  static func instant(_ text: UnsafeRawBufferPointer, _ form: Form) -> Int? {
    parts(text, form).map { microseconds($0.day, seconds: $0.second) }
  }

  /// A recognised day in Europe/Paris, YYYYMMDD. It has a time where it stands beside another time than midnight, or its zone makes it
  /// another day in Paris.
  typealias Recognised = (day: Int, hasTime: Bool)

  /// Reads a day in any form that has one meaning: `2025-03-01`; with `/` or `.` also `2025/3/1`; where the order is known also
  /// `1/3/2025`. A time may follow, and its zone. Nil when the text is no such day.
  static func recognised(_ text: UnsafeRawBufferPointer, _ order: DateStyle?) -> Recognised? {
    guard let first = digits(text, 0), first.width < text.count else { return nil }
    let mark = text[first.width]
    guard "-/.".utf8.contains(mark), let second = digits(text, first.width + 1) else { return nil }
    let place = first.width + 1 + second.width
    guard place < text.count, text[place] == mark, let third = digits(text, place + 1) else {
      return nil
    }
    let index = place + 1 + third.width
    let parts: (year: Int, month: Int, day: Int)
    switch (first.width, second.width, third.width) {
    case (4, 2, 2): parts = (first.value, second.value, third.value)
    case (4, 1...2, 1...2) where mark != UInt8(ascii: "-"):
      parts = (first.value, second.value, third.value)
    case (1...2, 1...2, 4) where order == .dayFirst:
      parts = (third.value, second.value, first.value)
    case (1...2, 1...2, 4) where order == .monthFirst:
      parts = (third.value, first.value, second.value)
    default: return nil
    }
    guard CivilDate.exists(year: parts.year, month: parts.month, day: parts.day) else { return nil }
    let day = parts.year * 10_000 + parts.month * 100 + parts.day
    if index == text.count { return (day, false) }
    guard let clock = clock(UnsafeRawBufferPointer(rebasing: text[index...])) else { return nil }
    let isMidnight = clock.microsecond == 0
    // A time without a zone, or in a year outside 1901…2198, is not converted to Paris time.
    guard let zone = clock.zone, (1901...2198).contains(parts.year) else {
      return (day, !isMidnight)
    }
    let utc = microseconds(day, seconds: 0) + clock.microsecond - zone * 1_000_000
    let paris = Self.order(of: Instant(microseconds: Int64(utc)).parisDay)
    return (paris, !isMidnight || paris != day)
  }

  /// Reads one to four digits from a place on; nil where there is none, or more.
  @inline(__always)
  private static func digits(
    _ text: UnsafeRawBufferPointer, _ start: Int
  ) -> (value: Int, width: Int)? {
    var (value, width) = (0, 0)
    while start + width < text.count, (48...57).contains(text[start + width]) {
      value = value * 10 + Int(text[start + width] - 48)
      width += 1
      if width > 4 { return nil }
    }
    return width > 0 ? (value, width) : nil
  }

  /// Reads a time after a day, from its `T` or space on: the microsecond of the day, and the zone in seconds where there is one.
  private static func clock(_ text: UnsafeRawBufferPointer) -> (microsecond: Int, zone: Int?)? {
    guard text.count > 1, text[0] | 0x20 == UInt8(ascii: "t") || text[0] == 32 else { return nil }
    let hourWidth = number(text, 1, 2) == nil ? 1 : 2
    guard let hour = number(text, 1, hourWidth), hour < 24 else { return nil }
    var index = 1 + hourWidth
    var seconds = hour * 3600
    for (place, unit) in [60, 1].enumerated() {
      guard index < text.count, text[index] == UInt8(ascii: ":") else {
        if place == 0 { return nil }
        break
      }
      guard let value = number(text, index + 1, 2), value < 60 else { return nil }
      seconds += value * unit
      index += 3
    }
    guard let (fraction, length) = fraction(text, at: index) else { return nil }
    index += length
    if index < text.count, text[index] == 32 { index += 1 }
    guard let zone = zone(UnsafeRawBufferPointer(rebasing: text[index...])) else { return nil }
    return (seconds * 1_000_000 + fraction, zone.seconds)
  }

  /// A fraction of a second in microseconds, and its length: 0 where there is no fraction; nil for a point or comma without digits.
  private static func fraction(_ text: UnsafeRawBufferPointer, at start: Int) -> (Int, length: Int)?
  {
    guard start < text.count, text[start] == UInt8(ascii: ".") || text[start] == UInt8(ascii: ",")
    else { return (0, 0) }
    var (index, value, unit) = (start + 1, 0, 100_000)
    while index < text.count, (48...57).contains(text[index]), index - start <= 9 {
      value += Int(text[index] - 48) * unit
      unit /= 10
      index += 1
    }
    return index > start + 1 ? (value, index - start) : nil
  }

  /// An instant in microseconds since 1970, from `YYYY-MM-DDThh:mm:ss`, to which a fraction and a zone may be added; nil for another text.
  static func instant(_ text: UnsafeRawBufferPointer) -> Int? {
    guard text.count >= 19, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      let day = isoDay(UnsafeRawBufferPointer(rebasing: text[..<10])),
      let time = time(UnsafeRawBufferPointer(rebasing: text[11...]))
    else { return nil }
    return microseconds(day, seconds: 0) + time
  }

  /// A time of the day in microseconds, minus the offset of its zone, from `hh:mm:ss`, to which a fraction and a zone may be added;
  /// nil for another text.
  static func time(_ text: UnsafeRawBufferPointer) -> Int? {
    guard text.count >= 8, text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"),
      let hour = number(text, 0, 2), let minute = number(text, 3, 2),
      let second = number(text, 6, 2), hour < 24, minute < 60, second < 60
    else { return nil }
    var (index, micros) = (8, (hour * 3600 + minute * 60 + second) * 1_000_000)
    if index < text.count, text[index] == UInt8(ascii: ".") {
      guard let (fraction, length) = fraction(text, at: index), length <= 7 else { return nil }
      micros += fraction
      index += length
    }
    guard let zone = zone(UnsafeRawBufferPointer(rebasing: text[index...])) else { return nil }
    return micros - (zone.seconds ?? 0) * 1_000_000
  }

  /// The microseconds from 1970 to a second of a day YYYYMMDD.
  private static func microseconds(_ day: Int, seconds: Int) -> Int {
    let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)
    return ((date?.daysSinceEpoch ?? 0) * 86_400 + seconds) * 1_000_000
  }

  /// The length of an ISO 8601 duration in seconds, a month being 30 days and a year 365; nil for another text.
  static func duration(_ text: UnsafeRawBufferPointer) -> Int? {
    var rest = text[...]
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
    var (isTime, last, total, count) = (false, 0, 0.0, 0)
    let units: [(letter: UInt8, isTime: Bool, seconds: Double)] = [
      (UInt8(ascii: "Y"), false, 31_536_000), (UInt8(ascii: "M"), false, 2_592_000),
      (UInt8(ascii: "W"), false, 604_800), (UInt8(ascii: "D"), false, 86_400),
      (UInt8(ascii: "H"), true, 3600), (UInt8(ascii: "M"), true, 60), (UInt8(ascii: "S"), true, 1),
    ]
    while !rest.isEmpty {
      if rest.first == UInt8(ascii: "T"), !isTime {
        isTime = true
        rest = rest.dropFirst()
        guard !rest.isEmpty else { return nil }
        continue
      }
      let digits = rest.prefix { (48...57).contains($0) || $0 == 46 || $0 == 44 }
      let number = String(decoding: digits, as: UTF8.self).replacing(",", with: ".")
      rest = rest.dropFirst(digits.count)
      guard digits.count <= 15, digits.first.map({ (48...57).contains($0) }) ?? false,
        let value = Double(number), let letter = rest.popFirst(),
        let unit = units.indices.first(where: {
          $0 >= last && units[$0].letter == letter && units[$0].isTime == isTime
        })
      else { return nil }
      total += value * units[unit].seconds
      (last, count) = (unit + 1, count + 1)
    }
    guard count > 0, total < 1e15 else { return nil }
    return Int(total) * (text[0] == UInt8(ascii: "-") ? -1 : 1)
  }

  /// The offset of a clock ahead of UTC; nil where the text gives none.
  private struct Zone {
    let seconds: Int?
  }

  /// Reads a zone such as `Z` or `+02:00`. An empty text is a zone without seconds; nil for a text that is no zone.
  private static func zone(_ text: UnsafeRawBufferPointer) -> Zone? {
    if text.isEmpty { return Zone(seconds: nil) }
    if text.count == 1, text[0] | 0x20 == UInt8(ascii: "z") { return Zone(seconds: 0) }
    guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = number(text, 1, 2), hours < 24
    else { return nil }
    let sign = text[0] == UInt8(ascii: "-") ? -1 : 1
    if text.count == 3 { return Zone(seconds: sign * hours * 3600) }
    let place = text.count == 6 && text[3] == UInt8(ascii: ":") ? 4 : 3
    guard text.count == place + 2, let minutes = number(text, place, 2), minutes < 60 else {
      return nil
    }
    return Zone(seconds: sign * (hours * 3600 + minutes * 60))
  }

  /// Reads exactly `width` digits from a place on; nil when there are fewer.
  static func number(_ text: UnsafeRawBufferPointer, _ start: Int, _ width: Int) -> Int? {
    guard start + width <= text.count else { return nil }
    var value = 0
    for index in start..<start + width {
      guard (48...57).contains(text[index]) else { return nil }
      value = value * 10 + Int(text[index] - 48)
    }
    return value
  }
}
