import Composition
import Foundation
import Pages
import Texts
import Values

/// A cell of a listing. It is a text, a number, a rate, a truth value, a day, an instant, a list of codes, or nothing; each format of output
/// writes it in its own way (``OutputFormat/List``).
struct ListingCell: Encodable {
  private enum Value {
    case text(String?)
    case number(Int?)
    /// A decimal in canonical text, such as `0.0513`.
    case decimal(String?)
    /// Euros in canonical text, such as `12000.50`.
    case amount(String?)
    /// Millionths.
    case rate(Int?)
    case flag(Bool?)
    case day(String?)
    case instant(Instant?)
    case list([String])
  }

  private let value: Value
  /// What a table on a terminal or a page shows.
  let text: String

  /// A text or null, with other words for people where some are given: words for a code.
  static func text(_ value: String?, as words: String? = nil) -> ListingCell {
    ListingCell(value: .text(value), text: words ?? value ?? "")
  }

  /// A number or null.
  static func number(_ value: Int?, as words: String? = nil) -> ListingCell {
    ListingCell(value: .number(value), text: words ?? value.map { language.number($0) } ?? "")
  }

  /// A decimal in canonical text (`0.0513`, `-12.5`), or null.
  static func decimal(_ value: String?, as words: String? = nil) -> ListingCell {
    ListingCell(value: .decimal(value), text: words ?? value.map(language.number) ?? "")
  }

  /// Euros in canonical text (`12000.50`), or null; in JSON a text, so that no reader rounds the cents.
  static func amount(_ value: String?) -> ListingCell {
    ListingCell(value: .amount(value), text: value.map(language.number) ?? "")
  }

  /// A rate, rounded to 6 places, half away from zero; on a terminal a percentage; null where there is nothing to divide by.
  static func rate(_ numerator: Int, of denominator: Int, as words: String? = nil) -> ListingCell {
    guard denominator > 0 else { return ListingCell(value: .rate(nil), text: words ?? "") }
    let millionths = (2_000_000 * numerator + denominator) / (2 * denominator)
    return ListingCell(
      value: .rate(millionths),
      text: words ?? language.percent(numerator, of: denominator) ?? "")
  }

  /// A rate in canonical text (`0.0513`), 0 or more, of 6 places at most, or null.
  static func rate(_ value: String?, as words: String? = nil) -> ListingCell {
    ListingCell(
      value: .rate(value.map(millionths)), text: words ?? value.map(language.share) ?? "")
  }

  /// Yes, no or null.
  static func flag(_ value: Bool?, as words: String? = nil) -> ListingCell {
    ListingCell(value: .flag(value), text: words ?? value.map(yesOrNo) ?? "")
  }

  /// A day, or null.
  static func day(_ value: CivilDate?, as words: String? = nil) -> ListingCell {
    let iso = value?.iso
    return ListingCell(value: .day(iso), text: words ?? iso.map(language.day) ?? "")
  }

  /// A time, or null; people read it as clocks in Paris show it.
  static func instant(_ value: Instant?) -> ListingCell {
    ListingCell(value: .instant(value), text: value.map(language.moment) ?? "")
  }

  /// A list of codes, for people in words.
  static func list(
    _ codes: [String], separator: String = " ; ", as words: (String) -> String
  ) -> ListingCell {
    list(codes, separator: separator, told: codes.map(words))
  }

  /// A list of codes, with what people read in its place.
  static func list(_ codes: [String], separator: String, told: [String]) -> ListingCell {
    ListingCell(value: .list(codes), text: told.joined(separator: separator))
  }

  private static func yesOrNo(_ value: Bool) -> String {
    value ? words("oui", "yes") : words("non", "no")
  }

  /// The cell in the open profile: codes, ISO days, decimal points; `true` and `false`; a list's codes with a space between them; empty for
  /// null.
  var open: String {
    switch value {
    case .text(let text): text ?? ""
    case .number(let number): number.map(String.init) ?? ""
    case .decimal(let text), .amount(let text): text ?? ""
    case .rate(let millionths): millionths.map(Self.decimal) ?? ""
    case .flag(let flag): flag.map(String.init) ?? ""
    case .day(let iso): iso ?? ""
    case .instant(let instant): instant?.iso ?? ""
    case .list(let codes): codes.joined(separator: " ")
    }
  }

  /// The cell as a spreadsheet set to French takes it: words for codes, a decimal comma and no mark between thousands, `jj/mm/aaaa`, a rate
  /// as a percentage with all its digits. A number is alone in its cell.
  var excel: String {
    switch value {
    case .text, .list: text
    case .number(let number): number.map(String.init) ?? ""
    case .decimal(let text), .amount(let text): text.map(Self.comma) ?? ""
    case .rate(let millionths): millionths.map { Self.comma(Self.decimal($0 * 100)) + "%" } ?? ""
    case .flag(let flag): flag.map(Self.yesOrNo) ?? ""
    case .day(let iso): iso.map(Language.french.day) ?? ""
    case .instant(let instant): instant.map { $0.sheetTime } ?? ""
    }
  }

  private static func millionths(_ text: String) -> Int {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    let digits = ((parts.count > 1 ? parts[1] : "") + "000000").prefix(6)
    return (Int(parts.first ?? "") ?? 0) * 1_000_000 + (Int(digits) ?? 0)
  }

  private static func comma(_ text: String) -> String { text.replacing(".", with: ",") }

  /// Millionths, 0 or more, as a decimal without zeros at its end.
  private static func decimal(_ millionths: Int) -> String {
    let rest = String(1_000_000 + millionths % 1_000_000).dropFirst()
    let digits = rest.reversed().drop { $0 == "0" }.reversed()
    return "\(millionths / 1_000_000)" + (digits.isEmpty ? "" : "." + String(digits))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch value {
    case .text(let text?): try container.encode(text)
    case .number(let number?): try container.encode(number)
    case .decimal(let text?): try container.encode(Decimal(string: text) ?? 0)
    case .amount(let text?): try container.encode(text)
    case .rate(let millionths?): try container.encode(Decimal(millionths) / 1_000_000)
    case .flag(let flag?): try container.encode(flag)
    case .day(let iso?): try container.encode(iso)
    case .instant(let instant?): try container.encode(instant.iso)
    case .list(let codes): try container.encode(codes)
    case .text(nil), .number(nil), .decimal(nil), .amount(nil), .rate(nil), .flag(nil), .day(nil),
      .instant(nil):
      try container.encodeNil()
    }
  }
}
