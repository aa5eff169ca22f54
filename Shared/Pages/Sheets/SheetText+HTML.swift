import Composition
import Contracts
import Texts

extension SheetText {
  /// The whole sheet as one HTML page without script or external resource.
  package var html: String {
    HTMLPage(
      title: "\(title) – \(sheet.structure)", language: language,
      banner: sheet.fictitious == true ? .init(loud: Words.fictitious(language)) : nil,
      css: "ol li { margin-bottom: .4rem; }",
      subject: """
        <p><strong>\(subject)</strong></p><p class="meta">\(origin)</p>
        """,
      content: """
        \(findings)
        <section><h2>\(tableTitle)</h2>
        <p>\(peers)</p>
        \(sections)
        </section>
        \(methodSection)
        """
    ).html
  }

  private var findings: HTML {
    let list: HTML =
      sentences.isEmpty
      ? ""
      : "<h2>\(sentencesTitle)</h2><ol>\(sentences.html { "<li>\($0)</li>" })</ol>"
    return "<section>\(list)<p class=\"meta\">\(source)</p></section>"
  }

  /// One table for each section, in the order of the codebook.
  private var sections: HTML {
    sheet.rows.map { $0.section ?? "" }.once.html(separator: "\n") { section in
      let name = Catalogue.section(section, language)
      let table = HTMLTable(
        name: name,
        header: ["question"] + Array(header.dropFirst()) + ["position"],
        rows: sheet.rows.filter { ($0.section ?? "") == section }.map { row in
          cells(row).map { HTMLTable.Cell($0) } + [HTMLTable.Cell(drawing: chart(row))]
        })
      return "<h3>\(name)</h3>\(table.html)"
    }
  }

  /// The middle half of the peers as a bar, the step of their median as a darker one, the own value as a dot.
  private func chart(_ row: GetFeedbackSheet.Row) -> HTML {
    guard let peers = row.peers, let own = row.own.flatMap(Double.init),
      let lower = Double(peers.lower), let upper = Double(peers.upper),
      let middle = Double(peers.medianLower ?? peers.median),
      let middleEnd = Double(peers.medianUpper ?? peers.median)
    else { return "" }
    let (least, most) = (min(own, lower, 0), max(own, upper))
    guard most > least else { return "" }
    func place(_ value: Double) -> Int {
      6 + Int(((value - least) / (most - least) * 188).rounded())
    }
    let words = pick(
      "votre valeur : \(number(row.own)) ; structures comparables : de \(number(peers.lower)) à \(number(peers.upper))",
      "your value: \(number(row.own)); comparable structures: \(number(peers.lower)) to \(number(peers.upper))"
    )
    return """
      <svg viewBox="0 0 200 20" role="img" aria-label="\(words)"><title>\(words)</title>\
      <rect x="0" y="9" width="200" height="2" fill="#cfd8e1"/>\
      <rect x="\(place(lower))" y="4" width="\(max(2, place(upper) - place(lower)))" height="12" fill="#7ba7c7"/>\
      <rect x="\(place(middle))" y="4" width="\(max(3, place(middleEnd) - place(middle)))" height="12" fill="#1f5f8b"/>\
      <circle cx="\(place(own))" cy="10" r="6" fill="#8a3b00" stroke="#fff" stroke-width="1.5"/></svg>
      """
  }

  private var methodSection: HTML {
    let chart = pick(
      "Barre : la moitié centrale des structures comparables. Partie foncée : le palier de leur médiane. Point : votre valeur.",
      "Bar: the middle half of the comparable structures. Its dark part: the step of their median. Dot: your value."
    )
    return "<section><h2>\(methodTitle)</h2><ul>"
      + ([chart] + method).html { "<li>\($0)</li>" } + "</ul></section>"
  }

  /// What stands above the method.
  package var methodTitle: String { pick("Méthode", "Method") }

  /// How values are compared, and what is done so that nobody is named.
  package var method: [String] {
    [
      pick(
        "Nous comparons votre structure à au moins 9 autres, de même type. Le territoire (QPV, urbain ou rural) et la taille sont aussi les mêmes quand assez de structures ont répondu. La campagne comparée est close : ces valeurs ne changent plus.",
        "We compare your structure with at least 9 others of the same kind. Territory (QPV, urban or rural) and size are the same too where enough structures answered. The campaign that is compared is closed: these values do not change any more."
      ),
      pick(
        "Les valeurs sont arrondies à des paliers : 0, 5, 10, 15, 20, 30, 50, 70, 100, 150, etc. Ainsi, personne ne peut déduire la réponse d'une autre structure. Nous ne comparons qu'une seule partie de chaque total.",
        "Values are rounded to steps: 0, 5, 10, 15, 20, 30, 50, 70, 100, 150 and so on. So nobody can work out another structure's answer. Of each total we compare one part only."
      ),
      pick(
        "Une question laissée vide n'est pas un zéro : elle n'entre dans aucune comparaison. Une question modifiée n'est pas comparée aux années précédentes.",
        "A question left empty is no zero: it is in no comparison. A question that was changed is not compared with earlier years."
      ),
    ]
  }
}
