import Composition
import Contracts
import Texts
import Values

/// The sheet's figures from year to year: for all, then by kind and territory; a line for each rate.
struct TrajectorySection: Bilingual {
  let parts: [Report.Part]
  let language: Language

  var html: HTML {
    let whole = codes.map { row($0, "all") }
    let groups = codes.map { code in
      HTMLTable.Part(
        heading: name(code), rows: FigureOrder.scopes.dropFirst().map { row(code, $0) })
    }
    return """
      <section id="trajectory"><h2>\(title)</h2>
      <h3>\(pick("Ensemble", "All"))</h3>
      \(table(pick("Évolution, ensemble", "Change, all"), [HTMLTable.Part(rows: whole)]))
      <h3>\(pick("Par type et par territoire", "By kind and by territory"))</h3>
      \(table(pick("Évolution, par type et par territoire", "Change, by kind and by territory"), groups))
      </section>
      """
  }

  private var title: String {
    let (first, last) = (parts.first?.name ?? "", parts.last?.name ?? "")
    return pick("Évolution de \(first) à \(last)", "Change from \(first) to \(last)")
  }

  private func table(_ name: String, _ rows: [HTMLTable.Part]) -> HTML {
    let line = pick("courbe (de 0 à 100 %)", "line (0 to 100%)")
    return HTMLTable(
      name: name, header: [pick("Indicateur", "Figure")] + parts.map(\.name) + [line], parts: rows
    ).html
  }

  /// The figures of the whole network, in their order, each once.
  private var codes: [String] {
    parts.flatMap(\.figures).filter { $0.scope == "all" }.map(\.code).once
      .sorted { (FigureOrder.rank($0), $0) < (FigureOrder.rank($1), $1) }
  }

  private func name(_ code: String) -> String { Catalogue.figure(code, language) }

  private func row(_ code: String, _ scope: String) -> [HTMLTable.Cell] {
    let figures = parts.map { part in
      part.figures.first { $0.code == code && $0.scope == scope }
    }
    let lines = FigureLines(language: language)
    let isCount = MeasureCatalogue.counts.contains(code)
    let cells = figures.map { figure -> HTMLTable.Cell in
      guard let figure else { return HTMLTable.Cell("–") }
      return isCount ? HTMLTable.Cell(lines.value(figure)) : rate(figure, lines)
    }
    let shares = figures.map { $0?.ratio.value.flatMap { Double($0.text) } }
    let own = Catalogue.scope(scope, language)
    let line: HTML = isCount ? "" : self.line("\(name(code)), \(own)", shares)
    let head = HTMLTable.Cell(scope == "all" ? name(code) : own)
    return [head] + cells + [HTMLTable.Cell(drawing: line)]
  }

  /// The rate, and of how many.
  private func rate(_ figure: Figure, _ lines: FigureLines) -> HTMLTable.Cell {
    guard figure.denominator > Quantity(0) else { return HTMLTable.Cell(lines.rate(figure)) }
    return HTMLTable.Cell(
      lines.rate(figure),
      small: language.part(figure.numerator.text, of: figure.denominator.text))
  }

  /// Rates have one scale, 0 to 1, so that lines can be compared.
  private func line(_ title: String, _ shares: [Double?]) -> HTML {
    let text = zip(parts, shares).map { part, share in
      "\(part.name) " + (share.map { "\(Int(($0 * 100).rounded())) %" } ?? "–")
    }.joined(separator: ", ")
    return Sparkline(values: shares, title: title, words: text, range: 0...1).svg
  }
}
