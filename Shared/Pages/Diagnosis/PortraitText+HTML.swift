import Contracts
import Foundation
import Texts

extension PortraitText {
  /// The whole portrait as one HTML page without script or external resource.
  package var html: String {
    HTMLPage(
      title: title, language: language, banner: fictitious.map { .init(loud: $0) }, css: Self.css,
      subject: "<p class=\"meta\">\(subject)</p>",
      content: """
        \(changed)
        <section><h2>\(pick("Séries", "Series"))</h2>
        <div class="scroll"><table class="portrait"><thead><tr>\(head)</tr></thead>
        <tbody>\(portrait.rows.html(separator: "\n", line))</tbody></table></div></section>
        \(computed)
        <section><h2>Sources</h2><ul>\(sources.html { "<li>\($0)</li>" })</ul></section>
        """
    ).html
  }

  private static let css: HTML = """
    table.portrait th[scope=row] { min-width: 9rem; }
    table.portrait svg { display: block; height: 2rem; width: 8rem; }
    li { margin-bottom: .4rem; }
    @media screen and (max-width: 48rem) { .scroll { overflow-x: auto; } }
    """

  private var head: HTML {
    (header + [pick("années", "years")]).html { "<th scope=\"col\">\($0)</th>" }
  }

  private func line(_ row: GetPortrait.Row) -> HTML {
    Table.row(cells(row), drawn: sparkline(row))
  }

  private var changed: HTML {
    guard !since.isEmpty else { return "" }
    let list = changes.html { "<li>\($0)</li>" }
    return "<section><h2>\(since)</h2>" + (list.isEmpty ? "" : "<ul>\(list)</ul>")
      + (unchanged.isEmpty ? "" : "<p>\(unchanged)</p>") + "</section>"
  }

  private var computed: HTML {
    let parts = origins.html { one in
      "<h3>\(one.series)</h3><ul>\(one.lines.html { "<li>\($0)</li>" })</ul>"
    }
    let title = pick("Valeurs reportées ou absentes", "Values carried or absent")
    return parts.isEmpty ? "" : "<section><h2>\(title)</h2>\(parts)</section>"
  }

  private func sparkline(_ row: GetPortrait.Row) -> HTML {
    Sparkline(
      values: row.points.map { $0.value.flatMap(Double.init) },
      words: row.points.map { "\($0.period): \(value($0.value, row.description))" }
        .joined(separator: ", ")
    ).svg
  }
}
