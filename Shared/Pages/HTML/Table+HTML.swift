extension Table {
  /// The most rows of a table that is kept on one sheet of paper.
  private static let mostOnOneSheet = 12

  /// The table in a page; where it is wider than the screen, it can be scrolled.
  func html(_ name: String) -> HTML {
    let heads = header.html { $0.isEmpty ? "<td></td>" : "<th scope=\"col\">\($0)</th>" }
    let kind: HTML = rows.count > Self.mostOnOneSheet ? "long" : "short"
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(name)"><table class="\(kind)">
      <thead><tr>\(heads)</tr></thead><tbody>\(rows.html(separator: "\n") { Self.row($0) })</tbody></table></div>
      """
  }

  /// A row, whose first cell is its name, and whose last one may be drawn.
  static func row(_ cells: [String], drawn: HTML? = nil) -> HTML {
    let cells = cells.enumerated().html { place, cell in
      place == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td>\(cell)</td>"
    }
    return "<tr>\(cells)\(drawn.html { "<td>\($0)</td>" })</tr>"
  }
}
