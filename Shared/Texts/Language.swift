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

  /// A day of the form `YYYY-MM-DD` as people write it: `31/12/2025` or as it stands.
  public func day(_ iso: String) -> String {
    pick(iso.split(separator: "-").reversed().joined(separator: "/"), iso)
  }
}
