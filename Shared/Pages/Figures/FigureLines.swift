import Composition
package import Contracts
package import Texts
import Values

/// Figures for people: one line each that begins with its code.
package struct FigureLines {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// The figures of scope `all`, then what is missing.
  package func lines(_ reply: FiguresReply) -> [String] {
    var lines = reply.figures.filter { $0.scope == "all" }.map(line)
    for part in reply.missing {
      let figures = part.figures.joined(separator: " ")
      lines.append(
        language.pick("manque", "missing") + language.colon
          + " \(figures) – \(Catalogue.missing(part.service, part.status, language))")
    }
    return lines
  }

  package func line(_ figure: Figure) -> String {
    let title = Catalogue.figure(figure.code, language)
    return ([figure.code, title, value(figure)] + [absences(figure)].compactMap(\.self))
      .joined(separator: " · ")
  }

  /// Numerator, denominator and rate; a count with its bounds.
  package func value(_ figure: Figure) -> String {
    if MeasureCatalogue.counts.contains(figure.code) {
      // A range of one value is the value.
      let isCertain = Set(figure.bounds ?? []).count < 2
      let bounds =
        isCertain ? nil : figure.bounds?.compactMap { $0.value.map { language.decimal($0.text) } }
      let range = bounds.map { " [\($0.joined(separator: " – "))]" } ?? ""
      return language.decimal(figure.numerator.text) + range
    }
    return "\(figure.numerator.text)/\(figure.denominator.text) · " + rate(figure)
  }

  /// The rate in percent, or the words that it cannot be computed.
  package func rate(_ figure: Figure) -> String {
    guard let numerator = Int(figure.numerator.text), let whole = Int(figure.denominator.text),
      let percent = language.percent(numerator, of: whole)
    else { return Words.notComputable(language) }
    return percent
  }

  /// How many are absent, and why.
  package func absences(_ figure: Figure) -> String? {
    guard let absences = figure.absences, !absences.isEmpty else { return nil }
    let items = absences.map { "\($0.count) \(Catalogue.reason($0.reason, language))" }
    return language.pick("absents : ", "absent: ") + items.joined(separator: ", ")
  }
}

/// The observed use, in words. It is shown beside I5, never instead of it.
package enum ObservedUse {
  package static func text(_ row: GetObservedUse.Row, _ language: Language) -> String {
    language.pick(
      "usage observé : \(row.opened) structures ont ouvert leur feuille SENACS, sur \(row.answered) qui en ont une",
      "observed use: \(row.opened) structures opened their SENACS sheet, of \(row.answered) that have one"
    )
  }
}
