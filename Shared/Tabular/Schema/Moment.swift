/// Days and instants as a schema writes them, read from bytes.
enum Moment {
  /// A pattern of days: literals, and `%Y %m %d %H %M %S`.
  struct Form {
    fileprivate enum Part: Equatable { case literal(UInt8), number(UInt8) }

    fileprivate let parts: [Part]
    /// Whether it writes days as they are kept.
    let isISO: Bool

    /// Reads a pattern; nil when it has another directive, or no whole day.
    init?(_ pattern: String) {
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
      let day = "Ymd".utf8.map(Part.number)
      guard !isDirective, day.allSatisfy(parts.contains) else { return nil }
      self.parts = parts
      isISO = pattern == "%Y-%m-%d"
    }
  }

  /// A day as a number that is ordered as days are, YYYYMMDD; nil when the text is none in this form.
  static func day(_ text: UnsafeRawBufferPointer, _ form: Form) -> Int? {
    var (year, month, day, index) = (0, 1, 1, 0)
    for part in form.parts {
      switch part {
      case .literal(let byte):
        guard index < text.count, text[index] == byte else { return nil }
        index += 1
      case .number(let directive):
        let width = directive == UInt8(ascii: "Y") ? 4 : 2
        guard let value = number(text, index, width) else { return nil }
        index += width
        switch directive {
        case UInt8(ascii: "Y"): year = value
        case UInt8(ascii: "m"): month = value
        case UInt8(ascii: "d"): day = value
        case UInt8(ascii: "H"): guard value < 24 else { return nil }
        default: guard value < 60 else { return nil }
        }
      }
    }
    guard index == text.count, isDay(year, month, day) else { return nil }
    return year * 10_000 + month * 100 + day
  }

  /// Whether a text is `YYYY-MM-DDThh:mm:ss`, with a fraction or a zone or without.
  static func isInstant(_ text: UnsafeRawBufferPointer, _ date: Form) -> Bool {
    guard text.count >= 19, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      day(UnsafeRawBufferPointer(rebasing: text[..<10]), date) != nil,
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = number(text, 11, 2), let minute = number(text, 14, 2),
      let second = number(text, 17, 2), hour < 24, minute < 60, second < 60
    else { return false }
    var index = 19
    if index < text.count, text[index] == UInt8(ascii: ".") {
      let start = index + 1
      index = start
      while index < text.count, (48...57).contains(text[index]) { index += 1 }
      guard (1...6).contains(index - start) else { return false }
    }
    return isZone(UnsafeRawBufferPointer(rebasing: text[index...]))
  }

  private static func isZone(_ text: UnsafeRawBufferPointer) -> Bool {
    if text.isEmpty || (text.count == 1 && text[0] | 0x20 == UInt8(ascii: "z")) { return true }
    guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = number(text, 1, 2), hours < 24
    else { return false }
    if text.count == 3 { return true }
    let minutes = text.count == 6 && text[3] == UInt8(ascii: ":") ? 4 : 3
    guard text.count == minutes + 2, let value = number(text, minutes, 2) else { return false }
    return value < 60
  }

  /// So many digits from a place on; nil when there are fewer.
  static func number(_ text: UnsafeRawBufferPointer, _ start: Int, _ width: Int) -> Int? {
    guard start + width <= text.count else { return nil }
    var value = 0
    for index in start..<start + width {
      guard (48...57).contains(text[index]) else { return nil }
      value = value * 10 + Int(text[index] - 48)
    }
    return value
  }

  private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard year > 0, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return day <= (isLeap ? 29 : 28)
    case 4, 6, 9, 11: return day <= 30
    default: return day <= 31
    }
  }
}
