/// The languages that people are answered in.
public enum Language: String, Sendable, CaseIterable {
  /// French.
  case french = "fr"
  /// English.
  case english = "en"

  /// The language of an environment's locale (`LC_ALL`, `LC_MESSAGES`, `LANG`); English unless French.
  public init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.hasPrefix("fr") == true ? .french : .english
  }

  /// One of two texts.
  public func pick(_ french: String, _ english: String) -> String {
    self == .french ? french : english
  }

  /// A ratio as a percentage with one decimal, rounded half up: `66,7 %` or `66.7%`; nil for an empty
  /// denominator.
  public func percent(_ numerator: Int, of denominator: Int) -> String? {
    guard denominator > 0 else { return nil }
    let thousandths = (2000 * numerator + denominator) / (2 * denominator)
    let (whole, rest) = (thousandths / 10, thousandths % 10)
    return pick("\(whole),\(rest)\u{A0}%", "\(whole).\(rest)%")
  }

  /// A share in canonical text as a percentage with one decimal, rounded half up, 0 or more: `0.0513` is `5,1 %` or `5.1%`.
  public func share(_ text: String) -> String {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    let fraction = ((parts.count > 1 ? parts[1] : "") + "0000").prefix(4)
    let tenThousandths = (Int(parts.first ?? "") ?? 0) * 10_000 + (Int(fraction) ?? 0)
    return percent(tenThousandths, of: 10_000) ?? ""
  }

  /// A decimal text with the language's mark: `315,75` or `315.75`.
  public func decimal(_ text: String) -> String {
    self == .french ? text.split(separator: ".").joined(separator: ",") : text
  }

  /// A decimal text as people read it, its thousands set apart: `12 345,5` or `12,345.5`.
  public func number(_ text: String) -> String {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    let isNegative = text.hasPrefix("-")
    let digits = Array((parts.first ?? "").drop { $0 == "-" })
    var whole = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { whole += pick("\u{202F}", ",") }
      whole.append(digit)
    }
    return (isNegative ? "−" : "") + whole + (parts.count > 1 ? pick(",", ".") + parts[1] : "")
  }

  /// A whole number as people read it, its thousands set apart: `37 595` or `37,595`.
  public func number(_ value: Int) -> String { number(String(value)) }

  /// A part of a whole: `78 sur 104` or `78 of 104`.
  public func part(_ number: Int, of all: Int) -> String {
    part(String(number), of: String(all))
  }

  /// How far two shares lie apart, in points of percentage with its sign: `+1,5 point`, `−2,0 points`; a French number under 2 is singular.
  ///
  /// - Parameter tenths: tenths of a point.
  /// - Returns: the number with one decimal, and its unit.
  public func points(tenths: Int) -> String {
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    let sign = tenths > 0 ? "+" : tenths < 0 ? "−" : ""
    let isOne = self == .french ? abs(tenths) < 20 : abs(tenths) == 10
    return "\(sign)\(number(whole))\(pick(",", "."))\(rest)\u{A0}point\(isOne ? "" : "s")"
  }

  /// Two decimals with as many places as it takes to tell them apart, at least `places`; nil where they are equal.
  ///
  /// A change that rounding would hide is told with the digits that show it: 19.81 and 19.84 with one place are `19,81` and `19,84`.
  ///
  /// - Parameters:
  ///   - first: a decimal in canonical text.
  ///   - second: a decimal in canonical text.
  ///   - places: how many decimals are shown where they suffice.
  /// - Returns: both as people read them, or nil.
  public func apart(_ first: String, _ second: String, places: Int) -> (String, String)? {
    guard first != second else { return nil }
    for count in places...max(places, Self.decimals(first), Self.decimals(second)) {
      let shown = (Self.rounded(first, count), Self.rounded(second, count))
      if shown.0 != shown.1 { return (number(shown.0), number(shown.1)) }
    }
    return nil
  }

  private static func decimals(_ text: String) -> Int {
    text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
  }

  /// A decimal rounded to so many places, half away from zero, by its digits, so that no size is too large.
  private static func rounded(_ text: String, _ places: Int) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let padded = fraction + String(repeating: "0", count: max(0, places - fraction.count))
    var digits = Array((parts.first.map(String.init) ?? "0") + padded.prefix(places))
    if let next = fraction.dropFirst(places).first?.wholeNumberValue, next >= 5 {
      var place = digits.count - 1
      while place >= 0, digits[place] == "9" {
        digits[place] = "0"
        place -= 1
      }
      if place >= 0, let digit = digits[place].wholeNumberValue {
        digits[place] = Character(String(digit + 1))
      } else {
        digits.insert("1", at: 0)
      }
    }
    let whole = String(digits.dropLast(places))
    let rest = String(digits.suffix(places))
    let sign = isNegative && digits.contains { $0 != "0" } ? "-" : ""
    return sign + whole + (places > 0 ? "." + rest : "")
  }

  /// The days from one to another: `du 01/01/2025 au 31/12/2025` or `2025-01-01 to 2025-12-31`.
  public func days(_ first: String, _ last: String) -> String {
    pick("du \(day(first)) au \(day(last))", "\(day(first)) to \(day(last))")
  }

  /// A day of the form `YYYY-MM-DD` as people write it: `31/12/2025` or as it stands.
  public func day(_ iso: String) -> String {
    pick(iso.split(separator: "-").reversed().joined(separator: "/"), iso)
  }
}
