import Contracts
import Pages
import PortalDomain
import Texts

/// A feedback sheet in the prototype's markup; its words are those of `Pages`.
struct FeedbackText {
  private let sheet: GetFeedbackSheet.Reply
  private let visit: Visit
  private let text: SheetText

  init(sheet: GetFeedbackSheet.Reply, visit: Visit) {
    self.sheet = sheet
    self.visit = visit
    text = SheetText(sheet: sheet, language: visit.language)
  }

  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }

  var parts: [PagePart] {
    var parts: [PagePart] = [.soft("\(text.subject). \(text.origin).")]
    if !text.sentences.isEmpty {
      parts.append(
        .heading(
          pick(
            "Trois constats pour votre diagnostic partagé",
            "Three findings for your shared diagnosis")))
      parts.append(.ordered(text.sentences))
    }
    parts.append(
      .heading(
        pick(
          "Votre structure dans le temps et par rapport aux autres",
          "Your structure in time, and beside the others")))
    parts.append(.plain(text.peers))
    if sheet.group != nil {
      parts.append(
        .stripKey(
          own: pick("votre valeur", "your value"),
          half: pick(
            "la moitié centrale des structures comparables",
            "the middle half of comparable structures"),
          middle: pick("leur médiane", "their median")))
    }
    parts.append(.table(table))
    if hasPeers {
      parts.append(.heading(text.methodTitle))
      parts.append(.links(text.method.map { PagePart.Link(text: $0) }))
    }
    return parts
  }

  private var table: PageTable {
    var heads: [PageTable.Head] = [
      .init(text: pick("Question", "Question")),
      .init(text: pick("Vous, \(sheet.dataYear)", "You, \(sheet.dataYear)"), isNumber: true),
      .init(text: pick("Avant", "Before"), isNumber: true),
    ]
    if hasPeers {
      heads += [
        .init(text: pick("La moitié des autres", "Half of the others")),
        .init(text: pick("Médiane", "Median")), .init(text: pick("Position", "Position")),
      ]
    }
    var sections: [String] = []
    for row in sheet.rows where !sections.contains(row.section ?? "") {
      sections.append(row.section ?? "")
    }
    return PageTable(
      pick(
        "Vos réponses, celles d'avant et celles des structures comparables",
        "Your answers, earlier ones, and those of comparable structures"), heads,
      groups: sections.map { section in
        PageTable.Group(
          title: section.isEmpty ? "" : Catalogue.section(section, visit.language),
          rows: sheet.rows.filter { ($0.section ?? "") == section }.map(line))
      })
  }

  private var hasPeers: Bool {
    sheet.rows.contains { $0.peers != nil || $0.held != nil }
  }

  private func line(_ row: GetFeedbackSheet.Row) -> PageTable.Row {
    let words = text.cells(row)
    var cells: [PageTable.Cell] = [
      PageTable.Cell(text: words[0]), .number(words[1]), .number(words[2]),
    ]
    if hasPeers {
      if let peers = row.peers {
        cells += [
          PageTable.Cell(text: words[3]), PageTable.Cell(text: words[4]),
          PageTable.Cell(strip: strip(row, peers)),
        ]
      } else {
        cells.append(PageTable.Cell(text: words[3], span: 3))
      }
    }
    return PageTable.Row(cells: cells)
  }

  /// Where the structure stands; nil for an answer that is no number.
  private func strip(
    _ row: GetFeedbackSheet.Row, _ peers: GetFeedbackSheet.Quartiles
  ) -> PageTable.PeerStrip? {
    guard let own = row.own.flatMap(Double.init), let lower = Double(peers.lower),
      let upper = Double(peers.upper), let middle = Double(peers.median)
    else { return nil }
    let label =
      own < lower
      ? pick(
        "Vous : sous la moitié centrale des structures comparables",
        "You: below the middle half of comparable structures")
      : own > upper
        ? pick(
          "Vous : au-dessus de la moitié centrale des structures comparables",
          "You: above the middle half of comparable structures")
        : pick(
          "Vous : dans la moitié centrale des structures comparables",
          "You: within the middle half of comparable structures")
    return PageTable.PeerStrip(
      label: label, lower: lower, upper: upper, middle: min(max(middle, lower), upper), own: own)
  }
}
