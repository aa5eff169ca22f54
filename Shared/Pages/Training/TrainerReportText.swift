package import Composition
package import Texts
package import Values

/// The trainer's report for a terminal, and as a page to send.
package struct TrainerReportText: Bilingual {
  let report: TrainerReport
  let language: Language
  /// The day on which it is made.
  let today: CivilDate

  /// Makes it.
  package init(report: TrainerReport, language: Language, today: CivilDate) {
    self.report = report
    self.language = language
    self.today = today
  }

  /// What it is called.
  package var title: String {
    pick("Bilan des formations, \(span)", "Report on trainings, \(span)")
  }

  private var span: String {
    guard let first = report.years.first?.year, let last = report.years.last?.year else {
      return ""
    }
    return first == last ? "\(first)" : "\(first)-\(last)"
  }

  /// A row for each year, then one for all.
  package var table: Table {
    Table(header: header, rows: rows)
  }

  private var header: [String] {
    language == .french
      ? [
        "année", "personnes touchées (I2a)", "participations à une session (I2b)",
        "structures ayant au moins une personne touchée (I2d)",
        "structures sans personne touchée",
        "structures ayant une personne formée en poste (I4)",
        "personnes touchées\(since), encore en poste",
      ]
      : [
        "year", "people reached (I2a)", "participations in a session (I2b)",
        "structures with somebody reached (I2d)", "structures with nobody reached",
        "structures with somebody trained in post (I4)", "people reached\(since), still in post",
      ]
  }

  /// From when on people are counted who are still in post; empty for a report without years.
  private var since: String {
    report.years.first.map { pick(" depuis \($0.year)", " since \($0.year)") } ?? ""
  }

  private var rows: [[String]] {
    let years = report.years.map {
      row($0.isOver ? "\($0.year)" : "\($0.year)*", $0.reach, $0.stillInPost)
    }
    guard report.years.count > 1, let last = report.years.last else { return years }
    let name = pick("ensemble \(span)", "all of \(span)")
    return years + [row(name, report.whole, last.stillInPost)]
  }

  private func row(
    _ name: String, _ reach: TrainingReach, _ still: TrainerReport.Year.StillInPost
  ) -> [String] {
    let (fewest, most) = (language.number(reach.fewestPeople), language.number(reach.mostPeople))
    let range = reach.isBounded ? " [\(fewest) \(pick("à", "to")) \(most)]" : ""
    return [
      name, language.number(reach.people) + range, language.number(reach.participations),
      share(reach.reached, reach.active), language.number(reach.unreached),
      share(reach.inPost, reach.inPostOf), share(still.inPost, still.people),
    ]
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    let rate = language.percent(part, of: whole) ?? Words.notComputable(language)
    return "\(language.part(part, of: whole)) (\(rate))"
  }

  /// A line for each pair of years that are compared: whether they may be, and why not.
  package var verdicts: [String] {
    report.comparisons.map { one in
      let years = pick("\(one.from) et \(one.to)", "\(one.from) and \(one.to)")
      let verdict = Catalogue.reason(one.verdict, language)
      let why = one.reasons.map { Catalogue.reason($0, language) }
      return years + pick(" : ", ": ") + verdict
        + (why.isEmpty ? "" : " – " + why.joined(separator: pick(" ; ", "; ")))
    }
  }

  /// What the numbers mean.
  package var notes: [String] {
    let participants = language.count(
      report.whole.counted,
      .init(
        "participant a été compté sans être nommé", "participants ont été comptés sans être nommés"),
      .init("participant was counted without a name", "participants were counted without names"))
    let lines: [String?] = [
      pick(
        "Une personne est comptée une fois par an, et une fois dans l'ensemble ; une participation est la présence d'une personne à une session.",
        "A person is counted once a year, and once in all; a participation is a person at a session."
      ),
      pick(
        "Encore en poste : les personnes touchées\(since) dont le nom est connu et qui occupent un poste dans une structure active le dernier jour de l'année.",
        "Still in post: those of the people reached\(since) whose name is known and who hold a post in an active structure on the year's last day."
      ),
      report.whole.isBounded
        ? pick(
          "Entre crochets : le plus petit et le plus grand nombre de personnes possible, car \(participants).",
          "In brackets: the fewest and the most people that there can be, since \(participants).")
        : nil,
      pick(
        "Deux années terminées sont comparables à trois conditions. Les règles de calcul sont les mêmes. Le nombre de structures actives n'a pas changé de plus de \(YearComparison.mostActiveChange) %. La part des participants non nommés et celle des participations sans structure n'ont pas changé de plus de \(YearComparison.mostShareChange) points. Elles ne sont pas comparables si une seule des deux a des participants non nommés.",
        "Two years that are over are comparable under three conditions. The rules are the same. The number of active structures did not change by more than \(YearComparison.mostActiveChange)%. The share of participants without names and that of participations without a structure did not change by more than \(YearComparison.mostShareChange) points. They are not if only one of them has participants without names."
      ),
      report.years.contains { !$0.isOver }
        ? pick(
          "* L'année n'est pas terminée : indicateurs provisoires.",
          "* The year is not over: its figures are provisional.") : nil,
    ]
    return lines.compactMap { $0 }
  }

  /// The whole report as one HTML page without script or external resource.
  package var html: String {
    HTMLPage(
      title: title, language: language,
      banner: HTMLPage.Banner.network(report.fictitious, language),
      subject: """
        <p class="subject">\(pick("Centres sociaux et espaces de vie sociale du Rhône", "Social centres and EVS of the Rhône"))</p>
        <p class="meta">\(pick("Établi le", "Made on")) \(day(today))</p>
        """,
      content: """
        <section><h2>\(pick("Année par année", "Year by year"))</h2>
        \(Table(header: header, rows: rows).html(title))
        </section>
        \(comparability)
        <section><h2>\(pick("Comment lire ces indicateurs", "How to read these figures"))</h2>
        <ul>\(notes.html { "<li>\($0)</li>" })</ul></section>
        """
    ).html
  }

  private var comparability: HTML {
    guard !verdicts.isEmpty else { return "" }
    return """
      <section><h2>\(pick("Ces années sont-elles comparables ?", "May these years be compared?"))</h2>
      <ul>\(verdicts.html { "<li>\($0)</li>" })</ul></section>
      """
  }
}
