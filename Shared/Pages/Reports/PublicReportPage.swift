package import Composition
import Contracts
import Disclosure
package import Texts

/// A report's tables for everybody, as one HTML page: words replace small counts, and no structure is named.
///
/// It does not show the digest: somebody who knows everything but a small number could try numbers until the digest fits.
package struct PublicReportPage: Bilingual {
  package let published: PublicReport
  package let language: Language

  package init(published: PublicReport, language: Language) {
    self.published = published
    self.language = language
  }

  private var report: Report { published.report }
  private var sheet: ActionSheet { report.evaluated }

  package var html: String {
    let names = published.years.map(\.part.name).joined(separator: ", ")
    return HTMLPage(
      title: pick(
        "Fiche action \(sheet.code) – tableaux publics \(names)",
        "Action sheet \(sheet.code) – public tables \(names)"),
      language: language,
      banner: HTMLPage.Banner.network(report.fictitious, language),
      subject: "<p class=\"subject\">\(sheet.title.text(language))</p>"
        + "<p class=\"meta\">\(pick("Pilotage / coordination", "Steering / coordination")) : \(sheet.pilot.text(language))</p>",
      content: sheet.questions.html(separator: "\n", section) + method
    ).html
  }

  private func section(_ question: ActionSheet.Question) -> HTML {
    let tables = question.measures.html(separator: "\n") { code in
      guard let table = PublishedTable.all.first(where: { $0.name == code }) else {
        return heading(code)
          + "<p class=\"absent\">\(pick("n'est pas publié : pour des heures et des jours, aucun seuil ne protège", "not published: of hours and days no threshold protects"))</p>"
      }
      return heading(code) + self.table(table)
    }
    return
      "<section><h2>\(pick(question.fr, question.en))</h2>\(tables)</section>"
  }

  private func heading(_ code: String) -> HTML {
    "<h3><span class=\"code\">\(code)</span> \(Catalogue.table(code, language))</h3>"
  }

  private func table(_ table: PublishedTable) -> HTML {
    let pages = published.years.map { year in year.pages.first { $0.table == table } }
    let keys = pages.compactMap(\.self).flatMap(\.rows)
      .map { [$0.figure.code, $0.figure.scope] }.once
    guard !keys.isEmpty else {
      return "<p class=\"absent\">\(pick("rien à publier", "nothing to publish"))</p>"
    }
    let heads = published.years.html { "<th scope=\"col\">\($0.part.name)</th>" }
    let rows = keys.html { key in
      let cells = pages.html { page in
        let row = page?.rows.first { $0.figure.code == key[0] && $0.figure.scope == key[1] }
        return "<td>\(row.map { cell($0, page) } ?? "–")</td>"
      }
      let thing = key[0] == table.name ? "" : "\(key[0].dropFirst(3)) – "
      return
        "<tr><th scope=\"row\">\((thing + Catalogue.scope(key[1], language)))</th>\(cells)</tr>"
    }
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(table.name)"><table>
      <thead><tr><th scope="col">\(pick("Périmètre", "Scope"))</th>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(targets(table, pages))
      """
  }

  private func cell(_ row: Publication.Row, _ page: PublishedPage?) -> HTML {
    let numerator = PublishedPage.numerator(row).text
    guard let denominator = PublishedPage.denominator(row)?.text else { return "\(numerator)" }
    guard row.numerator == .shown, row.denominator == .shown, let page else {
      return "\(numerator) / \(denominator)"
    }
    return "\(numerator) / \(denominator)<br/><span class=\"of\">\(page.rate(row))</span>"
  }

  /// The targets. Whether a target is reached is shown only where its numbers are shown, because it tells something about them.
  private func targets(_ table: PublishedTable, _ pages: [PublishedPage?]) -> HTML {
    let lines = zip(published.years, pages).flatMap { year, page in
      TargetStatus.all(year.part.figures, in: year.part.query, sheet, language).filter {
        table.holds($0.target.measure)
      }.map { status in
        let target = status.target
        let row = page?.rows.first {
          $0.figure.code == target.measure && $0.figure.scope == target.scope
        }
        let isShown = row.map { $0.numerator == .shown && ($0.denominator ?? .shown) == .shown }
        return "\(year.part.name) – \(Catalogue.scope(target.scope, language)) – "
          + (isShown == true ? status.text : status.wanted)
      }
    }
    let texts = lines.isEmpty ? [TargetStatus.none(language)] : lines
    return texts.html { "<p class=\"target\">\($0)</p>" }
  }

  private var method: HTML {
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
      + points.html { "<li>\($0)</li>" } + "</ul></section>"
  }
}
