import Composition
import Disclosure
import Pages
import Texts

extension PublishedPage {
  /// The table for people: what it is, its numbers, and how many of them are secret.
  var text: String {
    var lines = fictitious == true ? [Words.fictitious(language)] : []
    lines.append(
      [
        table.name, Catalogue.table(table.name, language),
        language.pick("\(year), campagne \(campaign)", "\(year), campaign \(campaign)"),
      ].joined(separator: " · "))
    let isCount = table.links?.denominator == .one
    let header =
      language == .french
      ? ["indicateur", "périmètre", "nombre"] + (isCount ? [] : ["sur", "taux"])
      : ["figure", "scope", "number"] + (isCount ? [] : ["of", "rate"])
    let cells = rows.map { row in
      [row.figure.code, Catalogue.scope(row.figure.scope, language), shown(Self.numerator(row))]
        + (isCount ? [] : [Self.denominator(row).map(shown) ?? "", rate(row)])
    }
    lines.append(Table(header: header, rows: cells).text)
    if secrets > 0 {
      lines.append(
        language.pick(
          "Nombres masqués (secret statistique) : \(secrets)",
          "Numbers suppressed (statistical secrecy): \(secrets)"))
    }
    return lines.joined(separator: "\n")
  }

  /// A row, and the table that it is of.
  typealias Line = (page: PublishedPage, row: Publication.Row)

  /// The rows for programs and spreadsheets.
  var lines: [Line] { rows.map { (page: self, row: $0) } }

  /// The columns of ``lines``, the same for all tables.
  static var columns: [ListingColumn<Line>] {
    [
      .text("table", "tableau", "table") { $0.page.table.name },
      .number("year", "année", "year", as: { String($0) }) { $0.page.year },
      .text("campaign", "campagne", "campaign") { $0.page.campaign },
      .text(
        "figure", "indicateur", "figure",
        told: { Catalogue.figure($0.row.figure.code, $0.page.language) }
      ) { $0.row.figure.code },
      .text(
        "scope", "périmètre", "scope",
        told: { Catalogue.scope($0.row.figure.scope, $0.page.language) }
      ) { $0.row.figure.scope },
      .text("numerator", "nombre", "number") { numerator($0.row).text },
      .text("denominator", "sur", "of") { denominator($0.row)?.text },
      .flag("fictitious", "données fictives", "fictitious data") { $0.page.fictitious },
    ]
  }
}
