import Contracts
import Disclosure
import Texts

/// A report's tables for everybody, as one HTML page: small counts are words, and no structure is named.
///
/// It does not show the digest: who knows all but a small number could try numbers until it fits.
struct PublicReportPage {
  let published: PublicReport
  let language: Language

  private var report: Report { published.report }
  private var sheet: ActionSheet { report.evaluated }

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  var html: String {
    let names = published.years.map(\.part.name).joined(separator: ", ")
    let invented = pick(
      "réseau inventé, aucune de ces structures n'existe", "an invented network, none of it exists")
    return HTMLPage(
      title: pick(
        "Fiche action \(sheet.code) – tableaux publics \(names)",
        "Action sheet \(sheet.code) – public tables \(names)"),
      language: language,
      banner: report.fictitious == true
        ? "<strong>\(Words.fictitious(language))</strong> – \(invented)" : nil,
      subject: "<p class=\"subject\">\(sheet.title.text(language).escaped)</p>"
        + "<p class=\"meta\">\(pick("Pilote", "Pilot")) : \(sheet.pilot.text(language).escaped)</p>",
      content: sheet.questions.map(section).joined(separator: "\n") + method
    ).html
  }

  private func section(_ question: ActionSheet.Question) -> String {
    let tables = question.measures.map { code in
      guard let table = PublishedTable.all.first(where: { $0.name == code }) else {
        return heading(code)
          + "<p class=\"absent\">\(pick("n'est pas publié : pour des heures et des jours, aucun seuil ne protège", "not published: of hours and days no threshold protects").escaped)</p>"
      }
      return heading(code) + self.table(table)
    }
    return
      "<section><h2>\(pick(question.fr, question.en).escaped)</h2>\(tables.joined(separator: "\n"))</section>"
  }

  private func heading(_ code: String) -> String {
    "<h3><span class=\"code\">\(code.escaped)</span> \(Catalogue.table(code, language).escaped)</h3>"
  }

  private func table(_ table: PublishedTable) -> String {
    let pages = published.years.map { year in year.pages.first { $0.table == table } }
    var keys: [[String]] = []
    for row in pages.compactMap(\.self).flatMap(\.rows)
    where !keys.contains([row.figure.code, row.figure.scope]) {
      keys.append([row.figure.code, row.figure.scope])
    }
    guard !keys.isEmpty else {
      return "<p class=\"absent\">\(pick("rien à publier", "nothing to publish"))</p>"
    }
    let heads = published.years.map { "<th scope=\"col\">\($0.part.name.escaped)</th>" }
    let rows = keys.map { key in
      let cells = pages.map { page in
        let row = page?.rows.first { $0.figure.code == key[0] && $0.figure.scope == key[1] }
        return "<td>\(row.map { cell($0, page) } ?? "–")</td>"
      }
      let thing = key[0] == table.name ? "" : "\(key[0].dropFirst(3)) – "
      return
        "<tr><th scope=\"row\">\((thing + Catalogue.scope(key[1], language)).escaped)</th>\(cells.joined())</tr>"
    }
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(table.name.escaped)"><table>
      <thead><tr><th scope="col">\(pick("Périmètre", "Scope"))</th>\(heads.joined())</tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>
      \(targets(table, pages))
      """
  }

  private func cell(_ row: Publication.Row, _ page: PublishedPage?) -> String {
    let numerator = PublishedPage.numerator(row).text.escaped
    guard let denominator = PublishedPage.denominator(row)?.text.escaped else { return numerator }
    guard row.numerator == .shown, row.denominator == .shown, let page else {
      return "\(numerator) / \(denominator)"
    }
    return "\(numerator) / \(denominator)<br><span class=\"of\">\(page.rate(row).escaped)</span>"
  }

  /// What was wanted; whether it is reached only where the numbers are shown, for it says something of them.
  private func targets(_ table: PublishedTable, _ pages: [PublishedPage?]) -> String {
    let lines = zip(published.years, pages).flatMap { year, page in
      (sheet.targets ?? []).filter {
        table.holds($0.measure)
          && TargetStatus.of($0.measure, $0.scope, in: year.part.query, sheet) == $0
      }.map { target in
        let row = page?.rows.first {
          $0.figure.code == target.measure && $0.figure.scope == target.scope
        }
        let isShown = row.map { $0.numerator == .shown && ($0.denominator ?? .shown) == .shown }
        let figure = year.part.figures.first {
          $0.code == target.measure && $0.scope == target.scope
        }
        let status = TargetStatus(target: target, figure: figure, language: language)
        return "\(year.part.name) – \(Catalogue.scope(target.scope, language)) – "
          + (isShown == true ? status.text : status.wanted)
      }
    }
    let texts = lines.isEmpty ? [TargetStatus.none(language)] : lines
    return texts.map { "<p class=\"target\">\($0.escaped)</p>" }.joined()
  }

  private var method: String {
    let points = [
      pick(
        "Un nombre de 1 à \(Suppression.threshold - 1) qui désignerait quelqu'un est « \(PublishedPage.secret) », et avec lui ceux "
          + "qui le feraient deviner.",
        "A number from 1 to \(Suppression.threshold - 1) that would single somebody out is “\(PublishedPage.secret)”, and so are "
          + "those that would give it away."),
      pick(
        "Aucune structure n'est nommée. Les heures et les jours ne sont pas publiés.",
        "No structure is named. Hours and days are not published."),
      pick(
        "Une année se publie une fois, entière et terminée : publiée encore après une correction, une cellule masquée pourrait se retrouver par soustraction.",
        "A year is to be published once, whole and over: published again after a correction, a hidden cell could be found by subtraction."
      ),
      pick(
        "Une valeur absente n'est pas zéro. La grille du diagnostic (I6) est une proposition.",
        "Missing is not zero. The grid of the diagnosis (I6) is a proposal."),
    ]
    return "<section><h2>\(pick("Méthode et limites", "Method and limits"))</h2><ul>"
      + points.map { "<li>\($0.escaped)</li>" }.joined() + "</ul></section>"
  }
}
