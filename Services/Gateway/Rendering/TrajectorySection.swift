import Contracts
import Texts
import Values

/// The sheet's figures from year to year: for all, then by kind and territory; a line for each rate.
struct TrajectorySection {
  let parts: [Report.Part]
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  var html: String {
    """
    <section id="trajectory"><h2>\(pick("Trajectoire", "Trajectory"))</h2>
    <h3>\(pick("Ensemble", "All"))</h3>
    \(table("<tbody>\(codes.map { row($0, "all") }.joined(separator: "\n"))</tbody>", pick("Trajectoire, ensemble", "Trajectory, all")))
    <h3>\(pick("Par type et par territoire", "By kind and by territory"))</h3>
    \(table(codes.map(group).joined(separator: "\n"), pick("Trajectoire, par type et par territoire", "Trajectory, by kind and by territory")))
    </section>
    """
  }

  private func table(_ bodies: String, _ name: String) -> String {
    let heads = parts.map { "<th scope=\"col\">\($0.name.escaped)</th>" }.joined()
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(name)"><table class="trajectory">
      <thead><tr><th scope="col">\(pick("Chiffre", "Figure"))</th>\(heads)<th scope="col">\(pick("ligne, 0 à 100 %", "line, 0 to 100%"))</th></tr></thead>
      \(bodies)</table></div>
      """
  }

  /// The figures of the whole network, in their order, each once.
  private var codes: [String] {
    var codes: [String] = []
    for figure in parts.flatMap(\.figures)
    where figure.scope == "all" && !codes.contains(figure.code) {
      codes.append(figure.code)
    }
    return codes.sorted { (FigureOrder.rank($0), $0) < (FigureOrder.rank($1), $1) }
  }

  /// A figure in the scopes that are not the whole.
  private func group(_ code: String) -> String {
    let rows = FigureOrder.scopes.dropFirst().map { row(code, $0) }
    return
      "<tbody class=\"group\"><tr><th scope=\"rowgroup\" colspan=\"\(parts.count + 2)\">\(name(code))</th></tr>"
      + rows.joined() + "</tbody>"
  }

  private func name(_ code: String) -> String {
    "<span class=\"code\">\(code.escaped)</span> \(Catalogue.figure(code, language).escaped)"
  }

  private func row(_ code: String, _ scope: String) -> String {
    let figures = parts.map { part in
      part.figures.first { $0.code == code && $0.scope == scope }
    }
    let lines = FigureLines(
      reply: FiguresReply(figures: [], positions: [:], fictitious: nil), language: language)
    let isCount = FigureLines.counts.contains(code)
    let cells = figures.map { figure in
      let text = figure.map { isCount ? lines.value($0) : rate($0, lines) }
      return "<td>\(text ?? "–")</td>"
    }
    let shares = figures.map { $0?.ratio.value.flatMap { Double($0.text) } }
    let head = scope == "all" ? name(code) : Catalogue.scope(scope, language).escaped
    return "<tr><th scope=\"row\">\(head)</th>\(cells.joined())"
      + "<td>\(isCount ? "" : line("\(code) – \(Catalogue.scope(scope, language))", shares))</td></tr>"
  }

  /// The rate, and of how many.
  private func rate(_ figure: Figure, _ lines: FigureLines) -> String {
    guard figure.denominator > Quantity(0) else {
      return "<span class=\"of\">\(lines.rate(figure).escaped)</span>"
    }
    return
      "\(lines.rate(figure).escaped)<br><span class=\"of\">\(figure.numerator.text)/\(figure.denominator.text)</span>"
  }

  /// Rates have one scale, 0 to 1, so that lines can be compared.
  private func line(_ title: String, _ shares: [Double?]) -> String {
    let text = zip(parts, shares).map { part, share in
      "\(part.name) " + (share.map { "\(Int(($0 * 100).rounded())) %" } ?? "–")
    }.joined(separator: ", ")
    return Sparkline(values: shares, title: title, words: text, range: 0...1).svg
  }
}
