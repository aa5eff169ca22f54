import Composition
import Contracts
import Texts
import Values

/// The sheet's questions with the figures that answer each: a chart, a table, what is absent, and the target.
extension ReportPage {
  /// The anchor of a question in the page. A sheet's code may contain any character, so all but ASCII letters and digits are replaced.
  static func anchor(_ question: ActionSheet.Question) -> String {
    "q-"
      + question.code.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
          ? String($0) : "-\($0.value)-"
      }.joined()
  }

  var questions: HTML { sheet.questions.html(separator: "\n", section) + others }

  private func section(_ question: ActionSheet.Question) -> HTML {
    let blocks = question.measures.html(separator: "\n") { $0 == "I0" ? things : block($0) }
    return """
      <section id="\(Self.anchor(question))"><h2>\(pick(question.fr, question.en))</h2>
      <p class="answer">\(answers.answer(question))</p>
      \(blocks)</section>
      """
  }

  /// Figures that no question of the sheet asks for, in one table.
  private var others: HTML {
    let figures = reply.figures.filter { figure in
      figure.scope == "all"
        && !sheet.questions.contains { question in
          question.measures.contains { MeasureCatalogue.measure($0, holds: figure.code) }
        }
    }
    guard !figures.isEmpty else { return "" }
    let rows = figures.html { figure in
      "<tr><th scope=\"row\">\(Catalogue.figure(figure.code, language))</th>"
        + "<td>\(lines.value(figure))</td></tr>"
    }
    return """
      <section><h2>\(pick("Autres indicateurs, hors fiche", "Other figures, which the sheet does not ask for"))</h2>
      <table><thead><tr><th scope="col">\(pick("Indicateur", "Figure"))</th><th scope="col">\(pick("Valeur", "Value"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></section>
      """
  }

  private func block(_ code: String) -> HTML {
    let figures = reply.figures.filter { $0.code == code }
    let title = Catalogue.figure(code, language)
    guard let all = figures.first(where: { $0.scope == "all" }) else {
      return "<article><h3>\(title.withCapital)</h3>"
        + "<p class=\"absent\">\(pick("Indicateur indisponible.", "Figure not available."))</p></article>"
    }
    let isCount = MeasureCatalogue.counts.contains(code)
    let rows = figures.html { figure in
      let numbers = isCount ? [] : [figure.numerator.text, figure.denominator.text]
      return "<tr><th scope=\"row\">\(Catalogue.scope(figure.scope, language))</th>"
        + numbers.html { "<td>\(language.number($0))</td>" }
        + "<td>\(shown(figure))</td></tr>"
    }
    let heads =
      [pick("Périmètre", "Scope"), pick("Nombre", "Number")]
      + (isCount ? [] : [pick("Sur", "Of"), pick("Taux", "Rate")])
    let absent = lines.absences(all).html { "<p class=\"absent\">\($0)</p>" }
    let chart: HTML =
      isCount
      ? ""
      : BarChart(
        title: title,
        bars: figures.map { (Catalogue.scope($0.scope, language), share($0), lines.rate($0)) }
      ).svg
    return """
      <article><h3>\(title.withCapital)\(year(code))
      <span class="value">\(shown(all))</span></h3>
      <div class="pair">\(chart)<table><thead><tr>\(heads.html { "<th scope=\"col\">\($0)</th>" })</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(code == "I6" ? levels : "")\(absent)\(note(beside: code))\(targets(figures))</article>
      """
  }

  /// The actions that are done to train (I0): one bar each, and a table of all scopes.
  private var things: HTML {
    let all = reply.figures.filter { $0.code.hasPrefix("I0:") && $0.scope == "all" }
      .sorted { ($1.numerator, $0.code) < ($0.numerator, $1.code) }
    let title = Catalogue.table("I0", language)
    guard let first = all.first else {
      let isMissing = reply.missing.contains { $0.figures.contains("I0") }
      let text =
        isMissing
        ? pick("Indicateur indisponible.", "Figure not available.")
        : pick(
          "Aucune structure n'a cité de moyen de formation.",
          "No structure named a way of training.")
      return "<article><h3>\(title.withCapital)</h3><p class=\"absent\">\(text)</p></article>"
    }
    let scopes = FigureOrder.scopes
    let rows = all.map { one -> [String] in
      let cells = scopes.map { scope -> String in
        let figure = reply.figures.first { $0.code == one.code && $0.scope == scope }
        return figure.map { language.part($0.numerator.text, of: $0.denominator.text) } ?? "–"
      }
      return [Catalogue.action(String(one.code.dropFirst(3)), language)] + cells
    }
    let table = Table(
      header: [pick("Moyen de formation", "Way of training")]
        + scopes.map { Catalogue.scope($0, language) },
      rows: rows)
    let chart = BarChart(
      title: title,
      bars: all.map {
        (Catalogue.action(String($0.code.dropFirst(3)), language), share($0), lines.rate($0))
      })
    let absent = lines.absences(first).html { "<p class=\"absent\">\($0)</p>" }
    let figures = reply.figures.filter { $0.code.hasPrefix("I0:") }
    return """
      <article><h3>\(title.withCapital)\(year(first.code))</h3>
      <p class="meta">\(pick("Plusieurs réponses sont possibles : la somme peut dépasser 100 %.", "Several answers are possible: the sum may exceed 100%."))</p>
      \(chart.svg)
      \(table.html(title))
      \(absent)\(targets(figures))</article>
      """
  }

  /// The targets of a figure in its scopes. That the sheet sets none is told once, with the method.
  private func targets(_ figures: [Figure]) -> HTML {
    let set = figures.compactMap { figure in
      let asked = answering.query(of: figure.code) ?? query
      return TargetStatus.of(figure.code, figure.scope, in: asked, sheet).map {
        TargetStatus(target: $0, figure: figure, language: language)
      }
    }
    return set.html { status in
      "<p class=\"target\">\(Catalogue.scope(status.target.scope, language)), \(status.text)</p>"
    }
  }

  /// What was observed beside what is declared, and what people reached are, beside those of the actions' steps.
  private func note(beside code: String) -> HTML {
    let text: String? =
      switch code {
      case "I5a": observed.map { ObservedUse.text($0, language) }
      case "I2a":
        pick(
          "Chaque personne est comptée une fois, si elle a été présente au moins une demi-journée à une session prise en compte. "
            + "Le public déclaré pour les actions de la fiche est compté autrement.",
          "Each person is counted once who was present for a half-day or more at a session that counts. "
            + "People declared for the sheet's actions are counted otherwise.")
      default: nil
      }
    return text.html { "<p class=\"meta\">\($0)</p>" }
  }

  /// The year or years of a figure, in a report of several parts.
  private func year(_ code: String) -> HTML {
    answering.years(of: code).html {
      $0.first == $0.last ? ", \($0.last.value)" : ", \($0.first.value)-\($0.last.value)"
    }
  }

  private func shown(_ figure: Figure) -> String {
    MeasureCatalogue.counts.contains(figure.code) ? lines.value(figure) : lines.rate(figure)
  }

  private func share(_ figure: Figure) -> Double? {
    figure.ratio.value.flatMap { Double($0.text) }
  }

  private var levels: HTML {
    let details = reply.figures.first { $0.code == "I6" && $0.scope == "all" }?.details?.levels
    guard let details, !details.isEmpty else { return "" }
    let names = ["acquired", "in_progress", "to_support", "arbitration", "not_evaluated"]
    let bars = names.map { name in
      let count = details.count { $0.level == name }
      return (
        Catalogue.reason(name, language), Optional(Double(count) / Double(details.count)),
        String(count)
      )
    }
    let title = pick("Niveaux du diagnostic (grille proposée)", "Diagnosis levels (proposed grid)")
    return "<h4>\(title)</h4>\(BarChart(title: title, bars: bars).svg)"
  }
}
