import Texts

/// What may stand in a form's cell, in words: its kind, its bounds, an example.
struct FormExpectation {
  /// The most values that are named; a longer list is only offered in the cell.
  private static let mostNamed = 6

  let language: Language

  /// The words for a cell.
  ///
  /// - Parameters:
  ///   - kind: what may stand there.
  ///   - bounds: the least and the greatest value.
  ///   - longest: of a text: the most characters; nil for any length.
  ///   - example: an answer in canonical text; nil for none.
  /// - Returns: the words, without a stop; empty for any text.
  func words(
    _ kind: FormLine.Kind, _ bounds: FormLine.Bounds = .init(), longest: Int? = nil,
    example: String? = nil
  ) -> String {
    let example = example.map { shown($0, kind) }
    return [
      form(kind, longest), range(kind, bounds),
      example.map { language.pick("par exemple \($0)", "such as \($0)") } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func form(_ kind: FormLine.Kind, _ longest: Int?) -> String {
    switch kind {
    case .text:
      longest.map { language.pick("\($0) caractères au plus", "at most \($0) characters") } ?? ""
    case .integer: language.pick("nombre entier", "whole number")
    case .year: language.pick("année", "year")
    case .decimal: language.pick("nombre (virgule possible)", "number (decimals allowed)")
    case .date: language.pick("date jj/mm/aaaa", "date dd/mm/yyyy")
    case .flag: language.either([true, false].map { FormLine.word($0, language) })
    case .choice(let values):
      values.count > Self.mostNamed
        ? language.pick("à choisir dans la liste", "to be chosen from the list")
        : language.either(values.map(\.label))
    }
  }

  private func range(_ kind: FormLine.Kind, _ bounds: FormLine.Bounds) -> String {
    let (least, most) = (bounds.least.map { shown($0, kind) }, bounds.most.map { shown($0, kind) })
    let isDay = if case .date = kind { true } else { false }
    switch (least, most) {
    case (let least?, let most?):
      return isDay
        ? language.pick("du \(least) au \(most)", "\(least) to \(most)")
        : language.pick("de \(least) à \(most)", "\(least) to \(most)")
    case (let least?, nil):
      return isDay
        ? language.pick("à partir du \(least)", "from \(least) on")
        : language.pick("\(least) ou plus", "\(least) or more")
    case (nil, let most?):
      return isDay
        ? language.pick("jusqu'au \(most)", "until \(most)")
        : language.pick("\(most) au plus", "\(most) at most")
    case (nil, nil): return ""
    }
  }

  private func shown(_ value: String, _ kind: FormLine.Kind) -> String {
    switch kind {
    case .integer, .decimal: language.number(value)
    case .date: language.day(value)
    case .text, .year, .flag, .choice: value
    }
  }
}
