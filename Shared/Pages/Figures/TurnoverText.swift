import Composition
package import Contracts
package import Texts
import Values

/// Who left posts and why, who came, and how long people stay in them: as tables with one row for each scope.
package struct TurnoverText: Bilingual {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// Departures, and their causes where they may be seen.
  package func departures(_ rows: [GetTurnover.Row]) -> Table {
    let seesCauses = rows.contains { $0.causes != nil }
    let header =
      [
        "", "structures", pick("avec un départ", "with a departure"), "I3a",
        pick("départs", "departures"),
      ] + (seesCauses ? GetTurnover.causes.map { Catalogue.reason($0, language) } : [])
    return Table(
      header: header,
      rows: rows.map { row in
        [
          Catalogue.scope(row.scope, language), String(row.structures),
          String(row.structuresLeft),
          language.percent(row.structuresLeft, of: row.structures)
            ?? Words.notComputable(language),
          String(row.departures),
        ] + (seesCauses ? causes(row) : [])
      })
  }

  /// Who came and went, and how long posts are held.
  package func tenure(_ rows: [GetTurnover.Row]) -> Table {
    Table(
      header: [
        "", pick("arrivées", "arrivals"), pick("personnes venues", "people who came"),
        pick("parties", "who left"), pick("en poste au 1er janvier", "in post on 1 January"),
        pick("rotation (I3b)", "rotation (I3b)"), "n", pick("fins", "ends"),
        pick("durée médiane, mois [95 %]", "median tenure, months [95%]"),
      ],
      rows: rows.map { row in
        [
          Catalogue.scope(row.scope, language), String(row.arrivals), String(row.peopleCame),
          String(row.peopleLeft), String(row.peopleInPost),
          row.rotation?.value.map { language.share($0.text) } ?? Words.notComputable(language),
          String(row.tenure.count), row.tenure.ends.map(String.init) ?? "",
          LastingText(lasting: row.tenure, language: language).median,
        ]
      })
  }

  /// Departures by cause; empty where it may not be seen.
  package func causes(_ row: GetTurnover.Row) -> [String] {
    GetTurnover.causes.map { cause in row.causes.map { String($0[cause] ?? 0) } ?? "" }
  }
}
