package import Contracts
import Foundation
package import Texts

/// A territory's portrait as one HTML page without script or external resource.
package struct PortraitPage: Bilingual {
  package let portrait: GetPortrait.Reply
  package let language: Language

  package init(portrait: GetPortrait.Reply, language: Language) {
    self.portrait = portrait
    self.language = language
  }

  private var text: PortraitText { PortraitText(portrait: portrait, language: language) }

  /// The whole page.
  package var html: String {
    HTMLPage(
      title: text.title, language: language,
      banner: text.fictitious.map { .init(loud: $0) }, css: Self.css,
      subject: "<p class=\"meta\">\(text.subject)</p>",
      content: """
        \(changes)
        <section><h2>\(pick("Séries", "Series"))</h2>
        <div class="scroll"><table class="portrait"><thead><tr>\(head)</tr></thead>
        <tbody>\(portrait.rows.html(separator: "\n", line))</tbody></table></div></section>
        \(origins)
        <section><h2>Sources</h2><ul>\(text.sources.html { "<li>\($0)</li>" })</ul></section>
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
    (text.header + [pick("années", "years")]).html { "<th scope=\"col\">\($0)</th>" }
  }

  private func line(_ row: GetPortrait.Row) -> HTML {
    HTMLTable.row(text.cells(row), drawn: sparkline(row))
  }

  private var changes: HTML {
    guard !text.since.isEmpty else { return "" }
    let list = text.changes.html { "<li>\($0)</li>" }
    return "<section><h2>\(text.since)</h2>" + (list.isEmpty ? "" : "<ul>\(list)</ul>")
      + (text.unchanged.isEmpty ? "" : "<p>\(text.unchanged)</p>") + "</section>"
  }

  private var origins: HTML {
    let parts = text.origins.html { one in
      "<h3>\(one.series)</h3><ul>\(one.lines.html { "<li>\($0)</li>" })</ul>"
    }
    let title = pick("Valeurs reportées ou absentes", "Values carried or absent")
    return parts.isEmpty ? "" : "<section><h2>\(title)</h2>\(parts)</section>"
  }

  private func sparkline(_ row: GetPortrait.Row) -> HTML {
    Sparkline(
      values: row.points.map { $0.value.flatMap(Double.init) },
      words: row.points.map { "\($0.period): \(text.value($0.value, row.description))" }
        .joined(separator: ", ")
    ).svg
  }
}
