/// Horizontal bars from 0 to 1 as SVG, with the same content as text for readers who cannot see them. Each bar's label stands above it, in as
/// many lines as it needs, so that no label is cut.
struct BarChart {
  /// The most characters of a label's line that fit above a bar.
  private static let longest = 48

  let title: String
  let bars: [(label: String, share: Double?, text: String)]

  var svg: HTML {
    var (rows, y): (HTML, Int) = ("", 0)
    for bar in bars {
      for line in Self.lines(bar.label) {
        rows += "<text x=\"0\" y=\"\(y + 14)\">\(line)</text>\n"
        y += 16
      }
      let width = min(Int(((bar.share ?? 0) * 280).rounded()), 280)
      // Words stand in the empty bar, where there is room for them.
      let x = bar.share == nil ? 6 : 288
      rows += """
        <rect x="0" y="\(y + 3)" width="280" height="20" fill="#e8ecf1"/>
        <rect x="0" y="\(y + 3)" width="\(width)" height="20" fill="#1f5f8b"/>
        <text x="\(x)" y="\(y + 18)">\(bar.text)</text>

        """
      y += 28
    }
    let description = bars.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
    return """
      <svg class="bars" viewBox="0 0 360 \(y + 2)" role="img" aria-label="\(title)">
      <title>\(title)</title><desc>\(description)</desc>
      \(rows)</svg>
      """
  }

  /// A label's lines; a word that is longer than a line is broken.
  private static func lines(_ label: String) -> [String] {
    label.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= longest {
        lines[lines.count - 1] += " \(word)"
        return
      }
      var rest = word
      while !rest.isEmpty {
        lines.append(String(rest.prefix(longest)))
        rest = rest.dropFirst(longest)
      }
    }
  }
}
