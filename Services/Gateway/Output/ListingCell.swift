import Foundation
import Pages
import Texts

/// A cell of a listing: in JSON a text, a number, a truth value, a list of codes or null; in a table words for it.
struct ListingCell: Encodable {
  private enum Value {
    case text(String?)
    case number(Int?)
    case rate(Decimal?)
    case flag(Bool?)
    case list([String])
  }

  private let value: Value
  /// What a table shows.
  let text: String

  /// A text or null, with other words in a table where some are given.
  static func text(_ value: String?, as words: String? = nil) -> ListingCell {
    ListingCell(value: .text(value), text: words ?? value ?? "")
  }

  /// A number or null.
  static func number(_ value: Int?) -> ListingCell {
    ListingCell(value: .number(value), text: value.map(String.init) ?? "")
  }

  /// A rate: in JSON rounded to 6 places, half away from zero, in a table a percentage; null where there is nothing to divide by.
  static func rate(_ numerator: Int, of denominator: Int) -> ListingCell {
    guard denominator > 0 else { return ListingCell(value: .rate(nil), text: "") }
    let millionths = (2_000_000 * numerator + denominator) / (2 * denominator)
    return ListingCell(
      value: .rate(Decimal(millionths) / 1_000_000),
      text: language.percent(numerator, of: denominator) ?? "")
  }

  /// Yes, no or null.
  static func flag(_ value: Bool?) -> ListingCell {
    let text = value.map { $0 ? words("oui", "yes") : words("non", "no") }
    return ListingCell(value: .flag(value), text: text ?? "")
  }

  /// A list of codes, which a table shows in words.
  static func list(
    _ codes: [String], separator: String = " ; ", as words: (String) -> String
  ) -> ListingCell {
    ListingCell(value: .list(codes), text: codes.map(words).joined(separator: separator))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch value {
    case .text(let text?): try container.encode(text)
    case .number(let number?): try container.encode(number)
    case .rate(let rate?): try container.encode(rate)
    case .flag(let flag?): try container.encode(flag)
    case .list(let codes): try container.encode(codes)
    case .text(nil), .number(nil), .rate(nil), .flag(nil): try container.encodeNil()
    }
  }
}
