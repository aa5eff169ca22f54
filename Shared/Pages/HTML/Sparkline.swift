/// A series' values as a small line, and in words for readers who cannot see it; a period without a value breaks the line.
struct Sparkline {
  /// The values in order of time; nil for a period without a value.
  let values: [Double?]
  /// The title; nil where the words are title enough.
  var title: String?
  /// The same in words.
  let words: String
  /// The values that the height covers; nil for those from the least to the greatest.
  var range: ClosedRange<Double>?

  var svg: HTML {
    let known = values.compactMap(\.self)
    guard let lowest = known.min(), let highest = known.max(), known.count > 1 else { return "" }
    let (least, most) = range.map { ($0.lowerBound, $0.upperBound) } ?? (lowest, highest)
    let title = title ?? words
    let step = 148 / Double(values.count - 1)
    func place(_ index: Int) -> (x: Int, y: Int) {
      let value = values[index] ?? least
      let height = most > least ? (value - least) / (most - least) : 0.5
      return (6 + Int((Double(index) * step).rounded()), 34 - Int((height * 28).rounded()))
    }
    let lines = values.indices.split { values[$0] == nil }.map { $0.map(place) }
    let drawn = lines.html { line in
      let ends = line.count > 1 ? line : line + line
      let points = ends.map { "\($0.x),\($0.y)" }.joined(separator: " ")
      return """
        <polyline points="\(points)" fill="none" stroke="#1f5f8b" stroke-width="2" stroke-linecap="round"/>
        """
    }
    let dot = (lines.last?.last).html { end in
      "<circle cx=\"\(end.x)\" cy=\"\(end.y)\" r=\"4\" fill=\"#8a3b00\"/>"
    }
    return """
      <svg viewBox="0 0 160 40" role="img" aria-label="\(title)"><title>\(title)</title>\
      <desc>\(words)</desc>\(drawn)\(dot)</svg>
      """
  }
}
