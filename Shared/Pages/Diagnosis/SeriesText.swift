import Composition
package import Contracts
package import Texts
import Values

/// Series in words: what they are, and the versions of their values.
package struct SeriesText: Bilingual {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  package func list(_ series: [ListSeries.Item]) -> String {
    guard !series.isEmpty else {
      return pick(
        "Aucune série chargée. Pour en charger une : vigie territory load FICHIER --series DESCRIPTION",
        "No series is loaded. To load one: vigie territory load FILE --series DESCRIPTION")
    }
    let header = [
      pick("série", "series"), pick("libellé", "label"), pick("unité", "unit"),
      pick("après fusion", "after a merger"), pick("périodes", "periods"),
      pick("territoires", "territories"), pick("géographie au", "geography of"), "source",
      pick("licence", "licence"),
    ]
    return Table(
      header: header,
      rows: series.map { item in
        let one = item.description
        let periods = [item.firstPeriod, item.lastPeriod].compactMap(\.self).map(language.day)
        return [
          one.code, one.labels[language.rawValue] ?? one.code, one.unit,
          Catalogue.seriesKind(one.kind, language),
          Set(periods).count == 1 ? periods[0] : periods.joined(separator: "-"),
          language.number(item.territoryCount), day(one.codesAsOf), one.source, one.licence,
        ]
      }
    ).text
  }

  package func versions(_ reply: GetSeriesValues.Reply) -> String {
    let header = [
      pick("géographie au", "geography of"), pick("période", "period"),
      pick("version", "version"), pick("valeur", "value"), pick("poids", "weight"),
      pick("publiée le", "published on"), pick("enregistrée le", "recorded on"),
      pick("origine", "origin"), "source",
    ]
    let name = reply.description.labels[language.rawValue] ?? reply.description.code
    return name + ", " + reply.description.unit + "\n"
      + Table(
        header: header,
        rows: reply.versions.map { one in
          [
            day(one.codesAsOf), language.day(one.period), String(one.version),
            language.number(one.value), one.weight.map { language.number($0) } ?? "–",
            day(one.publishedOn), language.moment(one.recordedAt), one.cause, one.source,
          ]
        }
      ).text
  }
}
