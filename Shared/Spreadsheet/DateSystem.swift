import Values

/// How a workbook counts days.
///
/// Source: ECMA-376 part 1, 18.17.4.1.
enum DateSystem {
  /// 1 is 1900-01-01, and 60 is 29 February 1900, a day that never existed.
  case from1900
  /// 0 is 1904-01-01.
  case from1904

  /// The day of a serial number; nil before the first day, after the year 9999, and for the day that never existed.
  func day(_ serial: Int) -> CivilDate? {
    let last = CivilDate.lastDay(of: 9999).daysSinceEpoch
    let days =
      switch self {
      // Day 0, 1899-12-31, is 25,568 days before 1970-01-01. From 1 March 1900 on, serial numbers also count 29 February 1900.
      case .from1900: serial < 60 ? serial - 25_568 : serial - 25_569
      case .from1904: serial - 24_107
      }
    guard serial >= (self == .from1900 ? 1 : 0), serial != 60 || self == .from1904, days <= last
    else { return nil }
    return CivilDate(daysSinceEpoch: days)
  }

  /// The cell of a serial number with a format of dates or times; nil when the number is no day or time.
  ///
  /// The time is rounded to whole seconds, which a binary fraction of a day misses by a little.
  func cell(_ serial: Double, _ format: DateFormat) -> Cell? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    let (whole, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    switch format {
    case .elapsed: return .time(seconds: seconds)
    case .time where serial < 1: return .time(seconds: seconds)
    case .date: return day(Int(serial)).map { .date($0) }
    case .dateTime, .time:
      return day(whole).map { second == 0 ? .date($0) : .dateTime($0, second: second) }
    }
  }
}

/// What a number format shows of a day and a time.
enum DateFormat {
  case date, dateTime, time
  /// Hours, minutes or seconds that go beyond a day, such as `[h]:mm`.
  case elapsed

  /// What a built-in format shows; nil for numbers.
  ///
  /// Source: ECMA-376 part 1, 18.8.30. What 27-36 and 50-58 show depends on the language.
  init?(builtIn identifier: Int) {
    switch identifier {
    case 14...17: self = .date
    case 18...21, 45, 47: self = .time
    case 46: self = .elapsed
    case 22, 27...36, 50...58: self = .dateTime
    default: return nil
    }
  }

  /// What a format code's first section shows; nil for numbers and texts.
  ///
  /// Quoted, escaped and padding characters are ignored, and so are brackets, except for elapsed time: neither `0" jours"` nor
  /// `[Red]0` is a date. A code with `General` shows no day either. `m` is a month, unless it follows hours or precedes seconds.
  init?(code: String) {
    var tokens: [Character] = []
    var characters = Array(code.lowercased()).makeIterator()
    var isElapsed = false
    scan: while let character = characters.next() {
      switch character {
      case ";": break scan
      case "\"": while let next = characters.next(), next != "\"" {}
      case "\\", "_", "*": _ = characters.next()
      case "[":
        var inside = ""
        while let next = characters.next(), next != "]" { inside.append(next) }
        if let unit = inside.first, "hms".contains(unit), inside.allSatisfy({ $0 == unit }) {
          isElapsed = true
        }
      case "a", "p":
        // am/pm and a/p, whose m is no month.
        if character == "a" { tokens.append("h") }
        var rest = characters
        if rest.next() == "m" { characters = rest }
      case "g" where Self.goes(on: "eneral", characters),
        "s" where Self.goes(on: "tandard", characters):
        // `General`, or `Standard`, as some programs write it in their own language. A `g` alone is a part of Japanese years.
        return nil
      case "y", "m", "d", "h", "s": if tokens.last != character { tokens.append(character) }
      default: break
      }
    }
    let hasTime = tokens.contains("h") || tokens.contains("s")
    let hasMonth = tokens.indices.contains { index in
      guard tokens[index] == "m" else { return false }
      let before = index > 0 ? tokens[index - 1] : " "
      let after = index + 1 < tokens.count ? tokens[index + 1] : " "
      return before != "h" && after != "s"
    }
    let hasDay = tokens.contains("y") || tokens.contains("d") || hasMonth
    switch (isElapsed, hasDay, hasTime) {
    case (true, _, _): self = .elapsed
    case (false, true, true): self = .dateTime
    case (false, true, false): self = .date
    case (false, false, true): self = .time
    case (false, false, false): return nil
    }
  }

  /// Whether the next characters are the rest of a word.
  private static func goes(on word: String, _ characters: IndexingIterator<[Character]>) -> Bool {
    var rest = characters
    return word.allSatisfy { $0 == rest.next() }
  }
}
