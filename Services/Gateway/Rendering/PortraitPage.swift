import Contracts
import Foundation
import Texts

/// A territory's portrait as one HTML page without script or external resource.
struct PortraitPage {
  let portrait: GetPortrait.Reply
  let language: Language

  private var text: PortraitText { PortraitText(portrait: portrait, language: language) }

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  /// The whole page.
  var html: String {
    HTMLPage(
      title: text.title, language: language,
      banner: text.fictitious.map { "<strong>\($0.escaped)</strong>" }, css: Self.css,
      subject: "<p class=\"meta\">\(text.subject.escaped)</p>",
      content: """
        \(changes)
        <section><h2>\(pick("Séries", "Series"))</h2>
        <div class="scroll"><table class="portrait"><thead><tr>\(head)</tr></thead>
        <tbody>\(portrait.rows.map(line).joined(separator: "\n"))</tbody></table></div></section>
        \(origins)
        <section><h2>Sources</h2><ul>\(text.sources.map { "<li>\($0.escaped)</li>" }.joined())</ul></section>
        """
    ).html
  }

  private static let css = """
    table.portrait th[scope=row] { min-width: 9rem; }
    table.portrait svg { display: block; height: 2rem; width: 8rem; }
    li { margin-bottom: .4rem; }
    @media screen and (max-width: 48rem) { .scroll { overflow-x: auto; } }
    """

  private var head: String {
    (text.header + [pick("années", "years")]).map { "<th scope=\"col\">\($0.escaped)</th>" }
      .joined()
  }

  private func line(_ row: GetPortrait.Row) -> String {
    let cells = text.cells(row)
    return "<tr><th scope=\"row\">\(cells[0].escaped)</th>"
      + cells.dropFirst().map { "<td>\($0.escaped)</td>" }.joined()
      + "<td>\(sparkline(row))</td></tr>"
  }

  private var changes: String {
    guard !text.since.isEmpty else { return "" }
    let list = text.changes.map { "<li>\($0.escaped)</li>" }.joined()
    return "<section><h2>\(text.since.escaped)</h2>"
      + (list.isEmpty ? "" : "<ul>\(list)</ul>")
      + (text.unchanged.isEmpty ? "" : "<p>\(text.unchanged.escaped)</p>") + "</section>"
  }

  private var origins: String {
    let parts = text.origins.map { one in
      "<h3>\(one.series.escaped)</h3><ul>"
        + one.lines.map { "<li>\($0.escaped)</li>" }.joined() + "</ul>"
    }
    let title = pick("Valeurs reportées ou absentes", "Values carried or absent")
    return parts.isEmpty ? "" : "<section><h2>\(title)</h2>\(parts.joined())</section>"
  }

  private func sparkline(_ row: GetPortrait.Row) -> String {
    Sparkline(
      values: row.points.map { $0.value.flatMap(Double.init) },
      words: row.points.map { "\($0.period): \(text.value($0.value, row.description))" }
        .joined(separator: ", ")
    ).svg
  }
}
