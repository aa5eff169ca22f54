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

  /// State, number, ends, median and its limits in days, for a spreadsheet.
  package var cells: [String] {
    [
      lasting.state, String(lasting.count), cell(lasting.ends), cell(lasting.median),
      cell(lasting.shortest), cell(lasting.longest),
    ]
  }

  private func cell(_ number: Int?) -> String { number.map(String.init) ?? "" }

  /// The headers of ``cells``; `name` is what lasts.
  package static func header(_ name: String, _ language: Language) -> [String] {
    [
      language.pick("\(name), état", "\(name), state"), "n", language.pick("fins", "ends"),
      language.pick("médiane (jours)", "median (days)"),
      language.pick("médiane, au moins", "median, at least"),
      language.pick("médiane, au plus", "median, at most"),
    ]
  }
}
