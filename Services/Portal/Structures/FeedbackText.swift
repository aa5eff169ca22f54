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
    var parts: [PagePart] = [.soft("\(text.subject). \(text.origin)")]
    if !text.sentences.isEmpty {
      parts += [.heading(text.sentencesTitle), .ordered(text.sentences)]
    }
    parts += [.soft(text.source), .heading(text.tableTitle), .plain(text.peers)]
    if sheet.group != nil {
      parts.append(
        .stripKey(
          own: pick("votre valeur", "your value"),
          half: pick(
            "la moitié centrale des structures comparables",
            "the middle half of the comparable structures"),
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
    let named = text.header.map(FactFormView.capital)
    var heads: [PageTable.Head] = [
      .init(text: pick("Question", "Question")),
      .init(text: "\(named[1]), \(sheet.dataYear)", isNumber: true),
      .init(text: named[2], isNumber: true),
    ]
    if hasPeers {
      heads += [
        .init(text: named[3]), .init(text: named[4]), .init(text: pick("Position", "Position")),
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
        "Votre valeur : sous la moitié centrale des structures comparables",
        "Your value: below the middle half of the comparable structures")
      : own > upper
        ? pick(
          "Votre valeur : au-dessus de la moitié centrale des structures comparables",
          "Your value: above the middle half of the comparable structures")
        : pick(
          "Votre valeur : dans la moitié centrale des structures comparables",
          "Your value: within the middle half of the comparable structures")
    return PageTable.PeerStrip(
      label: label, lower: lower, upper: upper, middle: min(max(middle, lower), upper), own: own)
  }
}
