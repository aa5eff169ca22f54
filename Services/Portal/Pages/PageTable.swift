/// A table of a page; it scrolls within itself on a narrow screen.
struct PageTable: Sendable {
  /// A column's heading.
  struct Head: Sendable {
    let text: String
    var isNumber = false
  }

  /// A cell. The first one of a row is its heading.
  struct Cell: Sendable {
    var text = ""
    var href = ""
    /// What a screen reader says in place of the text.
    var label = ""
    /// A second, quieter line.
    var more = ""
    var isNumber = false
    var isCurrent = false
    /// `sub` for a part of the row above.
    var isPart = false
    /// How many columns it covers.
    var span = 1
    /// A word with an edge, such as `envoyée`, and its kind: `ok`, `ask`, `bad`, `sent`, `none` or empty.
    var tag: (text: String, kind: String)?
    /// A bar of 190 units: the classes of its parts, and their shares of the whole.
    var bar: [(mark: String, share: Double)] = []
    var strip: PeerStrip?
    var way: Way?

    /// A number, right-aligned.
    static func number(_ text: String, href: String = "", label: String = "") -> Cell {
      Cell(text: text, href: href, label: label, isNumber: true)
    }
  }

  /// Where somebody stands among peers, on a line of 144 units.
  struct PeerStrip: Sendable {
    let label: String
    let lower, upper, middle, own: Double
  }

  /// How a value moved from period to period, on a field of 144 by 24 units; a period without a value breaks the line.
  struct Way: Sendable {
    let label: String
    /// In order of time; nil for a period without a value.
    let values: [Double?]
  }

  /// A row.
  struct Row: Sendable {
    let cells: [Cell]
    /// `total` for a sum, `on` for the row that is open.
    var mark = ""
  }

  /// Rows under a heading of their own.
  struct Group: Sendable {
    var title = ""
    let rows: [Row]
  }

  /// What the table is called.
  let name: String
  let heads: [Head]
  let groups: [Group]

  init(_ name: String, _ heads: [Head], _ rows: [Row]) {
    self.init(name, heads, groups: [Group(rows: rows)])
  }

  init(_ name: String, _ heads: [Head], groups: [Group]) {
    self.name = name
    self.heads = heads
    self.groups = groups
  }

  /// A table of texts, the first of each row being its heading. Columns of numbers and days are right-aligned.
  init(_ name: String, _ heads: [String], texts: [[String]]) {
    let numbers = heads.indices.map { column in
      column > 0 && texts.allSatisfy { $0.count > column && Self.isNumber($0[column]) }
    }
    let columns = zip(heads, numbers).map { Head(text: $0.0, isNumber: $0.1) }
    let rows = texts.map { row -> Row in
      let cells = row.enumerated().map { place, text in
        Cell(text: text, isNumber: place < numbers.count && numbers[place])
      }
      return Row(cells: cells)
    }
    self.init(name, columns, rows)
  }

  /// Whether a text is a number or a day, or the dash of one that is missing.
  private static func isNumber(_ text: String) -> Bool {
    text.allSatisfy { $0.isNumber || " \u{202F}\u{A0},.−–/%".contains($0) }
  }

  var values: PageTemplates.Values {
    [
      "region": name,
      "heads": heads.map {
        ["head": $0.text, "headIsNumber": $0.isNumber] as PageTemplates.Values
      },
      "groups": groups.map { group in
        var values = PageTemplates.kept(["group": group.title])
        values["span"] = String(heads.count)
        values["rows"] = group.rows.map(Self.rowValues)
        return values
      } as [PageTemplates.Values],
    ]
  }

  private static func rowValues(_ row: Row) -> PageTemplates.Values {
    var values = PageTemplates.kept(["rowClass": row.mark])
    values["cells"] = row.cells.enumerated().map { place, cell in
      Self.cellValues(cell, isHead: place == 0)
    }
    return values
  }

  private static func cellValues(_ cell: Cell, isHead: Bool) -> PageTemplates.Values {
    var values = PageTemplates.kept([
      "cellHref": cell.href, "cellLabel": cell.label, "cellMore": cell.more,
      "cellClass": cell.isNumber ? "num" : cell.isPart ? "sub" : "",
      "cellSpan": cell.span > 1 ? String(cell.span) : "",
    ])
    values["cellText"] = cell.text
    values["isRowHead"] = isHead
    values["cellIsCurrent"] = cell.isCurrent
    if let tag = cell.tag {
      values["tag"] = tag.text
      values["tagKind"] = tag.kind
    }
    if !cell.bar.isEmpty { values["bar"] = bar(cell.bar) }
    if let strip = cell.strip { values["strip"] = self.strip(strip) }
    if let way = cell.way { values["way"] = self.way(way) }
    return values
  }

  /// The parts of a bar, one after the other.
  private static func bar(_ parts: [(mark: String, share: Double)]) -> PageTemplates.Values {
    var start = 1.0
    var bars: [PageTemplates.Values] = []
    for part in parts where part.share > 0 {
      let width = part.share * 190
      bars.append([
        "barClass": part.mark, "barX": tenths(start), "barWidth": tenths(width),
      ])
      start += width
    }
    return ["bars": bars]
  }

  /// The places on a line from the least to the greatest value, with 14 units left on either side.
  private static func strip(_ strip: PeerStrip) -> PageTemplates.Values {
    let least = min(strip.own, strip.lower)
    let most = max(strip.own, strip.upper)
    func place(_ value: Double) -> Double {
      most > least ? 14 + (value - least) / (most - least) * 116 : 72
    }
    let (lower, upper) = (place(strip.lower), place(strip.upper))
    return [
      "stripLabel": strip.label, "halfX": tenths(lower),
      "halfWidth": tenths(max(2, upper - lower)), "middleX": tenths(place(strip.middle)),
      "selfX": tenths(place(strip.own)),
    ]
  }

  /// The lines of a way, and the place of its last value, which has a ring of the ground.
  private static func way(_ way: Way) -> PageTemplates.Values {
    let known = way.values.compactMap(\.self)
    let (least, most) = (known.min() ?? 0, known.max() ?? 0)
    let step = way.values.count > 1 ? 132 / Double(way.values.count - 1) : 0
    func place(_ index: Int) -> (x: String, y: String) {
      let share = most > least ? ((way.values[index] ?? least) - least) / (most - least) : 0.5
      return (tenths(6 + Double(index) * step), tenths(19 - share * 14))
    }
    let lines = way.values.indices.split { way.values[$0] == nil }.map { $0.map(place) }
    let drawn = lines.map { line -> PageTemplates.Values in
      let points = line.map { "\($0.x),\($0.y)" }.joined(separator: " ")
      return ["points": points]
    }
    var values: PageTemplates.Values = ["wayLabel": way.label, "ways": drawn]
    if let end = lines.last?.last {
      values["endX"] = end.x
      values["endY"] = end.y
    }
    return values
  }

  /// A number with one decimal, as SVG has it.
  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}
