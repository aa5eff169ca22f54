import Contracts
import Disclosure
import Texts
import Values

/// The values beside the figures: who leaves posts and why, how long trained people stay, what was declared and observed. They
/// enter no figure of the sheet.
struct BesideSection: Bilingual {
  let beside: Report.Beside
  let query: FigureQuery
  let language: Language

  var html: HTML {
    let isEmpty = beside.turnover.isEmpty && beside.retention.isEmpty && beside.declared.isEmpty
    guard !isEmpty else { return "" }
    return """
      <section id="beside"><h2>\(pick("Pour éclairer les indicateurs", "Beside the figures"))</h2>
      <p>\(pick(
      "Ces données complètent les indicateurs de la fiche sans en modifier le calcul. En dessous de 20 personnes, aucune durée n'est estimée.",
      "These data stand beside the sheet's figures and change none of them. Of fewer than 20 people no duration is estimated."))</p>
      \(["director", "family_referent"].html(separator: "\n", turnover))
      \(retention)
      \(uses)
      \(declared)</section>
      """
  }

  private func turnover(_ function: String) -> HTML {
    let rows = beside.turnover.filter { $0.function == function }
    guard !rows.isEmpty else { return "" }
    let text = TurnoverText(language: language)
    let who = Catalogue.reason(function, language)
    let title = pick(
      "Départs et arrivées : \(who), \(query.year) (I3)",
      "Departures and arrivals: \(who), \(query.year) (I3)")
    return "<h3>\(title)</h3>" + text.left(rows).html(title)
      + causes(rows.first { $0.scope == "all" }, who, text) + text.tenure(rows).html(title)
  }

  /// Why people left, in the whole network only: by kind or territory the numbers could be subtracted from each other.
  private func causes(
    _ all: GetTurnover.Row?, _ who: String, _ text: TurnoverText
  ) -> HTML {
    guard let all, all.causes != nil, all.departures > 0 else { return "" }
    guard let table = text.causesTold(all) else {
      let note = pick(
        "Les motifs ne sont pas donnés : pour si peu de départs, ils désigneraient quelqu'un.",
        "Causes are not told: of so few departures they would single somebody out.")
      return "<p class=\"meta\">\(note)</p>"
    }
    let note = pick(
      "Aucun motif n'est donné pour moins de \(Breakdown.fewest) personnes.",
      "No cause is told of fewer than \(Breakdown.fewest) people.")
    return table.html(pick("Motifs de départ : \(who)", "Causes of departure: \(who)"))
      + "<p class=\"meta\">\(note)</p>"
  }

  private var retention: HTML {
    guard !beside.retention.isEmpty else { return "" }
    let text = RetentionText(language: language)
    let title = pick(
      "Maintien en poste des personnes formées (I4)", "How long trained people stay in post (I4)")
    let trained = text.trained(
      beside.trained, withoutPost: beside.withoutPost, on: query.asOf.iso)
    return "<h3>\(title)</h3><p>\(trained)</p>"
      + text.table(beside.retention).html(title) + "<p>\(text.note)</p>"
  }

  /// What SENACS data are used for, by those who use them; several answers are possible.
  private var uses: HTML {
    guard let all = beside.uses, all.contains(where: { $0.users > 0 }) else { return "" }
    let known = Set(all.flatMap(\.codes.keys))
    let codes =
      Catalogue.use.codes.filter(known.contains) + known.subtracting(Catalogue.use.codes).sorted()
    let header = [""] + all.map { Catalogue.scope($0.scope, language) }
    func row(_ name: String, _ count: (Report.Beside.Uses) -> Int) -> [String] {
      [name] + all.map { language.part(count($0), of: $0.users) }
    }
    let rows =
      codes.map { code in row(Catalogue.use(code, language)) { $0.codes[code] ?? 0 } }
      + [row(pick("usage non précisé", "use not specified")) { $0.silent }]
    let title = pick(
      "À quoi servent les données SENACS, \(query.year) (I5)",
      "What SENACS data are used for, \(query.year) (I5)")
    let note = pick(
      "Parmi les structures qui disent les utiliser ; plusieurs réponses sont possibles.",
      "Of the structures that say that they use them; several answers are possible.")
    return "<h3>\(title)</h3>" + Table(header: header, rows: rows).html(title) + "<p>\(note)</p>"
  }

  private var declared: HTML {
    let use = pick(
      "Utilisation de SENACS, \(query.year) : déclarée et constatée (I5)",
      "Use of SENACS, \(query.year): declared and observed (I5)")
    let veille = pick(
      "Veille sociale, \(query.year) : participation déclarée et constatée (I7)",
      "Social watch, \(query.year): participation declared and observed (I7)")
    let tables = [
      ("use", use, "NO_SHEET"), ("veille", veille, "NO_MEETING_NEARBY"),
    ].compactMap { what, title, obstacle -> HTML? in
      let states = [
        "AGREES", "DECLARED_NOT_OBSERVED", "OBSERVED_NOT_DECLARED", obstacle, "NO_ANSWER",
      ]
      let answered = beside.declared.filter { $0.what == what && !$0.states.isEmpty }
      guard !answered.isEmpty else { return nil }
      let header = [""] + states.map { Catalogue.reason($0, language) }
      let rows = answered.map { row in
        [Catalogue.scope(row.scope, language)] + states.map { String(row.states[$0] ?? 0) }
      }
      return "<h3>\(title)</h3>" + Table(header: header, rows: rows).html(title)
    }
    guard !tables.isEmpty else { return "" }
    let note = pick(
      "Un écart appelle un échange avec la structure, jamais une sanction.",
      "A difference calls for a talk with the structure, never a sanction.")
    return tables.html(separator: "\n") { $0 } + "<p>\(note)</p>"
  }
}
