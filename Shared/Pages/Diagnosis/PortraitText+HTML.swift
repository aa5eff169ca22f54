import Contracts
import Foundation
import Texts

extension PortraitText {
  /// The whole portrait as one HTML page without script or external resource.
  package var html: String {
    HTMLPage(
      title: title, language: language, banner: fictitious.map { .init(loud: $0) },
      css: "li { margin-bottom: .4rem; overflow-wrap: anywhere; }",
      subject: "<p class=\"meta\">\(subject)</p>",
      content: """
        \(changed)
        <section><h2>\(pick("Séries", "Series"))</h2>
        \(table)</section>
        \(computed)
        <section><h2>Sources</h2><ul>\(sources.html { "<li>\($0)</li>" })</ul></section>
        """
    ).html
  }

  private var table: HTML {
    HTMLTable(
      name: pick("Séries", "Series"),
      header: header + [pick("évolution annuelle", "year by year")],
      rows: portrait.rows.map { row in
        cells(row).map { HTMLTable.Cell($0) } + [HTMLTable.Cell(drawing: sparkline(row))]
      }
    ).html
  }

  private var changed: HTML {
    if let undiagnosed { return "<p>\(undiagnosed)</p>" }
    guard let since else { return "" }
    let list = changes.html { "<li>\($0)</li>" }
    return "<section><h2>\(since)</h2>" + (list.isEmpty ? "" : "<ul>\(list)</ul>")
      + unchanged.html { "<p>\($0)</p>" } + "</section>"
  }

  private var computed: HTML {
    let parts = origins.html { one in
      "<h3>\(one.series)</h3><ul>\(one.lines.html { "<li>\($0)</li>" })</ul>"
    }
    let title = pick(
      "Valeurs recalculées ou absentes après une fusion de communes",
      "Values recalculated or absent after a merger of communes")
    return parts.isEmpty ? "" : "<section><h2>\(title)</h2>\(parts)</section>"
  }

  private func sparkline(_ row: GetPortrait.Row) -> HTML {
    Sparkline(
      values: row.points.map { $0.value.flatMap(Double.init) },
      words: row.points.map { point in
        language.day(point.period) + pick(" : ", ": ") + value(point.value, row.description)
      }.joined(separator: pick(" ; ", "; "))
    ).svg
  }
}
