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
      <p class="answer">\(answer(question))</p>
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
      "<tr><th scope=\"row\">\(Catalogue.figure(figure.code, language)) "
        + "<span class=\"code\">\(figure.code)</span></th><td>\(lines.value(figure))</td></tr>"
    }
    return """
      <section><h2>\(pick("Autres chiffres, que la fiche ne demande pas", "Other figures, which the sheet does not ask for"))</h2>
      <table><thead><tr><th scope="col">\(pick("Chiffre", "Figure"))</th><th scope="col">\(pick("Valeur", "Value"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></section>
      """
  }

  private func block(_ code: String) -> HTML {
    let figures = reply.figures.filter { $0.code == code }
    let title = Catalogue.figure(code, language)
    guard let all = figures.first(where: { $0.scope == "all" }) else {
      return "<article><h3><span class=\"code\">\(code)</span> \(title)</h3>"
        + "<p class=\"absent\">\(pick("absent", "absent"))</p></article>"
    }
    let isCount = MeasureCatalogue.counts.contains(code)
    let rows = figures.html { figure in
      let numbers = isCount ? [] : [figure.numerator.text, figure.denominator.text]
      return "<tr><th scope=\"row\">\(Catalogue.scope(figure.scope, language))</th>"
        + numbers.html { "<td>\(language.decimal($0))</td>" }
        + "<td>\(shown(figure))</td></tr>"
    }
    let heads =
      [pick("Périmètre", "Scope")]
      + (isCount ? [] : [pick("Numérateur", "Numerator"), pick("Dénominateur", "Denominator")])
      + [pick("Valeur", "Value")]
    let absent = lines.absences(all).html { "<p class=\"absent\">\($0)</p>" }
    let chart: HTML =
      isCount
      ? ""
      : BarChart(
        title: "\(code) – \(title)",
        bars: figures.map { (Catalogue.scope($0.scope, language), share($0), lines.rate($0)) }
      ).svg
    return """
      <article><h3><span class="code">\(code)</span> \(title)\(year(code))
      <span class="value">\(shown(all))</span></h3>
      <div class="pair">\(chart)<table><thead><tr>\(heads.html { "<th scope=\"col\">\($0)</th>" })</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(code == "I6" ? levels : "")\(absent)\(observedUse(beside: code))\(targets(figures))</article>
      """
  }

  /// The actions that are done to train (I0): one bar each, and a table of all scopes.
  private var things: HTML {
    let all = reply.figures.filter { $0.code.hasPrefix("I0:") && $0.scope == "all" }
      .sorted { ($1.numerator, $0.code) < ($0.numerator, $1.code) }
    let title = Catalogue.table("I0", language)
    guard let first = all.first else {
      return "<article><h3><span class=\"code\">I0</span> \(title)</h3>"
        + "<p class=\"absent\">\(pick("absent : personne n'a rien nommé", "absent: nobody named anything"))</p></article>"
    }
    let scopes = FigureOrder.scopes
    let heads = scopes.html { "<th scope=\"col\">\(Catalogue.scope($0, language))</th>" }
    let rows = all.html { one in
      let cells = scopes.html { scope in
        let figure = reply.figures.first { $0.code == one.code && $0.scope == scope }
        return "<td>\(figure.map { "\($0.numerator.text)/\($0.denominator.text)" } ?? "–")</td>"
      }
      return
        "<tr><th scope=\"row\">\(Catalogue.action(String(one.code.dropFirst(3)), language))</th>\(cells)</tr>"
    }
    let chart = BarChart(
      title: "I0 – \(title)",
      bars: all.map {
        (Catalogue.action(String($0.code.dropFirst(3)), language), share($0), lines.rate($0))
      })
    let absent = lines.absences(first).html { "<p class=\"absent\">\($0)</p>" }
    let figures = reply.figures.filter { $0.code.hasPrefix("I0:") }
    return """
      <article><h3><span class="code">I0</span> \(title)\(year(first.code))</h3>
      <p class="meta">\(pick("Plusieurs réponses sont possibles : la somme peut dépasser 100 %.", "Several answers are possible: the sum may exceed 100%."))</p>
      \(chart.svg)
      <div class="scroll" role="region" tabindex="0" aria-label="I0">
      <table><thead><tr><th scope="col">\(pick("Ce qui est fait", "What is done"))</th>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(absent)\(targets(figures))</article>
      """
  }

  /// The targets of a figure in its scopes, or the words that none is set.
  private func targets(_ figures: [Figure]) -> HTML {
    let set = figures.compactMap { figure in
      let asked = answering.query(of: figure.code) ?? query
      return TargetStatus.of(figure.code, figure.scope, in: asked, sheet).map {
        TargetStatus(target: $0, figure: figure, language: language)
      }
    }
    guard !set.isEmpty else { return "<p class=\"target\">\(TargetStatus.none(language))</p>" }
    return set.html { status in
      "<p class=\"target\">\(Catalogue.scope(status.target.scope, language)) – \(status.text)</p>"
    }
  }

  /// What was observed, beside what is declared.
  private func observedUse(beside code: String) -> HTML {
    guard code == "I5a", let observed else { return "" }
    return "<p class=\"meta\">\(ObservedUse.text(observed, language))</p>"
  }

  /// The year or years of a figure, in a report of several parts.
  private func year(_ code: String) -> HTML {
    answering.name(of: code).html { " – \($0)" }
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
