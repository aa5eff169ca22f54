package import Contracts
package import Texts

/// How long trained people stay in post, with one row for each scope.
package struct RetentionText: Bilingual {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  package func trained(_ trained: Int, withoutPost: Int, on day: String) -> String {
    pick(
      "\(trained) personnes formées au \(language.day(day)), dont \(withoutPost) sans poste le dernier jour de leur formation",
      "\(trained) people trained by \(day), of whom \(withoutPost) without a post on the last day of their training"
    )
  }

  package func table(_ rows: [GetRetention.Row]) -> Table {
    Table(
      header: ["", "n", pick("fins", "ends")]
        + GetRetention.months.map { pick("\($0) mois", "\($0) months") }
        + [pick("demi-vie, mois [95 %]", "half-life, months [95%]")],
      rows: rows.map { row in
        let text = LastingText(lasting: row.stay, language: language)
        return [
          Catalogue.scope(row.scope, language), String(row.stay.count),
          row.stay.ends.map(String.init) ?? "",
        ] + GetRetention.months.map(text.share) + [text.median]
      })
  }

  /// The note that explains the shares.
  package var note: String {
    pick(
      "encore en poste après tant de mois ; entre parenthèses, combien ont été suivis jusque-là",
      "still in post after so many months; in brackets how many were followed for so long")
  }
}
