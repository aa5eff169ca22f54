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
        "aucune série ; en charger : vigie territory load FICHIER --series DESCRIPTION",
        "no series; load one: vigie territory load FILE --series DESCRIPTION")
    }
    let header = [
      pick("série", "series"), pick("libellé", "label"), pick("unité", "unit"),
      pick("report", "carried"), pick("périodes", "periods"), pick("territoires", "territories"),
      pick("codes du", "codes of"), "source", pick("licence", "licence"),
    ]
    return Table(
      header: header,
      rows: series.map { item in
        let one = item.description
        let periods = [item.firstPeriod, item.lastPeriod].compactMap(\.self)
        return [
          one.code, one.labels[language.rawValue] ?? one.code, one.unit,
          Catalogue.seriesKind(one.kind, language),
          Set(periods).count == 1 ? periods[0] : periods.joined(separator: "–"),
          String(item.territoryCount), one.codesAsOf.iso, one.source, one.licence,
        ]
      }
    ).text
  }

  package func versions(_ reply: GetSeriesValues.Reply) -> String {
    let header = [
      pick("codes du", "codes of"), pick("période", "period"), pick("version", "version"),
      pick("valeur", "value"), pick("poids", "weight"), pick("publiée le", "published"),
      pick("enregistrée", "recorded"), pick("apportée par", "brought by"), "source",
    ]
    let name = reply.description.labels[language.rawValue] ?? reply.description.code
    return name + ", " + reply.description.unit + "\n"
      + Table(
        header: header,
        rows: reply.versions.map { one in
          [
            one.codesAsOf.iso, one.period, String(one.version), language.number(one.value),
            one.weight.map(language.number) ?? "–", one.publishedOn.iso, one.recordedAt.iso,
            one.cause, one.source,
          ]
        }
      ).text
  }
}
