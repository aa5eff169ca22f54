import Values

extension Cell {
  /// The cell as text in the forms of the fact files, so that it can be handled like a cell of delimited text.
  ///
  /// A day is `YYYY-MM-DD`. A day with a time is the instant `YYYY-MM-DDThh:mm:ssZ`, the sheet's local time being that of
  /// Europe/Paris. A time is `hh:mm:ss`, and a duration may have more than 24 hours. A number is digits with a point, without
  /// exponent or needless zeros. A flag is `true` or `false`, an error its name, and an empty cell the empty text.
  ///
  /// A whole number has all digits that the file has. A fraction has 15 significant digits, as Excel shows
  /// them: 0.1 + 0.2, stored as 0.30000000000000004, is 0.3.
  public var text: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(_, let written): DecimalText(written)?.text ?? written
    case .date(let day): day.iso
    case .dateTime(let day, let second): Instant.paris(day, second: second).iso
    case .time(let seconds):
      [seconds / 3600, seconds / 60 % 60, seconds % 60]
        .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    case .flag(let flag): flag ? "true" : "false"
    case .error(let name): name
    }
  }
}

/// A decimal number written without exponent. Its decimal digits are used directly, so no binary fraction changes them.
private struct DecimalText {
  private var isNegative = false
  /// Significant digits, without zeros at either end.
  private var digits: [UInt8] = []
  /// How many digits stand before the point; negative for zeros after it.
  private var point = 0

  /// Reads a number such as `-1.5E+20`; nil for any other text, and for an exponent beyond ±400.
  init?(_ written: String) {
    let bytes = written.utf8
    let end = bytes.firstIndex { $0 | 32 == UInt8(ascii: "e") } ?? bytes.endIndex
    let power = written[end...].dropFirst()
    guard let exponent = end == bytes.endIndex ? 0 : Int(power), abs(exponent) <= 400 else {
      return nil
    }
    var isAfterPoint = false
    for byte in bytes[..<end] {
      switch byte {
      case UInt8(ascii: "-") where digits.isEmpty && !isAfterPoint: isNegative = true
      case UInt8(ascii: "+") where digits.isEmpty && !isAfterPoint: break
      case UInt8(ascii: ".") where !isAfterPoint: isAfterPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte - 48)
        if !isAfterPoint { point += 1 }
      default: return nil
      }
    }
    guard !digits.isEmpty else { return nil }
    point += exponent
    trim()
    if digits.count > 15, digits.count > point { round(to: max(15, point)) }
  }

  private mutating func trim() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (isNegative, point) = (false, 0) }
  }

  /// Rounds half away from zero.
  private mutating func round(to count: Int) {
    let roundsUp = digits[count] >= 5
    digits.removeSubrange(count...)
    guard roundsUp else { return trim() }
    digits.insert(0, at: 0)
    point += 1
    var index = digits.count - 1
    while digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    digits[index] += 1
    trim()
  }

  var text: String {
    let padded =
      [UInt8](repeating: 0, count: max(0, 1 - point)) + digits
      + [UInt8](repeating: 0, count: max(0, point - digits.count))
    let characters = padded.map { $0 + 48 }
    let whole = max(1, point)
    let fraction = characters.dropFirst(whole)
    return (isNegative ? "-" : "") + String(decoding: characters.prefix(whole), as: UTF8.self)
      + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
  }
}
