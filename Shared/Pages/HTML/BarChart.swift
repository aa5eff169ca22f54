/// Horizontal bars from 0 to 1 as SVG, with the same content as text for readers who cannot see them.
struct BarChart {
  let title: String
  let bars: [(label: String, share: Double?, text: String)]

  var svg: HTML {
    let height = bars.count * 30 + 6
    let rows = bars.enumerated().html(separator: "\n") { index, bar in
      let y = index * 30 + 4
      let width = Int(((bar.share ?? 0) * 200).rounded())
      return """
        <text x="166" y="\(y + 16)" text-anchor="end">\(bar.label)</text>
        <rect x="174" y="\(y)" width="200" height="22" fill="#e8ecf1"/>
        <rect x="174" y="\(y)" width="\(min(width, 200))" height="22" fill="#1f5f8b"/>
        <text x="382" y="\(y + 16)">\(bar.text)</text>
        """
    }
    let description = bars.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
    return """
      <svg viewBox="0 0 480 \(height)" role="img" aria-label="\(title)">
      <title>\(title)</title><desc>\(description)</desc>
      \(rows)</svg>
      """
  }
}
