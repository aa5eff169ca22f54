package import Contracts
import Foundation
package import Texts
import Values

/// A territory's portrait in words, for a terminal and as a page.
package struct PortraitText: Bilingual {
  package let portrait: GetPortrait.Reply
  package let language: Language

  package init(portrait: GetPortrait.Reply, language: Language) {
    self.portrait = portrait
    self.language = language
  }

  /// What is invented, in words; nil for nothing.
  package var fictitious: String? {
    var parts: [String] = []
    if portrait.fictitious == true {
      parts.append(pick("STRUCTURE FICTIVE", "FICTITIOUS STRUCTURE"))
    }
    if portrait.rows.contains(where: \.description.fictitious) {
      parts.append(
        pick(
          "SÉRIES FICTIVES : leur libellé le dit", "FICTITIOUS SERIES: their label says so"))
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  package var title: String {
    pick(
      "Portrait de \(portrait.name) (\(portrait.territory))",
      "Portrait of \(portrait.name) (\(portrait.territory))")
  }

  package var subject: String {
    let day = day(portrait.asOf)
    let who = portrait.structure.map { "\(portrait.structureName ?? "") (\($0)), " } ?? ""
    return who
      + pick("territoire et publications au \(day)", "territory and publications of \(day)")
  }

  package func label(_ series: SeriesDescription) -> String {
    series.labels[language.rawValue] ?? series.code
  }

  package func value(_ text: String?, _ series: SeriesDescription) -> String {
    text.map { "\(number($0)) \(series.unit)" } ?? "–"
  }

  /// A number rounded to two places, half away from zero; the JSON form has all places.
  private func number(_ text: String) -> String {
    guard var exact = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else {
      return text
    }
    var rounded = Decimal()
    NSDecimalRound(&rounded, &exact, 2, .plain)
    return language.number("\(rounded)")
  }

  /// Change with its sign, and as a share: `+12 (+5.1%)`.
  package func trend(_ row: GetPortrait.Row) -> String {
    guard let trend = row.trend else { return "–" }
    let share = trend.share.map { " (\(signed($0, isShare: true)))" } ?? ""
    return "\(signed(trend.change))\(share), \(trend.from)–\(trend.to)"
  }

  private func signed(_ text: String, isShare: Bool = false) -> String {
    let sign = text.hasPrefix("-") ? "−" : text == "0" ? "" : "+"
    let size = text.hasPrefix("-") ? String(text.dropFirst()) : text
    return sign + (isShare ? language.share(size) : number(size))
  }

  package func rank(_ row: GetPortrait.Row) -> String {
    guard let rank = row.rank else { return "–" }
    let tied =
      rank.tied > 0 ? pick(", \(rank.tied) à égalité", ", \(rank.tied) as many") : ""
    let without =
      rank.without > 0
      ? pick(", \(rank.without) sans valeur", ", \(rank.without) without a value") : ""
    let among =
      switch rank.among {
      case "qpv": pick("QPV de la même liste", "QPV of the same list")
      case "arrondissements": pick("arrondissements de Lyon", "arrondissements of Lyon")
      default: Catalogue.scope("ctcd:\(rank.among)", language)
      }
    let ordinal = rank.rank == 1 ? "1er" : "\(rank.rank)e"
    return pick(
      "\(ordinal) de \(rank.count) (\(among)\(tied)\(without))",
      "\(rank.rank) of \(rank.count) (\(among)\(tied)\(without))")
  }

  /// How a point was computed from others, or why it is absent; nil where it stands as it was published.
  package func origin(_ point: GetPortrait.Point) -> String? {
    if let absent = point.absent {
      let missing = point.members.filter { $0.value == nil }.map(\.territory)
      let codes = missing.isEmpty ? "" : " (\(missing.joined(separator: ", ")))"
      return "\(point.period): \(Catalogue.seriesRule(absent, language))\(codes)"
    }
    guard point.rule != "AS_PUBLISHED" else { return nil }
    let members = point.members.map { member in
      let weight = member.weight.map { " × \(language.number($0))" } ?? ""
      return "\(member.territory): \(language.number(member.value ?? ""))\(weight)"
    }
    return
      "\(point.period): \(Catalogue.seriesRule(point.rule, language)), \(pick("codes du", "codes of")) "
      + "\(day(point.codesAsOf)), \(members.joined(separator: " ; "))"
  }

  /// Where a point comes from: the publication, its day and its licence.
  package func source(_ point: GetPortrait.Point) -> String {
    let published = point.publishedOn.map { pick("publié le \(day($0))", "published \(day($0))") }
    return [point.source, published, point.licence].compactMap(\.self).joined(separator: ", ")
  }

  /// The changes of the series since the diagnosis, each with the values before and after, their days and their sources.
  package var changes: [String] {
    portrait.changes.compactMap { change in
      portrait.rows.first { $0.description.code == change.series }.map { row in
        let series = row.description
        func text(_ point: GetPortrait.Point) -> String {
          pick(
            "\(value(point.value, series)) pour \(point.period) (\(source(point)) ; codes du \(day(point.codesAsOf)))",
            "\(value(point.value, series)) for \(point.period) (\(source(point)); codes of \(day(point.codesAsOf)))"
          )
        }
        let kind = Catalogue.seriesRule(change.kind, language)
        guard let before = change.before else {
          return pick(
            "« \(label(series)) », \(kind) : \(text(change.after))",
            "“\(label(series))”, \(kind): \(text(change.after))")
        }
        return pick(
          "« \(label(series)) », \(kind) : de \(text(before)) à \(text(change.after))",
          "“\(label(series))”, \(kind): from \(text(before)) to \(text(change.after))")
      }
    }
  }

  /// The heading of the changes: the diagnosis since which they are told, and whether the territory itself changed.
  package var since: String {
    guard portrait.structure != nil else { return "" }
    guard let diagnosis = portrait.diagnosis else {
      return pick(
        "Aucun diagnostic n'est enregistré : rien à comparer.",
        "No diagnosis is recorded: there is nothing to compare with.")
    }
    let on = day(diagnosis.assessedOn)
    let head = pick(
      "Ce qui a changé depuis votre diagnostic du \(on)",
      "What changed since your diagnosis of \(on)")
    guard diagnosis.communes != [portrait.territory] else { return head }
    let codes = diagnosis.communes.joined(separator: ", ")
    return head
      + pick(" (le territoire était alors : \(codes))", " (the territory was then: \(codes))")
  }

  /// The series that are unchanged since the diagnosis; empty where there is no diagnosis.
  package var unchanged: String {
    guard portrait.diagnosis != nil else { return "" }
    let same = portrait.rows.filter { row in
      !portrait.changes.contains { $0.series == row.description.code }
        && row.points.contains { $0.value != nil }
    }.map { label($0.description) }
    return same.isEmpty
      ? "" : pick("inchangé : ", "unchanged: ") + same.joined(separator: " ; ")
  }

  package var header: [String] {
    [
      pick("série", "series"), pick("dernière valeur", "last value"), pick("période", "period"),
      pick("évolution", "trend"), pick("rang", "rank"),
    ]
  }

  package func cells(_ row: GetPortrait.Row) -> [String] {
    let last = row.points.last { $0.value != nil }
    // For an arrondissement of Lyon, some series have values of all Lyon only.
    let whole = row.territory == portrait.territory ? "" : pick(", tout Lyon", ", all of Lyon")
    return [
      label(row.description) + whole, value(last?.value, row.description), last?.period ?? "–",
      trend(row),
      rank(row),
    ]
  }

  /// The values that were computed from others or are absent, by series.
  package var origins: [(series: String, lines: [String])] {
    portrait.rows.compactMap { row in
      let lines = row.points.compactMap(origin)
      return lines.isEmpty ? nil : (label(row.description), lines)
    }
  }

  /// The sources of the last points.
  package var sources: [String] {
    portrait.rows.compactMap { row in
      row.points.last.map { "\(label(row.description)): \(source($0))" }
    }
  }

  /// The whole portrait for a terminal.
  package var text: String {
    var parts = [fictitious].compactMap(\.self) + [title, subject]
    guard !portrait.rows.isEmpty else {
      return (parts + [SeriesText(language: language).list([])]).joined(separator: "\n")
    }
    parts += ["", Table(header: header, rows: portrait.rows.map(cells)).text]
    if !since.isEmpty {
      parts += ["", since] + changes.map { "- \($0)" } + (unchanged.isEmpty ? [] : [unchanged])
    }
    for one in origins { parts += ["", one.series] + one.lines.map { "  \($0)" } }
    return (parts + [""] + sources.map { "source: \($0)" }).joined(separator: "\n")
  }
}
