import Composition
package import Contracts
import Disclosure
package import Texts
import Values

/// Who left posts and why, who came, and how long people stay in them: as tables with one row for each scope.
package struct TurnoverText: Bilingual {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// Departures, and their causes where they may be seen: for the pilot, who knows the people.
  package func departures(_ rows: [GetTurnover.Row]) -> Table {
    let table = left(rows)
    guard rows.contains(where: { $0.causes != nil }) else { return table }
    return Table(
      header: table.header + GetTurnover.causes.map { Catalogue.reason($0, language) },
      rows: zip(table.rows, rows).map { $0 + causes($1) })
  }

  /// Departures without their causes.
  func left(_ rows: [GetTurnover.Row]) -> Table {
    Table(
      header: [
        "", "structures", pick("structures concernées", "with a departure"),
        pick("part (I3a)", "share (I3a)"), pick("départs", "departures"),
      ],
      rows: rows.map { row in
        [
          Catalogue.scope(row.scope, language), language.number(row.structures),
          language.number(row.structuresLeft),
          language.percent(row.structuresLeft, of: row.structures)
            ?? Words.notComputable(language),
          language.number(row.departures),
        ]
      })
  }

  /// Causes of departure for a commission, which learns of no 1 or 2 people why they left; nil where nothing may be told.
  func causesTold(_ row: GetTurnover.Row) -> Table? {
    guard let counts = row.causes else { return nil }
    let parts = GetTurnover.causes.map { counts[$0] ?? 0 }
    let breakdown = Breakdown(parts)
    guard !breakdown.isWholeOnly else { return nil }
    func name(_ place: Int) -> String { Catalogue.reason(GetTurnover.causes[place], language) }
    let names = breakdown.together.map(name).joined(separator: ", ")
    let sum = breakdown.together.reduce(0) { $0 + parts[$1] }
    var rows = breakdown.told.map { [name($0), language.number(parts[$0])] }
    if !breakdown.together.isEmpty {
      let others = pick("autres motifs, ensemble : \(names)", "other causes together: \(names)")
      rows.append([others, language.number(sum)])
    }
    return Table(
      header: [pick("motif du départ", "cause of departure"), pick("départs", "departures")],
      rows: rows)
  }

  /// Who came and went, and how long posts are held.
  package func tenure(_ rows: [GetTurnover.Row]) -> Table {
    Table(
      header: [
        "", pick("prises de poste", "arrivals"), pick("personnes arrivées", "people who came"),
        pick("personnes parties", "people who left"),
        pick("en poste au 1er janvier", "in post on 1 January"),
        pick("taux de rotation (I3b)", "rotation (I3b)"),
        pick("personnes suivies", "people followed"),
        pick("départs suivis", "departures followed"),
        pick(
          "durée médiane en poste, en mois (intervalle à 95 %)",
          "median time in post, in months (95% interval)"),
      ],
      rows: rows.map { row in
        [
          Catalogue.scope(row.scope, language), language.number(row.arrivals),
          language.number(row.peopleCame), language.number(row.peopleLeft),
          language.number(row.peopleInPost),
          row.rotation?.value.map { language.share($0.text) } ?? Words.notComputable(language),
          language.number(row.tenure.count), row.tenure.ends.map { language.number($0) } ?? "",
          LastingText(lasting: row.tenure, language: language).median,
        ]
      })
  }

  /// Departures by cause; empty where it may not be seen.
  package func causes(_ row: GetTurnover.Row) -> [String] {
    GetTurnover.causes.map { cause in row.causes.map { String($0[cause] ?? 0) } ?? "" }
  }
}
