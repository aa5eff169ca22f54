import Contracts
import Texts
import Values

/// A feedback sheet in words: its peers, its sentences, its table.
struct SheetText {
  let sheet: GetFeedbackSheet.Reply
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  func number(_ text: String?) -> String { text.map(language.number) ?? "–" }

  func label(_ row: GetFeedbackSheet.Row) -> String {
    row.labels[language.rawValue] ?? row.field
  }

  /// A group in words: `12 centres sociaux, en zone urbaine, Équivalents temps plein 5 à 15`.
  func text(_ group: GetFeedbackSheet.Group) -> String {
    var parts = ["\(group.count) \(Catalogue.kinds(group.kind, language))"]
    if let area = group.area { parts.append(Catalogue.area(area, language)) }
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

  var title: String {
    pick("SENACS \(sheet.campaign) – votre feuille", "SENACS \(sheet.campaign) – your sheet")
  }

  var subject: String {
    "\(sheet.name) (\(sheet.structure)), \(sheet.commune)"
  }

  var origin: String {
    pick(
      "SENACS, campagne \(sheet.campaign), données \(sheet.dataYear), réponse du \(language.day(sheet.answeredOn.iso))",
      "SENACS, campaign \(sheet.campaign), data of \(sheet.dataYear), answer of \(language.day(sheet.answeredOn.iso))"
    )
  }

  /// Who the peers are, and that they stay unknown.
  var peers: String {
    guard let group = sheet.group else {
      return pick(
        "Aucun groupe comparable d'au moins 5 structures n'a encore répondu.",
        "No comparable group of at least 5 structures has answered yet.")
    }
    return pick(
      "Comparaison : \(text(group)) (le groupe le plus proche qui en compte au moins 5, sans vous ; aucune n'est nommée).",
      "Comparison: \(text(group)) (the closest group that has at least 5, without you; none is named)."
    )
  }

  /// The sentences for the shared diagnosis, each with its source.
  var sentences: [String] {
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
    let (lower, median, upper) = (number(peers.lower), number(peers.median), number(peers.upper))
    return pick(
      "« \(label(row)) » : \(number(row.own)) ici ; la moitié des structures comparables sont entre \(lower) et \(upper), la médiane est \(median) (source : \(origin) ; comparaison : \(text(peers.group))).",
      "“\(label(row))”: \(number(row.own)) here; half of the comparable structures are between \(lower) and \(upper), the median is \(median) (source: \(origin); comparison: \(text(peers.group)))."
    )
  }

  var header: [String] {
    [
      "", pick("vous", "you"), pick("avant", "before"), pick("1er quart", "lower quarter"),
      pick("médiane", "median"), pick("3e quart", "upper quarter"), "n",
    ]
  }

  func cells(_ row: GetFeedbackSheet.Row) -> [String] {
    let last = row.past.first.map { "\(number($0.value)) (\($0.dataYear))" }
    let broken = pick("redéfini", "redefined")
    return [
      label(row), number(row.own), last ?? (row.isRedefined ? broken : "–"),
      number(row.peers?.lower), number(row.peers?.median), number(row.peers?.upper),
      row.peers.map { String($0.group.count) + ($0.group == sheet.group ? "" : "*") } ?? "–",
    ]
  }

  /// The whole sheet for a terminal.
  var text: String {
    var parts = [title, subject, origin, "", peers, ""]
    parts += sentences.enumerated().map { "\($0 + 1). \($1)" }
    parts += ["", Table(header: header, rows: sheet.rows.map(cells)).text]
    if sheet.rows.contains(where: { $0.peers.map { $0.group != sheet.group } ?? false }) {
      parts.append(
        pick(
          "* un groupe plus large : moins de 5 du groupe ont répondu à cette question",
          "* a wider group: fewer than 5 of the group answered this question"))
    }
    return parts.joined(separator: "\n")
  }
}
