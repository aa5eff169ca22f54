package import Contracts
package import Texts

/// How long trained people stay in post, with one row for each scope.
package struct RetentionText: Bilingual {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  package func trained(_ trained: Int, withoutPost: Int, on day: String) -> String {
    let count = language.count(
      trained, .init("personne formée", "personnes formées"), .init("person", "people"))
    let day = language.day(day)
    guard withoutPost > 0 else {
      return pick("\(count) au \(day).", "\(count) trained by \(day).")
    }
    let without = language.number(withoutPost)
    let verb = language.form(
      withoutPost, .init("n'occupait", "n'occupaient"), .init("held", "held"))
    return pick(
      "\(count) au \(day), dont \(without) \(verb) aucun poste à la fin de la formation.",
      "\(count) trained by \(day), of whom \(without) \(verb) no post on the last day of the training."
    )
  }

  package func table(_ rows: [GetRetention.Row]) -> Table {
    Table(
      header: [
        "", pick("personnes suivies", "people followed"),
        pick("départs suivis", "departures followed"),
      ]
        + GetRetention.months.map { pick("à \($0) mois", "at \($0) months") }
        + [
          pick(
            "durée médiane après la formation, en mois (intervalle à 95 %)",
            "median time after the training, in months (95% interval)")
        ],
      rows: rows.map { row in
        let text = LastingText(lasting: row.stay, language: language)
        return [
          Catalogue.scope(row.scope, language), language.number(row.stay.count),
          row.stay.ends.map { language.number($0) } ?? "",
        ] + GetRetention.months.map(text.share) + [text.median]
      })
  }

  /// The note that explains the shares.
  package var note: String {
    pick(
      "Part des personnes encore en poste à cette échéance ; entre parenthèses, le nombre de personnes suivies jusque-là.",
      "The share of people still in post at that time; in brackets, how many people were followed for so long."
    )
  }
}
