import Contracts
import Texts
import Values

/// The sheet's figures from year to year: a table, and a line for each rate.
struct TrajectorySection {
  let parts: [Report.Part]
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  var html: String {
    let heads = parts.map { "<th scope=\"col\">\($0.name.escaped)</th>" }.joined()
    let rows = codes.map(row).joined(separator: "\n")
    return """
      <section><h2>\(pick("Trajectoire", "Trajectory"))</h2>
      <table class="trajectory"><thead><tr><th scope="col">\(pick("Chiffre", "Figure"))</th>\(heads)<th scope="col">\(pick("ligne, 0 à 100 %", "line, 0 to 100%"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></section>
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

  private func row(_ code: String) -> String {
    let figures = parts.map { part in
      part.figures.first { $0.code == code && $0.scope == "all" }
    }
    let lines = FigureLines(
      reply: FiguresReply(figures: [], positions: [:], fictitious: nil), language: language)
    let cells = figures.map { figure in
      let text = figure.map {
        FigureLines.counts.contains(code) ? language.decimal($0.numerator.text) : lines.rate($0)
      }
      return "<td>\((text ?? "–").escaped)</td>"
    }
    let shares = figures.map { $0?.ratio.value.flatMap { Double($0.text) } }
    return "<tr><th scope=\"row\"><span class=\"code\">\(code.escaped)</span> "
      + "\(Catalogue.figure(code, language).escaped)</th>\(cells.joined())"
      + "<td>\(FigureLines.counts.contains(code) ? "" : line(code, shares))</td></tr>"
  }

  /// Rates have one scale, 0 to 1, so that lines can be compared.
  private func line(_ code: String, _ shares: [Double?]) -> String {
    let text = zip(parts, shares).map { part, share in
      "\(part.name) " + (share.map { "\(Int(($0 * 100).rounded())) %" } ?? "–")
    }.joined(separator: ", ")
    return Sparkline(values: shares, words: "\(code) : \(text)", range: 0...1).svg
  }
}
