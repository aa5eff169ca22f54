package import Contracts
package import Texts
import Values

/// How long something lasts, in words: months with one decimal, and nothing for fewer than 20 people.
package struct LastingText {
  package let lasting: Lasting
  package let language: Language

  package init(lasting: Lasting, language: Language) {
    self.lasting = lasting
    self.language = language
  }

  /// Days as months of 30.436875 days, one decimal, half up; a dash for none.
  package func months(_ days: Int?) -> String {
    guard let days else { return "–" }
    let tenths = (days * 96_000 + 146_097) / 292_194
    return language.decimal("\(tenths / 10).\(tenths % 10)")
  }

  /// The median with its limits, or why there is none.
  package var median: String {
    guard lasting.state != "TOO_FEW" else { return state }
    let middle = lasting.median.map { months($0) } ?? state
    return "\(middle) [\(months(lasting.shortest)) ; \(months(lasting.longest))]"
  }

  /// The state in words.
  package var state: String { Catalogue.reason(lasting.state, language) }

  /// The share after some months, and in brackets how many were followed for so long.
  package func share(_ months: Int) -> String {
    guard let one = lasting.shares?.first(where: { $0.months == months }) else { return "" }
    return "\(one.share.map { language.share($0.text) } ?? "–") (\(one.atRisk))"
  }
}
