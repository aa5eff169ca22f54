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
    let banner = text.fictitious?.escaped
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(text.title.escaped)</title>
      <style>\(ReportStyle.css)\(Self.css)</style>
      </head>
      <body>
      \(banner.map { "<p class=\"banner\" role=\"note\"><strong>\($0)</strong></p>" } ?? "")
      <header><h1>\(text.title.escaped)</h1><p class="meta">\(text.subject.escaped)</p></header>
      <main>
      \(changes)
      <section><h2>\(pick("Séries", "Series"))</h2>
      <div class="scroll"><table class="portrait"><thead><tr>\(head)</tr></thead>
      <tbody>\(portrait.rows.map(line).joined(separator: "\n"))</tbody></table></div></section>
      \(origins)
      <section><h2>Sources</h2><ul>\(text.sources.map { "<li>\($0.escaped)</li>" }.joined())</ul></section>
      </main>
      \(banner.map { "<footer class=\"print-banner\">\($0)</footer>" } ?? "")
      </body>
      </html>

      """
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
      + "<td>\(Sparkline(row: row, text: text).svg)</td></tr>"
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
}

/// A series' values as a small line, and in words for who cannot see it; a period without a value breaks the line.
struct Sparkline {
  let row: GetPortrait.Row
  let text: PortraitText

  var svg: String {
    let values = row.points.map { $0.value.flatMap(Double.init) }
    let known = values.compactMap(\.self)
    guard let least = known.min(), let most = known.max(), known.count > 1 else { return "" }
    let words = row.points.map { "\($0.period): \(text.value($0.value, row.description))" }
      .joined(separator: ", ").escaped
    let step = 148 / Double(values.count - 1)
    func place(_ index: Int, _ value: Double) -> String {
      let height = most > least ? (value - least) / (most - least) : 0.5
      return "\(6 + Int((Double(index) * step).rounded())),\(34 - Int((height * 28).rounded()))"
    }
    var (lines, line): ([[String]], [String]) = ([], [])
    for (index, value) in values.enumerated() {
      if let value {
        line.append(place(index, value))
      } else {
        lines.append(line)
        line = []
      }
    }
    let drawn = (lines + [line]).filter { !$0.isEmpty }.map { points in
      "<polyline points=\"\((points.count > 1 ? points : points + points).joined(separator: " "))\" "
        + "fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"2\" stroke-linecap=\"round\"/>"
    }
    let end = values.indices.last { values[$0] != nil }.flatMap { index in
      values[index].map { place(index, $0).split(separator: ",") }
    }
    let dot = end.map { "<circle cx=\"\($0[0])\" cy=\"\($0[1])\" r=\"4\" fill=\"#8a3b00\"/>" } ?? ""
    return
      "<svg viewBox=\"0 0 160 40\" role=\"img\" aria-label=\"\(words)\"><title>\(words)</title>"
      + drawn.joined() + dot + "</svg>"
  }
}
