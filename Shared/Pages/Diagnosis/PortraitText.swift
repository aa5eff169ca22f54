import Composition
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

  /// What is fictitious, in words; nil for nothing.
  package var fictitious: String? {
    let parts = [
      portrait.fictitious == true ? pick("structure", "structure") : nil,
      portrait.rows.contains(where: \.description.fictitious)
        ? pick("séries signalées par leur libellé", "series whose label says so") : nil,
    ].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return Words.fictitious(language) + pick(" : ", ": ") + parts.joined(separator: ", ")
  }

  package var title: String {
    pick(
      "Portrait de territoire : \(portrait.name) (\(portrait.territory))",
      "Portrait of a territory: \(portrait.name) (\(portrait.territory))")
  }

  package var subject: String {
    let day = day(portrait.asOf)
    let who = portrait.structure.map { "\(portrait.structureName ?? "") (\($0)), " } ?? ""
    let told = who + pick("situation au \(day)", "as of \(day)")
    return told.withCapital
  }

  package func label(_ series: SeriesDescription) -> String {
    series.labels[language.rawValue] ?? series.code
  }

  package func value(_ text: String?, _ series: SeriesDescription) -> String {
    text.map { "\(number($0)) \(series.unit)" } ?? "–"
  }

  /// A number rounded to two places, half away from zero; the JSON form has all places.
  private func number(_ text: String) -> String {
    Self.rounded(text, places: 2).map { language.number("\($0)") } ?? text
  }

  private static func rounded(_ text: String, places: Int) -> Decimal? {
    guard var exact = Self.decimal(text) else { return nil }
    var rounded = Decimal()
    NSDecimalRound(&rounded, &exact, places, .plain)
    return rounded
  }

  private static func decimal(_ text: String) -> Decimal? {
    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
  }

  /// Change with its sign and its years: a percentage in points, `+1,5 point de 2018 à 2025`, anything else with the change as a share,
  /// `−107 (−38,4 %) de 2018 à 2025`.
  package func trend(_ row: GetPortrait.Row) -> String {
    guard let trend = row.trend else { return "–" }
    let (from, to) = (language.day(trend.from), language.day(trend.to))
    let span = pick("de \(from) à \(to)", "from \(from) to \(to)")
    guard trend.change != "0" else { return pick("stable ", "unchanged ") + span }
    if let told = inPoints(trend.change, row.description) { return "\(told) \(span)" }
    let share = trend.share.map { " (\(signed($0, isShare: true)))" } ?? ""
    return "\(signed(trend.change))\(share) \(span)"
  }

  /// The change of a percentage in points; nil for a series that is none.
  private func inPoints(_ change: String, _ series: SeriesDescription) -> String? {
    guard series.unit.hasPrefix("%"), let rounded = Self.rounded(change, places: 1),
      let tenths = Int("\(rounded * 10)"), abs(rounded) < 1_000_000
    else { return nil }
    guard tenths != 0 else { return pick("moins de 0,1 point", "less than 0.1 points") }
    return language.points(tenths: tenths)
  }

  private func signed(_ text: String, isShare: Bool = false) -> String {
    let sign = text.hasPrefix("-") ? "−" : text == "0" ? "" : "+"
    let size = text.hasPrefix("-") ? String(text.dropFirst()) : text
    return sign + (isShare ? language.share(size) : number(size))
  }

  package func rank(_ row: GetPortrait.Row) -> String {
    guard let rank = row.rank else { return "–" }
    let among =
      switch rank.among {
      case "qpv": pick("QPV de la même liste", "QPV of the same list")
      case "arrondissements": pick("arrondissements de Lyon", "arrondissements of Lyon")
      default: Catalogue.scope("ctcd:\(rank.among)", language)
      }
    let more = [
      among, rank.tied > 0 ? pick("\(rank.tied) ex æquo", "\(rank.tied) tied") : nil,
      rank.without > 0
        ? pick("\(rank.without) sans valeur", "\(rank.without) without a value") : nil,
    ].compactMap(\.self)
    return "\(language.rank(rank.rank, of: rank.count)) (\(more.joined(separator: ", ")))"
  }

  /// What a commune was called when a value was published for its code; the code where no name is known.
  private func name(_ member: GetPortrait.Member) -> String { member.name ?? member.territory }

  /// How a point was computed from others, or why it is absent; nil where it stands as it was published.
  package func origin(_ point: GetPortrait.Point) -> String? {
    let period = language.day(point.period)
    if let absent = point.absent {
      let missing = point.members.filter { $0.value == nil }.map(name)
      let names = missing.isEmpty ? "" : " (\(missing.joined(separator: ", ")))"
      return
        "\(period), \(pick("valeur", "value")) \(Catalogue.seriesRule(absent, language))\(names)"
    }
    guard point.rule != "AS_PUBLISHED" else { return nil }
    let colon = pick(" : ", ": ")
    let members = point.members.map { member in
      let weight = member.weight.map { " × \(language.number($0))" } ?? ""
      return "\(name(member))\(colon)\(language.number(member.value ?? ""))\(weight)"
    }
    let geography = "\(pick("géographie au", "geography of")) \(day(point.codesAsOf))"
    return "\(period)\(colon)\(Catalogue.seriesRule(point.rule, language)) (\(geography)). "
      + members.joined(separator: pick(" ; ", "; "))
  }

  /// Where a point comes from: the publication, its day and its licence.
  package func source(_ point: GetPortrait.Point) -> String {
    let published = point.publishedOn.map {
      pick("publication du \(day($0))", "published \(day($0))")
    }
    return [point.source, published, point.licence].compactMap(\.self).joined(separator: ", ")
  }

  /// The changes of the series since the diagnosis, each a sentence with the values before and after; ``sources`` say where both come from.
  package var changes: [String] {
    portrait.changes.compactMap { change in
      portrait.rows.first { $0.description.code == change.series }
        .map { told(change, $0.description) }
    }
  }

  private func told(_ change: GetPortrait.Change, _ series: SeriesDescription) -> String {
    let (name, after) = (label(series) + pick(" : ", ": "), change.after)
    guard let before = change.before else {
      let rule = Catalogue.seriesRule(change.kind, language)
      return "\(name)\(value(after.value, series)) \(during(after.period)) (\(rule))."
    }
    let (old, new) = apart(before.value, after.value)
    let first = "\(name)\(old) \(series.unit) \(during(before.period))"
    // A sign such as % stands behind both numbers, a word behind the first one.
    let isSign = series.unit.first.map { !$0.isLetter } ?? false
    let sign = isSign ? " " + String(series.unit.prefix { $0 != " " }) : ""
    guard before.period != after.period else {
      let rule = Catalogue.seriesRule(change.kind, language)
      return "\(first), \(pick("puis", "then")) \(new)\(sign) (\(rule))."
    }
    guard before.value != after.value else {
      return "\(first), \(pick("même valeur", "the same value")) \(during(after.period))."
    }
    let moved = difference(before, after).flatMap { inPoints($0, series) }
    let beside = moved.map { " (\($0))" } ?? ""
    return "\(first), \(new)\(sign) \(during(after.period))\(beside)."
  }

  /// Two values, with more places than usual where they would look the same.
  private func apart(_ before: String?, _ after: String?) -> (String, String) {
    let shown = (before.map(number) ?? "–", after.map(number) ?? "–")
    guard shown.0 == shown.1, let before, let after else { return shown }
    return language.apart(before, after, places: 2) ?? shown
  }

  private func difference(
    _ before: GetPortrait.Point, _ after: GetPortrait.Point
  ) -> String? {
    guard let old = before.value.flatMap(Self.decimal), let new = after.value.flatMap(Self.decimal)
    else { return nil }
    return "\(new - old)"
  }

  /// The heading of the changes: the diagnosis since which they are told, and whether the territory itself changed; nil where there is
  /// nothing to tell.
  package var since: String? {
    guard let diagnosis = portrait.diagnosis, !changes.isEmpty || unchanged != nil else {
      return nil
    }
    let on = day(diagnosis.assessedOn)
    let head = pick("Depuis le diagnostic du \(on)", "Since the diagnosis of \(on)")
    guard diagnosis.communes != [portrait.territory] else { return head }
    let names = diagnosis.communes.map { diagnosis.names?[$0] ?? $0 }.joined(separator: ", ")
    return head
      + pick(" (territoire à cette date : \(names))", " (the territory on that day: \(names))")
  }

  /// Says that a structure has no diagnosis to compare with; nil where it has one, and without a structure.
  package var undiagnosed: String? {
    guard portrait.structure != nil, portrait.diagnosis == nil else { return nil }
    return pick(
      "Aucun diagnostic enregistré : pas de comparaison possible.",
      "No diagnosis is recorded: there is nothing to compare with.")
  }

  /// The series that are unchanged since the diagnosis; nil for none, and where there is no diagnosis.
  package var unchanged: String? {
    guard portrait.diagnosis != nil else { return nil }
    let same = portrait.rows.filter { row in
      !portrait.changes.contains { $0.series == row.description.code }
        && row.points.contains { $0.value != nil }
    }.map { label($0.description) }
    guard !same.isEmpty else { return nil }
    return pick("Sans changement : ", "Unchanged: ") + same.joined(separator: pick(" ; ", "; "))
  }

  package var header: [String] {
    [
      pick("série", "series"), pick("dernière valeur", "last value"), pick("période", "period"),
      pick("évolution", "trend"),
      pick("rang (1er : valeur la plus élevée)", "rank (1st: the highest value)"),
    ]
  }

  package func cells(_ row: GetPortrait.Row) -> [String] {
    let last = row.points.last { $0.value != nil }
    // For an arrondissement of Lyon, some series have values of all Lyon only.
    let whole = row.territory == portrait.territory ? "" : pick(", tout Lyon", ", all of Lyon")
    return [
      label(row.description) + whole, value(last?.value, row.description),
      last.map { language.day($0.period) } ?? "–", trend(row), rank(row),
    ]
  }

  /// The values that were computed from others or are absent, by series.
  package var origins: [(series: String, lines: [String])] {
    portrait.rows.compactMap { row in
      let lines = row.points.compactMap(origin)
      return lines.isEmpty ? nil : (label(row.description), lines)
    }
  }

  /// The sources of the last points, and of those that changes are told from: each once, with its series where there are several.
  package var sources: [String] {
    let told = portrait.rows.flatMap { row -> [(source: String, series: String)] in
      let change = portrait.changes.first { $0.series == row.description.code }
      let cited = [change?.before, change?.after, row.points.last].compactMap(\.self)
      return cited.map(source).once.map { (source: $0, series: label(row.description)) }
    }
    let all = told.map(\.source).once
    guard all.count > 1 else { return all }
    return all.map { source in
      let series = told.filter { $0.source == source }.map(\.series)
      return series.joined(separator: ", ") + pick(" : ", ": ") + source
    }
  }

  /// The whole portrait for a terminal.
  package var text: String {
    var parts = [fictitious].compactMap(\.self) + [title, subject]
    guard !portrait.rows.isEmpty else {
      return (parts + [SeriesText(language: language).list([])]).joined(separator: "\n")
    }
    parts += ["", Table(header: header, rows: portrait.rows.map(cells)).text]
    if let undiagnosed { parts += ["", undiagnosed] }
    if let since {
      parts += ["", since + pick(" :", ":")] + changes.map { "- \($0)" }
      parts += [unchanged, noting].compactMap(\.self)
    }
    for one in origins { parts += ["", one.series] + one.lines.map { "  \($0)" } }
    let head = sources.count > 1 ? pick("Sources :", "Sources:") : pick("Source :", "Source:")
    guard sources.count > 1 else {
      return (parts + [""] + sources.map { "\(head) \($0)" }).joined(separator: "\n")
    }
    return (parts + ["", head] + sources.map { "- \($0)" }).joined(separator: "\n")
  }

  /// How a change becomes a part of the diagnosis; nil where nothing changed.
  private var noting: String? {
    guard let structure = portrait.structure, !portrait.changes.isEmpty else { return nil }
    return pick(
      "Pour reprendre une évolution dans le diagnostic : vigie diagnosis note \(structure) --series SÉRIE (codes : vigie territory series)",
      "To make a change part of the diagnosis: vigie diagnosis note \(structure) --series SERIES (codes: vigie territory series)"
    )
  }
}
