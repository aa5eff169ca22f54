import Composition
import Contracts
import Texts
import Values

/// The sheet's figures from year to year: for all, then by kind and territory; a line for each rate.
struct TrajectorySection: Bilingual {
  let parts: [Report.Part]
  let language: Language

  var html: HTML {
    """
    <section id="trajectory"><h2>\(title)</h2>
    <h3>\(pick("Ensemble", "All"))</h3>
    \(table("<tbody>\(codes.html(separator: "\n") { row($0, "all") })</tbody>", pick("Évolution, ensemble", "Change, all")))
    <h3>\(pick("Par type et par territoire", "By kind and by territory"))</h3>
    \(table(codes.html(separator: "\n", group), pick("Évolution, par type et par territoire", "Change, by kind and by territory")))
    </section>
    """
  }

  private var title: String {
    let (first, last) = (parts.first?.name ?? "", parts.last?.name ?? "")
    return pick("Évolution de \(first) à \(last)", "Change from \(first) to \(last)")
  }

  private func table(_ bodies: HTML, _ name: String) -> HTML {
    let heads = parts.html { "<th scope=\"col\">\($0.name)</th>" }
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(name)"><table class="trajectory">
      <thead><tr><th scope="col">\(pick("Indicateur", "Figure"))</th>\(heads)<th scope="col">\(pick("courbe (de 0 à 100 %)", "line (0 to 100%)"))</th></tr></thead>
      \(bodies)</table></div>
      """
  }

  /// The figures of the whole network, in their order, each once.
  private var codes: [String] {
    parts.flatMap(\.figures).filter { $0.scope == "all" }.map(\.code).once
      .sorted { (FigureOrder.rank($0), $0) < (FigureOrder.rank($1), $1) }
  }

  /// A figure in all scopes but that of the whole network.
  private func group(_ code: String) -> HTML {
    let rows = FigureOrder.scopes.dropFirst().html { row(code, $0) }
    return
      "<tbody class=\"group\"><tr><th scope=\"rowgroup\" colspan=\"\(parts.count + 2)\">\(name(code))</th></tr>"
      + rows + "</tbody>"
  }

  private func name(_ code: String) -> HTML {
    HTML(escaping: Catalogue.figure(code, language))
  }

  private func row(_ code: String, _ scope: String) -> HTML {
    let figures = parts.map { part in
      part.figures.first { $0.code == code && $0.scope == scope }
    }
    let lines = FigureLines(language: language)
    let isCount = MeasureCatalogue.counts.contains(code)
    let cells = figures.html { figure in
      guard let figure else { return "<td>–</td>" }
      return isCount ? "<td>\(lines.value(figure))</td>" : "<td>\(rate(figure, lines))</td>"
    }
    let shares = figures.map { $0?.ratio.value.flatMap { Double($0.text) } }
    let name = Catalogue.scope(scope, language)
    let head = scope == "all" ? self.name(code) : HTML(escaping: name)
    let line = isCount ? "" : self.line("\(Catalogue.figure(code, language)), \(name)", shares)
    return "<tr><th scope=\"row\">\(head)</th>\(cells)<td>\(line)</td></tr>"
  }

  /// The rate, and of how many.
  private func rate(_ figure: Figure, _ lines: FigureLines) -> HTML {
    guard figure.denominator > Quantity(0) else {
      return "<span class=\"of\">\(lines.rate(figure))</span>"
    }
    let part = language.part(figure.numerator.text, of: figure.denominator.text)
    return "\(lines.rate(figure))<br/><span class=\"of\">\(part)</span>"
  }

  /// Rates have one scale, 0 to 1, so that lines can be compared.
  private func line(_ title: String, _ shares: [Double?]) -> HTML {
    let text = zip(parts, shares).map { part, share in
      "\(part.name) " + (share.map { "\(Int(($0 * 100).rounded())) %" } ?? "–")
    }.joined(separator: ", ")
    return Sparkline(values: shares, title: title, words: text, range: 0...1).svg
  }
}
