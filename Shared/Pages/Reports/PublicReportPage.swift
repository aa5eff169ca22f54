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
    let names = language.list(published.years.map(\.part.name))
    return HTMLPage(
      title: pick(
        "Fiche action \(sheet.code) : tableaux publiables \(names)",
        "Action sheet \(sheet.code): tables for publication \(names)"),
      language: language,
      banner: HTMLPage.Banner.network(report.fictitious, language),
      subject: "<p class=\"subject\">\(sheet.title.text(language))</p>"
        + "<p class=\"meta\">\(pick("Pilotage / coordination :", "Steering / coordination:")) \(sheet.pilot.text(language))</p>",
      content: sheet.questions.html(separator: "\n", section) + method
    ).html
  }

  private func section(_ question: ActionSheet.Question) -> HTML {
    let tables = question.measures.html(separator: "\n") { code in
      guard let table = PublishedTable.all.first(where: { $0.name == code }) else {
        return heading(code)
          + "<p class=\"absent\">\(pick("Non publié : aucun seuil ne protège les personnes dans un total d'heures ou de jours.", "Not published: no threshold protects people in a total of hours or days."))</p>"
      }
      return heading(code) + self.table(table)
    }
    return
      "<section><h2>\(pick(question.fr, question.en))</h2>\(tables)</section>"
  }

  private func heading(_ code: String) -> HTML {
    "<h3>\(Catalogue.table(code, language).withCapital)</h3>"
  }

  private func table(_ table: PublishedTable) -> HTML {
    let pages = published.years.map { year in year.pages.first { $0.table == table } }
    let keys = pages.compactMap(\.self).flatMap(\.rows)
      .map { [$0.figure.code, $0.figure.scope] }.once
    guard !keys.isEmpty else {
      return
        "<p class=\"absent\">\(pick("Aucune donnée publiable.", "No data that may be published."))</p>"
    }
    let rows = keys.map { key -> [HTMLTable.Cell] in
      let scope = Catalogue.scope(key[1], language)
      let way = Catalogue.action(String(key[0].dropFirst(3)), language)
      let name = key[0] == table.name ? scope : pick("\(way) : \(scope)", "\(way): \(scope)")
      let cells = pages.map { page -> HTMLTable.Cell in
        let row = page?.rows.first { $0.figure.code == key[0] && $0.figure.scope == key[1] }
        guard let row, let page else { return HTMLTable.Cell("–") }
        return cell(row, page)
      }
      return [HTMLTable.Cell(name)] + cells
    }
    let shown = HTMLTable(
      name: Catalogue.table(table.name, language),
      header: [pick("Périmètre", "Scope")] + published.years.map(\.part.name), rows: rows)
    return "\(shown.html)\n\(targets(table, pages))"
  }

  private func cell(_ row: Publication.Row, _ page: PublishedPage) -> HTMLTable.Cell {
    let numerator = page.shown(PublishedPage.numerator(row))
    guard let denominator = PublishedPage.denominator(row).map(page.shown) else {
      return HTMLTable.Cell(numerator)
    }
    let part = pick("\(numerator) sur \(denominator)", "\(numerator) of \(denominator)")
    guard row.numerator == .shown, row.denominator == .shown else { return HTMLTable.Cell(part) }
    return row.figure.denominator == 0
      ? HTMLTable.Cell(page.rate(row)) : HTMLTable.Cell(page.rate(row), small: part)
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
        return "\(year.part.name), \(Catalogue.scope(target.scope, language)), "
          + (isShown == true ? status.text : status.wanted)
      }
    }
    return lines.html { "<p class=\"target\">\($0)</p>" }
  }

  private var method: HTML {
    let targets = (sheet.targets ?? []).isEmpty ? [TargetStatus.none(language)] : []
    let points =
      [
        pick(
          "Les nombres de 1 à \(Suppression.threshold - 1) qui permettraient d'identifier une personne sont remplacés par "
            + "« \(PublishedPage.hidden) » (secret statistique). Ceux qui permettraient de les retrouver par calcul le sont aussi.",
          "A number from 1 to \(Suppression.threshold - 1) that would single somebody out is replaced by "
            + "“\(PublishedPage.hidden)” (statistical secrecy), and so are those from which it could be worked out."
        ),
        pick(
          "Aucune structure n'est nommée. Les totaux d'heures et de jours ne sont pas publiés.",
          "No structure is named. Totals of hours and days are not published."),
        pick(
          "Une année n'est publiée qu'une fois, complète et terminée : une seconde publication après correction permettrait de retrouver par soustraction une valeur masquée.",
          "A year is published once only, whole and over: published again after a correction, a hidden value could be found by subtraction."
        ),
        pick(
          "Une donnée absente n'est pas un zéro. La grille d'évaluation du diagnostic (I6) est une proposition, non officielle.",
          "Missing is not zero. The grid by which diagnoses are evaluated (I6) is a proposal, not official."
        ),
      ] + targets
    return "<section><h2>\(pick("Méthode et limites", "Method and limits"))</h2><ul>"
      + points.html { "<li>\($0)</li>" } + "</ul></section>"
  }
}
