/// Horizontal bars from 0 to 1 as SVG, with the same content as text for readers who cannot see them. Each bar's label stands above it, so
/// that no label is cut.
struct BarChart {
  /// The most characters of a label that fit above a bar; the table beside the chart has the whole text.
  private static let longest = 48

  let title: String
  let bars: [(label: String, share: Double?, text: String)]

  var svg: HTML {
    let height = bars.count * 44 + 2
    let rows = bars.enumerated().html(separator: "\n") { index, bar in
      let y = index * 44
      let width = min(Int(((bar.share ?? 0) * 280).rounded()), 280)
      // Words stand in the empty bar, where there is room for them.
      let x = bar.share == nil ? 6 : 288
      return """
        <text x="0" y="\(y + 14)">\(Self.shortened(bar.label))</text>
        <rect x="0" y="\(y + 19)" width="280" height="20" fill="#e8ecf1"/>
        <rect x="0" y="\(y + 19)" width="\(width)" height="20" fill="#1f5f8b"/>
        <text x="\(x)" y="\(y + 34)">\(bar.text)</text>
        """
    }
    let description = bars.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
    return """
      <svg class="bars" viewBox="0 0 360 \(height)" role="img" aria-label="\(title)">
      <title>\(title)</title><desc>\(description)</desc>
      \(rows)</svg>
      """
  }

  private static func shortened(_ label: String) -> String {
    label.count > longest ? "\(label.prefix(longest - 1))…" : label
  }
}
