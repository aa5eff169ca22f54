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
      [row.figure.code, Catalogue.scope(row.figure.scope, language), Self.numerator(row).text]
        + (isCount ? [] : [Self.denominator(row)?.text ?? "", rate(row)])
    }
    lines.append(Table(header: header, rows: cells).text)
    if secrets > 0 {
      lines.append(
        language.pick("nombres secrets : \(secrets)", "secret numbers: \(secrets)"))
    }
    return lines.joined(separator: "\n")
  }
}
