import Composition
package import Contracts
package import Texts

/// The communes of the Rhône as squares, each near its place on a map and coloured by how many of its structures count.
///
/// A square also bears its share as a number and as a bar, so that nobody needs the colours, nor a printer that has them. For readers who
/// cannot see the map, a table beside it has the same: ``table``, or that of the page.
package struct TileMap: Bilingual {
  /// What the map shows of a commune.
  package enum Standing: Hashable, Sendable {
    /// How many of its structures count, of those that are looked at; of none there is no share.
    case share(Int, of: Int)
    /// Whether something holds in the commune as a whole.
    case holds(Bool)
    /// Numbers that are suppressed, because they are about too few structures.
    case secret

    /// What is true of two parts of a commune together.
    static func + (one: Standing, other: Standing) -> Standing {
      switch (one, other) {
      case (.share(let part, of: let whole), .share(let more, of: let others)):
        .share(part + more, of: whole + others)
      case (.holds(let holds), .holds(let alsoHolds)): .holds(holds || alsoHolds)
      default: .secret
      }
    }
  }

  /// A commune of which the map shows something.
  package struct Commune {
    package let code, name: String
    package let standing: Standing

    package init(code: String, name: String, standing: Standing) {
      self.code = code
      self.name = name
      self.standing = standing
    }
  }

  /// What the map shows.
  package let title: String
  /// The communes by code, each once.
  package let communes: [Commune]
  package let language: Language
  /// Whether no other table of the page has each commune with its numbers, so that the map brings its own.
  package var bringsTable = true

  private let grid = TileGrid.rhone

  /// - Parameters:
  ///   - title: what the map shows.
  ///   - communes: those that have something to show; numbers of Lyon's arrondissements are added up.
  ///   - language: the language of all words.
  package init(title: String, communes: [Commune], language: Language) {
    self.title = title
    self.language = language
    self.communes = Dictionary(grouping: communes) { TileGrid.commune(of: $0.code) }
      .sorted { $0.key < $1.key }
      .map { code, parts in
        Commune(
          code: code, name: parts.map(\.name).once.joined(separator: ", "),
          standing: parts.dropFirst().reduce(parts[0].standing) { $0 + $1.standing })
      }
  }

  /// The communes of structures, by code.
  ///
  /// - Parameters:
  ///   - all: what each stands for a structure.
  ///   - structure: returns the structure.
  ///   - counts: returns whether it counts; nil where it is not looked at.
  /// - Returns: the communes, each with how many of its structures count; none outside the perimeter.
  package static func communes<One>(
    of all: [One], _ structure: (One) -> StructureSummary, counts: (One) -> Bool?
  ) -> [Commune] {
    Dictionary(grouping: all.filter { structure($0).ctcd != nil }) { structure($0).commune }
      .sorted { $0.key < $1.key }
      .map { code, own in
        let looked = own.compactMap(counts)
        return Commune(
          code: code, name: structure(own[0]).communeName ?? code,
          standing: .share(looked.count { $0 }, of: looked.count))
      }
  }

  /// How to read the map.
  package var explanation: String {
    let place = pick(
      "Chaque case est une commune du Rhône, à peu près à sa place, le nord en haut.",
      "Each square is a commune of the Rhône, roughly in its place, the north up.")
    let share = pick(
      " Le nombre est la part des structures, en % ; la barre montre la même part.",
      " The number is the share of the structures, in %; the bar shows the same share.")
    return place + (isOfWholes ? "" : share) + " " + exact
  }

  private var exact: String {
    pick(
      "Le tableau donne le résultat de chaque commune.",
      "The table has the result of each commune.")
  }

  /// Whether the map is of communes as a whole, not of their structures.
  private var isOfWholes: Bool {
    communes.contains { if case .holds = $0.standing { true } else { false } }
  }

  private var colon: String { pick(" : ", ": ") }
  private var semicolon: String { pick(" ; ", "; ") }

  /// The same as a table: the communes by name.
  var table: Table {
    Table(
      header: [
        pick("commune", "commune"), pick("code", "code"),
        isOfWholes ? pick("couverte", "covered") : pick("structures", "structures"),
      ],
      rows: FrenchOrder.sorted(communes) { $0.name }.map { [$0.name, $0.code, told($0.standing)] })
  }

  // MARK: What is said of a commune

  /// A commune's result in words: `3 sur 4 (75,0 %)`.
  private func told(_ standing: Standing) -> String {
    switch standing {
    case .share(_, of: 0), .holds, .secret: word(TileShade(standing))
    case .share(let part, of: let whole):
      language.part(part, of: whole) + (language.percent(part, of: whole).map { " (\($0))" } ?? "")
    }
  }

  /// What a square bears: a whole percentage, where 0 and 100 mean none and all, or a short word.
  func label(_ standing: Standing) -> String {
    switch standing {
    case .share(_, of: 0): "–"
    case .share(let part, of: let whole):
      part == 0 || part == whole
        ? String(100 * part / whole)
        : String(min(max((200 * part + whole) / (2 * whole), 1), 99))
    case .holds(let holds): holds ? pick("oui", "yes") : pick("non", "no")
    case .secret: "s"
    }
  }

  private func word(_ shade: TileShade) -> String {
    switch shade {
    case .full: pick("toutes", "all")
    case .most: pick("la moitié ou plus", "half or more")
    case .few: pick("moins de la moitié", "less than half")
    case .zero: pick("aucune", "none")
    case .covered: pick("oui", "yes")
    case .uncovered: pick("non", "no")
    case .empty: pick("aucune structure concernée", "no structure concerned")
    case .secret: pick("masqué (secret statistique)", "suppressed (statistical secrecy)")
    case .other: pick("autres communes", "other communes")
    }
  }

  /// The shades that the map has, in words, each with its number of communes.
  var legend: [(shade: TileShade, text: String)] {
    let placed = communes.filter { grid.tiles[$0.code] != nil }.map { TileShade($0.standing) }
    let others = Array(repeating: TileShade.other, count: grid.tiles.count - placed.count)
    let counts = Dictionary(grouping: placed + others, by: \.self).mapValues(\.count)
    let noun = Language.Noun("commune", "communes")
    return TileShade.allCases.compactMap { shade in
      guard let count = counts[shade] else { return nil }
      let number =
        shade == .other ? language.number(count) : language.count(count, noun, noun)
      // A square without a number bears a sign.
      let sign = shade == .secret ? "s = " : shade == .empty ? "– = " : ""
      return (shade, sign + word(shade) + colon + number)
    }
  }

  /// The communes that have no square, with their results; nil where each has one.
  var unplaced: String? {
    let unplaced = communes.filter { grid.tiles[$0.code] == nil }
    guard !unplaced.isEmpty else { return nil }
    let list = FrenchOrder.sorted(unplaced) { $0.name }
      .map { $0.name + colon + told($0.standing) }.joined(separator: semicolon)
    return pick(
      "Sans case, car le code de la commune n'est pas d'aujourd'hui : \(list).",
      "Without a square, because the commune's code is not of today: \(list).")
  }

  // MARK: The page

  /// The map with its legend, and with the communes that have no square.
  var html: HTML {
    let keys = legend.html { "<li class=\"tile \($0.shade.rawValue)\">\($0.text)</li>" }
    return """
      <figure class="map"><figcaption>\(title)</figcaption>
      \(svg)
      <ul class="key">\(keys)</ul>
      \(unplaced.html { "<p class=\"meta\">\($0)</p>" })</figure>
      """
  }

  /// The side of a square and the gap to the next one, in the drawing's own unit.
  private static let step = 40

  private var svg: HTML {
    let taken = Set(communes.map(\.code))
    let others = grid.tiles.filter { !taken.contains($0.key) }.values.sorted()
      .map { "M\($0.column * Self.step + 2) \($0.row * Self.step + 2)h36v36h-36z" }.joined()
    let own = communes.html { commune in grid.tiles[commune.code].html { tile(commune, $0) } }
    let description = legend.map(\.text).joined(separator: semicolon) + ". " + exact
    let (width, height) = (grid.columns * Self.step, grid.rows * Self.step)
    return """
      <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(title)">
      <title>\(title)</title><desc>\(description)</desc>
      <path d="\(others)" fill="\(TileShade.other.fill)"/>
      \(own)</svg>
      """
  }

  private func tile(_ commune: Commune, _ place: TileGrid.Place) -> HTML {
    let (x, y) = (place.column * Self.step + 1, place.row * Self.step + 1)
    let shade = TileShade(commune.standing)
    let dashes: HTML = shade.isDashed ? " stroke-dasharray=\"5 3\"" : ""
    return """
      <g class="\(shade.rawValue)"><title>\(commune.name)\(colon)\(told(commune.standing))</title>\
      <rect x="\(x)" y="\(y)" width="38" height="38" fill="\(shade.fill)" stroke="#1c2733"\(dashes)/>\
      \(bar(commune.standing, x + 4, y + 29))\
      <text x="\(x + 19)" y="\(y + 24)">\(label(commune.standing))</text></g>

      """
  }

  /// A share as a bar; a square of none or of all needs none.
  private func bar(_ standing: Standing, _ x: Int, _ y: Int) -> HTML {
    guard case .share(let part, of: let whole) = standing, 0 < part, part < whole else { return "" }
    let width = max(1, 30 * part / whole)
    return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"5\" fill=\"#1f5f8b\"/>"
  }

  /// The rules for maps, beside those of all pages. An SVG has no `background`: there it only names the square's colour, for the test that
  /// computes contrasts.
  static let css: HTML = """
    .maps { align-items: start; display: grid; gap: 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); }
    .map { break-inside: avoid; margin: 0 0 1rem; max-width: 34rem; min-width: 0; }
    .map figcaption { font-weight: 600; margin-bottom: .5rem; }
    .map svg { display: block; font-size: 19px; max-width: none; }
    .map text { text-anchor: middle; }
    .map .full text, .map .covered text { background: #1f5f8b; fill: #fff; }
    .key { display: flex; flex-wrap: wrap; gap: .35rem; list-style: none; margin: .5rem 0; padding: 0; }
    .tile { border: 1px solid #1c2733; font-size: .8rem; padding: .1rem .5rem; }
    .tile.full, .tile.covered { background: #1f5f8b; color: #fff; }
    .tile.most { background: #a9cbe4; color: #1c2733; }
    .tile.few { background: #dfe9f2; color: #1c2733; }
    .tile.zero, .tile.uncovered { background: #f3e3d3; color: #1c2733; }
    .tile.empty, .tile.secret { border-style: dashed; }
    .tile.other { background: #e8ecf1; border-color: #e8ecf1; color: #1c2733; }
    @media screen and (max-width: 24rem) { .map text { display: none; } }
    @media print { .maps { grid-template-columns: 1fr 1fr; } }
    """
}
