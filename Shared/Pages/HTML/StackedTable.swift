/// A table of texts in a page. Long texts wrap, so that nothing is cut off on a screen or on paper; on a narrow screen each row becomes a
/// block, and each cell a line of its own behind its column's heading.
struct StackedTable {
  /// Up to how many characters a cell is a code, a day or a number, and stays on one line.
  private static let mostWhole = 14

  /// What the table is called, for readers who cannot see it.
  let name: String
  /// The columns' headings.
  let header: [String]
  /// The cells of each row; the first one is the row's name.
  let rows: [[String]]
  /// What is drawn at the end of each row, in the order of the rows; empty where nothing is.
  var drawings: [HTML] = []
  /// What stands between a heading and its cell: ` : ` or `: `.
  let colon: String

  /// The rules of such tables, in addition to those of all pages.
  static let css: HTML = """
    .stacked th, .stacked td { text-align: left; vertical-align: top; }
    .stacked .wraps { hyphens: auto; min-width: 8.5em; overflow-wrap: anywhere; white-space: normal; }
    .stacked .whole { white-space: nowrap; }
    .stacked .label { color: #465667; display: none; font-size: .8rem; }
    @media screen and (max-width: 56rem) { .stacked { font-size: .8rem; } }
    @media screen and (max-width: 48rem) {
      .stacked { font-size: .9rem; }
      .stacked, .stacked tbody, .stacked tr, .stacked tbody th, .stacked td { display: block; }
      .stacked thead, .stacked .none { display: none; }
      .stacked tr { border-bottom: 2px solid #cfd8e1; padding: .5rem 0; }
      .stacked tbody th, .stacked td { border: 0; min-width: 0; }
      .stacked tbody th { font-weight: 600; }
      .stacked .whole { white-space: normal; }
      .stacked .label { display: inline; }
    }
    """

  /// The table, in a region that can be scrolled where even so it is wider than the screen.
  var html: HTML {
    let heads = header.html { "<th scope=\"col\">\($0)</th>" }
    let body = rows.enumerated().html(separator: "\n") { index, cells in
      row(cells, drawn: index < drawings.count ? drawings[index] : nil)
    }
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(name)"><table class="stacked">
      <thead><tr>\(heads)</tr></thead><tbody>\(body)</tbody></table></div>
      """
  }

  private func row(_ cells: [String], drawn: HTML?) -> HTML {
    let told = cells.enumerated().html { place, cell -> HTML in
      let kind: HTML =
        cell.isEmpty ? "none" : cell.count <= Self.mostWhole ? "whole" : "wraps"
      guard place > 0 else { return "<th scope=\"row\" class=\"\(kind)\">\(cell)</th>" }
      return "<td class=\"\(kind)\">\(label(place))\(cell)</td>"
    }
    let last = drawn.html { "<td class=\"drawn\">\(label(cells.count))\($0)</td>" }
    return "<tr>\(told)\(last)</tr>"
  }

  /// The heading of a cell, which is seen where the table is no table.
  private func label(_ place: Int) -> HTML {
    let heading = place < header.count ? header[place] + colon : ""
    return "<span class=\"label\">\(heading)</span>"
  }
}
