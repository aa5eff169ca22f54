/// A table in a page. Nothing of it is cut off: long texts wrap, and where the table has less room than it needs, on a phone or on paper,
/// each row becomes a block and each cell a line of it, behind its column's heading. Numbers stand to the right, other texts to the left.
struct HTMLTable {
  /// What stands in a cell.
  struct Cell {
    /// The cell's words, or what is as wide as the cell.
    let text: String
    let html: HTML
    fileprivate var isDrawing = false

    init(_ text: String) {
      self.text = text
      html = HTML(escaping: text)
    }

    /// A cell of two lines: a number, and in small letters what it is made of.
    init(_ text: String, small: String) {
      self.text = text.count > small.count ? text : small
      html = "\(text)<br/><span class=\"of\">\(small)</span>"
    }

    /// A small chart, at most 9 rem wide; empty where there is none.
    init(drawing: HTML) {
      text = drawing.isEmpty ? "" : String(repeating: "n", count: HTMLTable.mostWhole + 2)
      html = drawing
      isDrawing = true
    }
  }

  /// Rows that belong together.
  struct Part {
    /// What stands above the rows; nil for nothing.
    var heading: String?
    /// The cells of each row; the first one is the row's name.
    let rows: [[Cell]]
  }

  /// Up to how many characters a cell is a code, a day or a number, and stays on one line.
  fileprivate static let mostWhole = 14
  /// The most characters of a word that stays whole; a longer one, such as a digest, is broken.
  private static let mostWord = 24
  /// The most rows of a table that is kept on one sheet of paper.
  private static let mostOnOneSheet = 12

  /// What the table is called, for readers who cannot see it.
  let name: String
  /// The columns' headings.
  let header: [String]
  let parts: [Part]

  init(name: String, header: [String], parts: [Part]) {
    self.name = name
    self.header = header
    self.parts = parts
  }

  init(name: String, header: [String], rows: [[Cell]]) {
    self.init(name: name, header: header, parts: [Part(rows: rows)])
  }

  private var rows: [[Cell]] { parts.flatMap(\.rows) }

  /// The table, in a region that can be scrolled in browsers that cannot make blocks of its rows.
  var html: HTML {
    let rows = rows
    let columns = header.indices.map { column in
      rows.compactMap { column < $0.count ? $0[column].text : nil }
    }
    let areNumbers = columns.enumerated().map { place, texts in
      place > 0 && (TableLayout.isNumber(header[place]) || Self.areNumbers(texts))
    }
    let heads = header.enumerated().html { place, heading -> HTML in
      guard !heading.isEmpty else { return "<td></td>" }
      let side: HTML = areNumbers[place] ? " class=\"number\"" : ""
      return "<th scope=\"col\"\(side)>\(heading)</th>"
    }
    let bodies = parts.html(separator: "\n") { part -> HTML in
      let heading = part.heading.html { heading in
        """
        <tr><th scope="rowgroup" colspan="\(header.count)">\(heading)</th></tr>

        """
      }
      let kind: HTML = part.heading == nil ? "" : " class=\"group\""
      let rows = part.rows.html(separator: "\n") { row($0, areNumbers) }
      return "<tbody\(kind)>\(heading)\(rows)</tbody>"
    }
    let size: HTML = rows.count > Self.mostOnOneSheet ? "long" : "short"
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(name)">\
      <table class="rows \(size) \(room(columns).html)">
      <thead><tr>\(heads)</tr></thead>\(bodies)</table></div>
      """
  }

  private func row(_ cells: [Cell], _ areNumbers: [Bool]) -> HTML {
    let told = cells.enumerated().html { place, cell -> HTML in
      let heading = place < header.count ? header[place] : ""
      let label: HTML = heading.isEmpty ? "" : " data-label=\"\(heading)\""
      let side: HTML = place < areNumbers.count && areNumbers[place] ? " number" : ""
      let attributes: HTML = "class=\"\(kind(cell))\(side)\"\(label)"
      return place == 0
        ? "<th scope=\"row\" \(attributes)>\(cell.html)</th>"
        : "<td \(attributes)>\(cell.html)</td>"
    }
    return "<tr>\(told)</tr>"
  }

  private func kind(_ cell: Cell) -> HTML {
    if cell.text.isEmpty { return "none" }
    if cell.isDrawing { return "drawn" }
    if cell.text.count <= Self.mostWhole { return "whole" }
    return Self.longestWord(cell.text).count > Self.mostWord ? "breaks" : "wraps"
  }

  /// What may stand between or behind numbers.
  private static let betweenNumbers: Set<Substring> = [
    "sur", "of", "à", "to", "–", "/", ";", "%", "€",
  ]

  /// Whether a column has numbers for the most part, such as `−3,5 %`, `31 sur 79` or `55,6 [42,3 ; 68,8]`.
  private static func areNumbers(_ texts: [String]) -> Bool {
    let filled = texts.filter { !$0.isEmpty }
    let dashes = filled.count { $0 == "–" }
    let numbers = filled.count { text in
      text.contains(where: \.isNumber)
        && text.split(whereSeparator: { " ()[]".contains($0) }).allSatisfy {
          betweenNumbers.contains($0) || TableLayout.isNumber(String($0))
        }
    }
    return numbers > 0 && 2 * (numbers + dashes) > filled.count
  }

  /// The longest part of a text that stays on one line: a line may break at a blank, and behind a hyphen.
  private static func longestWord(_ text: String) -> Substring {
    text.split { $0 == " " || $0 == "-" }.max { width($0) < width($1) } ?? ""
  }
}

/// How much room a table needs, and what becomes of it where it has less.
extension HTMLTable {
  /// The room that pages have, in em of their text: a phone's, whose letters are smaller; a window as wide as A4; a report's; A4 upright,
  /// a list's on a wide screen, A4 across; more than there is anywhere.
  private enum Room: Int, CaseIterable {
    case phone = 22
    case window = 47
    case report = 58
    case upright = 62
    case list = 78
    case across = 92
    case nowhere = 999

    var html: HTML { "needs-\(rawValue)" }

    /// What a table may need there.
    var most: Double { self == .phone ? 25 : Double(rawValue) }
  }

  /// The least room in which the table is one.
  private func room(_ columns: [[String]]) -> Room {
    let needed = zip(header, columns).reduce(0.0) { sum, column -> Double in
      let (heading, texts) = column
      let cells = texts.map(Self.least).max() ?? 0
      // Headings are bold, and blank stands on both sides of each cell's words.
      return sum + max(cells, Self.width(Self.longestWord(heading)) * 1.13) + 0.8
    }
    return Room.allCases.first { needed <= $0.most } ?? .nowhere
  }

  /// The least width of a cell.
  private static func least(_ text: String) -> Double {
    guard text.count > mostWhole else { return width(text[...]) }
    let word = longestWord(text)
    return max(leastWrapping, word.count > mostWord ? 0 : width(word))
  }

  /// The least width of a cell whose text wraps, in em of the page's text.
  private static let leastWrapping = 5.9

  /// About how wide a text is, in em of the page's text. Letters are those of DejaVu Sans, the widest of the page's fonts, by 0.9, as
  /// tables have them.
  private static func width(_ text: Substring) -> Double {
    text.reduce(0.0) { sum, letter -> Double in
      if letter.isUppercase { return sum + 0.62 }
      if letter.isWhitespace || "fijlrt.,;:'’|()[]-".contains(letter) { return sum + 0.33 }
      return sum + ("mwœæ%@".contains(letter) ? 0.86 : 0.56)
    }
  }

  /// The rules of all tables of this kind. What a table becomes where it has too little room is told once, by the values of variables.
  static let css: HTML = """
    .scroll { container-type: inline-size; }
    .rows { display: var(--block, table); }
    .rows thead { display: var(--hidden, table-header-group); }
    .rows tbody { display: var(--block, table-row-group); }
    .rows tr { border-bottom: var(--line, 0) solid #cfd8e1; display: var(--grid, table-row); gap: 0 1rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); padding: var(--space, 0) 0; }
    .rows th, .rows td { border-bottom-width: var(--rule, 1px); display: var(--block, table-cell);
      padding-inline: var(--beside, .4em); text-align: left; vertical-align: top; }
    .rows .number + :not(.number) { padding-left: var(--beside, 1.2em); }
    .rows tbody th { font-weight: var(--weight, 400); grid-column: 1 / -1; }
    .rows tbody th[scope=rowgroup] { font-weight: 700; }
    .rows .number { text-align: var(--side, right); }
    .rows .none { display: var(--hidden, table-cell); }
    .rows .whole { white-space: var(--wrap, nowrap); }
    .rows .wraps, .rows .breaks { hyphens: auto; min-width: var(--least, 6.5em); }
    .rows .breaks { overflow-wrap: anywhere; }
    .rows [data-label]::before { color: #465667; content: attr(data-label) ": "; display: var(--label, none);
      font-size: .9em; font-weight: 400; }
    :lang(fr) .rows [data-label]::before { content: attr(data-label) "\\a0: "; }
    .drawn svg { display: block; width: 8.5rem; }
    @media print { .short { break-inside: var(--inside, avoid); } }
    \(Room.allCases.html(separator: "\n", HTMLTable.becomesBlocks))

    """

  private static func becomesBlocks(_ room: Room) -> HTML {
    """
    @container not (min-width: \(room.rawValue)em) { .\(room.html) { --beside: 0; --block: block; --grid: grid; --hidden: none;
      --inside: auto; --label: inline; --least: 0; --line: 2px; --rule: 0; --side: left; --size: .95rem;
      --space: .4rem; --weight: 600; --wrap: normal; } }
    """
  }
}
