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
      ? ["chiffre", "", "nombre"] + (isCount ? [] : ["sur", "taux"])
      : ["figure", "", "number"] + (isCount ? [] : ["of", "rate"])
    let cells = rows.map { row in
      [row.figure.code, Catalogue.scope(row.figure.scope, language), shown(Self.numerator(row))]
        + (isCount ? [] : [Self.denominator(row).map(shown) ?? "", rate(row)])
    }
    lines.append(Table(header: header, rows: cells).text)
    if secrets > 0 {
      lines.append(
        language.pick("dont masqués : \(secrets)", "hidden numbers: \(secrets)"))
    }
    return lines.joined(separator: "\n")
  }
}
