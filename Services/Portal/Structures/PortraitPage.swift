import Composition
import Contracts
import Pages
import PortalDomain
import RPCContract
import Texts
import Values

/// A portrait in the prototype's markup; its words are those of `Pages`.
struct PortraitPage {
  /// The most changes, and the most lines about the values of a series, that a page tells; the rest is told by its number.
  private static let mostChanges = 40, mostOrigins = 12

  private let language: Language
  private let whole: PortraitText
  /// The series that the page shows.
  private let shown: PortraitText

  init(portrait: GetPortrait.Reply, range: Range<Int>, language: Language) {
    self.language = language
    whole = PortraitText(portrait: portrait, language: language)
    var part = portrait
    part.rows = Array(portrait.rows[range])
    shown = PortraitText(portrait: part, language: language)
  }

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  var title: String { whole.title }

  /// The page's parts; `pages` are the links to the pages of the series.
  func parts(pages: [PagePart]) -> [PagePart] {
    var parts: [PagePart] = [.soft(whole.subject)]
    if let fictitious = whole.fictitious { parts.append(.soft(fictitious)) }
    guard !shown.portrait.rows.isEmpty else {
      return parts + [
        .plain(
          pick(
            "Aucune série n'est encore chargée. La Caf peut en charger.",
            "No series is loaded yet. The Caf can load some."))
      ]
    }
    if let undiagnosed = whole.undiagnosed { parts.append(.plain(undiagnosed)) }
    if let since = whole.since {
      parts.append(.heading(since))
      let changes = whole.changes
      if !changes.isEmpty {
        parts.append(.links(changes.prefix(Self.mostChanges).map { PagePart.Link(text: $0) }))
      }
      parts += PagePart.cut(Self.mostChanges, of: changes.count, language)
      if let unchanged = whole.unchanged { parts.append(.plain(unchanged)) }
    }
    parts.append(.heading(pick("Séries", "Series"), anchor: "liste"))
    parts.append(.table(table))
    parts += pages + origins
    parts.append(.heading("Sources"))
    parts.append(.links(shown.sources.map { PagePart.Link(text: $0) }))
    return parts
  }

  private var table: PageTable {
    let header = shown.header
    var heads = header.enumerated().map { place, text in
      PageTable.Head(text: text.prefix(1).uppercased() + text.dropFirst(), isNumber: place == 1)
    }
    heads.append(PageTable.Head(text: pick("Évolution annuelle", "Year by year")))
    let rows = shown.portrait.rows.map { row in
      let words = shown.cells(row)
      var cells = words.enumerated().map { place, text in
        PageTable.Cell(text: text, isNumber: place == 1)
      }
      cells.append(PageTable.Cell(way: way(row)))
      return PageTable.Row(cells: cells)
    }
    return PageTable(pick("Séries du territoire", "The territory's series"), heads, rows)
  }

  /// A series' way from period to period; nil where fewer than two have a value.
  private func way(_ row: GetPortrait.Row) -> PageTable.Way? {
    let values = row.points.map { $0.value.flatMap(Double.init) }
    guard values.count(where: { $0 != nil }) > 1 else { return nil }
    let told = row.points.map {
      "\(language.day($0.period)), \(whole.value($0.value, row.description))"
    }
    return PageTable.Way(
      label: whole.label(row.description) + pick(" : ", ": ")
        + told.joined(separator: pick(" ; ", "; ")),
      values: values)
  }

  /// The values that were worked out from others or are absent, by series.
  private var origins: [PagePart] {
    let origins = shown.origins
    guard !origins.isEmpty else { return [] }
    var parts: [PagePart] = [
      .heading(
        pick(
          "Valeurs recalculées ou absentes après une fusion de communes",
          "Values recalculated or absent after a merger of communes"))
    ]
    for one in origins {
      parts.append(.subheading(one.series))
      parts.append(.links(one.lines.suffix(Self.mostOrigins).map { PagePart.Link(text: $0) }))
    }
    return parts
  }
}
