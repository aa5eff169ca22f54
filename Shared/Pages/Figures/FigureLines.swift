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
        language.pick("Indicateurs indisponibles : ", "Figures not available: ")
          + "\(figures) – \(Catalogue.missing(part.service, part.status, language))")
    }
    return lines
  }

  package func line(_ figure: Figure) -> String {
    let title = Catalogue.figure(figure.code, language)
    let value = isComputable(figure) ? value(figure) : Words.nobodyConcerned(language)
    return ([figure.code, title, value] + [absences(figure)].compactMap(\.self))
      .joined(separator: " · ")
  }

  private func isComputable(_ figure: Figure) -> Bool { figure.denominator > Quantity(0) }

  /// Part, whole and rate: `78 sur 104 · 75,0 %`; a count with its bounds.
  package func value(_ figure: Figure) -> String {
    if MeasureCatalogue.counts.contains(figure.code) {
      // A range of one value is the value.
      let isCertain = Set(figure.bounds ?? []).count < 2
      let bounds =
        isCertain ? nil : figure.bounds?.compactMap { $0.value.map { language.number($0.text) } }
      let range = bounds.map { " [\($0.joined(separator: " – "))]" } ?? ""
      return language.number(figure.numerator.text) + range
    }
    guard isComputable(figure) else { return Words.notComputable(language) }
    return "\(language.part(figure.numerator.text, of: figure.denominator.text)) · \(rate(figure))"
  }

  /// The rate in percent, or the words that it cannot be computed.
  package func rate(_ figure: Figure) -> String {
    guard let numerator = Int(figure.numerator.text), let whole = Int(figure.denominator.text),
      let percent = language.percent(numerator, of: whole)
    else { return Words.notComputable(language) }
    return percent
  }

  /// How many have no answer that counts (I1, which counts them in its whole), or are left out of the whole, and why.
  package func absences(_ figure: Figure) -> String? {
    guard let absences = figure.absences, !absences.isEmpty else { return nil }
    let items = absences.map { Catalogue.absence($0.reason, $0.count, language) }
    let head =
      figure.code.hasPrefix("I1")
      ? language.pick("sans réponse retenue : ", "without an answer that counts: ")
      : language.pick("hors du calcul : ", "left out: ")
    return head + items.joined(separator: ", ")
  }
}

/// The observed use, in words. It is shown beside I5, never instead of it.
package enum ObservedUse {
  package static func text(_ row: GetObservedUse.Row, _ language: Language) -> String {
    let words =
      switch (row.opened, row.answered) {
      case (_, 0):
        language.pick(
          "Aucune structure n'a encore de restitution SENACS.",
          "No structure has a SENACS feedback sheet yet.")
      case (0, 1):
        language.pick(
          "La seule structure qui a une restitution SENACS ne l'a pas ouverte.",
          "The one structure that has a SENACS feedback sheet did not open it.")
      case (_, 1):
        language.pick(
          "La seule structure qui a une restitution SENACS l'a ouverte.",
          "The one structure that has a SENACS feedback sheet opened it.")
      case (0, _):
        language.pick(
          "Aucune des {d} structures qui ont une restitution SENACS ne l'a ouverte.",
          "None of the {d} structures that have a SENACS feedback sheet opened it.")
      default:
        language.pick(
          "{n} des {d} structures qui ont une restitution SENACS l'[a|ont] ouverte.",
          "{n} of the {d} structures that have a SENACS feedback sheet opened it.")
      }
    return language.sentence(words, String(row.opened), of: String(row.answered))
  }
}
