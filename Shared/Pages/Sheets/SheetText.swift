package import Contracts
package import Texts
import Values

/// A feedback sheet in words: its peers, its sentences, its table; for a terminal, and as a page.
package struct SheetText: Bilingual {
  package let sheet: GetFeedbackSheet.Reply
  package let language: Language

  package init(sheet: GetFeedbackSheet.Reply, language: Language) {
    self.sheet = sheet
    self.language = language
  }

  package func number(_ text: String?) -> String { text.map(language.number) ?? "–" }

  package func label(_ row: GetFeedbackSheet.Row) -> String {
    row.labels[language.rawValue] ?? row.field
  }

  /// A group in words: `12 centres sociaux, en zone urbaine, Équivalents temps plein 5 à 15`.
  package func text(_ group: GetFeedbackSheet.Group) -> String {
    var parts = ["\(group.count) \(Catalogue.kinds(group.kind, language))"]
    if let area = group.area {
      let areas = area.split(separator: "+").map { Catalogue.area(String($0), language) }
      parts.append(areas.joined(separator: pick(" ou ", " or ")))
    }
    if let size = group.size {
      let what = sheet.sizeLabels?[language.rawValue] ?? pick("taille", "size")
      parts.append("\(what) \(band(size))")
    }
    return parts.joined(separator: ", ")
  }

  /// A band in words: `<5`, `5-15` and `>=15` are below 5, 5 to below 15, and 15 and more.
  private func band(_ size: String) -> String {
    if size.hasPrefix("<") { return pick("moins de ", "below ") + size.dropFirst() }
    if size.hasPrefix(">=") { return size.dropFirst(2) + pick(" et plus", " and more") }
    let ends = size.split(separator: "-").map(String.init)
    guard ends.count == 2 else { return size }
    return pick("\(ends[0]) à moins de \(ends[1])", "\(ends[0]) to below \(ends[1])")
  }

  package var title: String {
    pick("SENACS \(sheet.campaign) – votre feuille", "SENACS \(sheet.campaign) – your sheet")
  }

  package var subject: String {
    "\(sheet.name) (\(sheet.structure)), \(sheet.commune)"
  }

  package var origin: String {
    pick(
      "SENACS, campagne \(sheet.campaign), données \(sheet.dataYear), réponse du \(language.day(sheet.answeredOn.iso))",
      "SENACS, campaign \(sheet.campaign), data of \(sheet.dataYear), answer of \(language.day(sheet.answeredOn.iso))"
    )
  }

  /// Says who the peers are and that none is named; and why, where they come from another campaign or there are none.
  package var peers: String {
    let held = sheet.held.map { Catalogue.held($0, language) + " " } ?? ""
    guard let group = sheet.group else {
      return held
        + pick("Aucune comparaison n'est montrée.", "No comparison is shown.")
    }
    let named =
      sheet.compared.map {
        pick(" à la campagne \($0.campaign)", " to campaign \($0.campaign)")
      } ?? ""
    return held
      + pick(
        "Comparaison avec les réponses\(named) de \(text(group)) et de votre structure ; aucune n'est nommée, et les valeurs sont arrondies à des paliers.",
        "Comparison with the answers\(named) of \(text(group)) and your own; none is named, and values are rounded to steps."
      )
  }

  /// The sentences for the shared diagnosis, each with its source.
  package var sentences: [String] {
    sheet.sentences.compactMap { sentence in
      sheet.rows.first { $0.field == sentence.field }.flatMap { row in
        sentence.kind == "past" ? past(row) : peers(row)
      }
    }
  }

  private func past(_ row: GetFeedbackSheet.Row) -> String? {
    guard let last = row.past.first else { return nil }
    return pick(
      "« \(label(row)) » : \(number(last.value)) en \(last.dataYear), \(number(row.own)) en \(sheet.dataYear) (source : \(origin), et campagne \(last.campaign)).",
      "“\(label(row))”: \(number(last.value)) in \(last.dataYear), \(number(row.own)) in \(sheet.dataYear) (source: \(origin), and campaign \(last.campaign))."
    )
  }

  private func peers(_ row: GetFeedbackSheet.Row) -> String? {
    guard let peers = row.peers else { return nil }
    let (half, median) = (self.half(peers), self.median(peers))
    let source = sheet.compared.map { " \($0.campaign)" } ?? ""
    return pick(
      "« \(label(row)) » : \(number(row.own)) ici. La moitié au moins des structures comparables se situent \(half), la médiane \(median) (source : \(origin) ; comparaison\(source) : \(text(peers.group))).",
      "“\(label(row))”: \(number(row.own)) here. At least half of the comparable structures lie \(half), the median \(median) (source: \(origin); comparison\(source): \(text(peers.group)))."
    )
  }

  /// `entre 5 et 20`.
  private func between(_ lower: String, _ upper: String) -> String {
    pick(
      "entre \(number(lower)) et \(number(upper))",
      "between \(number(lower)) and \(number(upper))")
  }

  package func half(_ peers: GetFeedbackSheet.Quartiles) -> String {
    between(peers.lower, peers.upper)
  }

  package func median(_ peers: GetFeedbackSheet.Quartiles) -> String {
    // A service of version 0.2 does not give the step of the median.
    guard let lower = peers.medianLower, let upper = peers.medianUpper else {
      return number(peers.median)
    }
    return between(lower, upper)
  }

  package var header: [String] {
    [
      "", pick("vous", "you"), pick("avant", "before"),
      pick("la moitié des autres", "half of the others"), pick("médiane", "median"),
    ]
  }

  package func cells(_ row: GetFeedbackSheet.Row) -> [String] {
    let last = row.past.first.map { "\(number($0.value)) (\($0.dataYear))" }
    let broken = pick("redéfini", "redefined")
    return [
      label(row), number(row.own), last ?? (row.isRedefined ? broken : "–"),
      row.peers.map(half) ?? row.held.map { Catalogue.held($0, language) } ?? "–",
      row.peers.map(median) ?? "–",
    ]
  }

  /// The whole sheet for a terminal.
  package var text: String {
    var parts = [title, subject, origin, "", peers, ""]
    parts += sentences.enumerated().map { "\($0 + 1). \($1)" }
    parts += ["", Table(header: header, rows: sheet.rows.map(cells)).text]
    return parts.joined(separator: "\n")
  }
}
