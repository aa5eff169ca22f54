package import Composition
package import Contracts
package import Texts
package import Values

/// The report as one HTML page without script or external resource: for a commission, on screen and on paper.
package struct ReportPage: Bilingual {
  package let sheet: ActionSheet
  package let reply: FiguresReply
  package let query: FigureQuery
  package let language: Language
  /// The version of the rules.
  package let rules: String
  /// The day on which it was written, or frozen.
  package let writtenOn: CivilDate
  /// The day on which it was made, where its last day was not over then; nil otherwise.
  package let unfinishedOn: CivilDate?
  /// How many structures opened their feedback sheet of the campaign; nil where senacs did not answer.
  package var observed: GetObservedUse.Row?
  /// The digest by which a frozen report is found.
  package var digest: String?
  /// The parts of a frozen report.
  package var parts: [Report.Part] = []
  /// The values beside the figures; nil where they could not be read, and in a frozen report before form 3.
  package var beside: Report.Beside?
  /// Where the structures are; nil where this could not be read.
  package var places: [PlaceStanding]?

  package init(
    sheet: ActionSheet, reply: FiguresReply, query: FigureQuery, language: Language, rules: String,
    writtenOn: CivilDate, unfinishedOn: CivilDate?
  ) {
    self.sheet = sheet
    self.reply = reply
    self.query = query
    self.language = language
    self.rules = rules
    self.writtenOn = writtenOn
    self.unfinishedOn = unfinishedOn
  }

  /// The whole page.
  package var html: String {
    HTMLPage(
      title: title, language: language, banner: HTMLPage.Banner.network(reply.fictitious, language),
      css: TileMap.css, subject: cover, content: content
    ).html
  }

  /// What stands below the heading, for a page that has its own frame and style.
  package var main: HTML { cover + content }

  private var content: HTML {
    [missing, unfinished, brief, actions].html(separator: "\n") { $0 }
      + questions
      + beside.html { BesideSection(beside: $0, query: query, language: language).html }
      + (trajectory.isEmpty ? "" : TrajectorySection(parts: trajectory, language: language).html)
      + places.html { PlaceSection(places: $0, query: query, language: language).html } + passages
      + method
  }

  var lines: FigureLines { FigureLines(language: language) }

  /// Which part answers each measure.
  var answering: AnsweringParts { AnsweringParts(parts, of: sheet) }

  var answers: AnswerText {
    AnswerText(sheet: sheet, reply: reply, answering: answering, language: language)
  }

  /// The parts of the single years, in a final report.
  private var trajectory: [Report.Part] {
    parts.count > 1 ? parts.filter { !AnsweringParts.isOverall($0) } : []
  }

  package var title: String {
    trajectory.isEmpty
      ? pick(
        "Fiche action \(sheet.code) : évaluation de l'année \(years)",
        "Action sheet \(sheet.code): evaluation of the year \(years)")
      : pick(
        "Fiche action \(sheet.code) : évaluation finale \(years)",
        "Action sheet \(sheet.code): final evaluation \(years)")
  }

  /// The year, or the sheet's years of a final report.
  private var years: String {
    trajectory.isEmpty ? query.year.description : "\(sheet.years.first)-\(query.year)"
  }

  private var cover: HTML {
    var facts = [
      (pick("Pilotage / coordination", "Steering / coordination"), sheet.pilot.text(language)),
      (pick("Années de la fiche", "The sheet's years"), "\(sheet.years.first)-\(sheet.years.last)"),
      (pick("Données au", "Data as of"), language.day(query.asOf.iso)),
      (pick("Campagne SENACS", "SENACS campaign"), query.campaign),
      (
        pick("Formations prises en compte", "Trainings counted"),
        language.days(query.from.iso, query.to.iso)
      ),
      (
        pick("Règles de calcul", "Rules"),
        "version \(rules)"
          + (rules == RuleBook.inForce ? "" : pick(" (à l'étude)", " (a proposal)"))
      ),
    ]
    let written = digest == nil ? pick("Établi le", "Written on") : pick("Figé le", "Frozen on")
    facts.append((written, language.day(writtenOn.iso)))
    if let digest { facts.append((pick("Empreinte", "Digest"), digest)) }
    let list = facts.html { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
    return "<p class=\"subject\">\(sheet.title.text(language))</p><dl>\(list)</dl>"
  }

  private var unfinished: HTML {
    unfinishedOn.html {
      "<p class=\"meta\">\(Words.unfinished(query.year, on: $0.iso, language))</p>"
    }
  }

  private var missing: HTML {
    guard !reply.missing.isEmpty else { return "" }
    let items = reply.missing.html {
      let names = $0.figures.map { Catalogue.table($0, language) }
        .joined(separator: pick(" ; ", "; "))
      let why = Catalogue.missing($0.service, $0.status, language)
      return "<li>\(pick("Le service \(why) : \(names).", "The service \(why): \(names)."))</li>"
    }
    return
      "<section class=\"missing\"><h2>\(pick("Indicateurs indisponibles", "Figures not available"))</h2>"
      + "<ul>\(items)</ul></section>"
  }

  /// Each question with its answer.
  private var brief: HTML {
    let items = sheet.questions.html { question in
      """
      <li><p class="asked"><a href="#\(Self.anchor(question))">\(language.pick(question.fr, question.en))</a></p>
      <p>\(answers.answer(question))</p></li>
      """
    }
    let title = AnswerText.title(years, isFinal: !trajectory.isEmpty, language)
    return "<section><h2>\(title)</h2><ol class=\"brief\">\(items)</ol></section>"
  }

  private var actions: HTML {
    guard !sheet.actions.isEmpty else { return "" }
    let items = sheet.actions.html {
      "<li><strong>\(pick("Action \($0.code) :", "Action \($0.code):"))</strong> \(pick($0.fr, $0.en))</li>"
    }
    return "<section><h2>\(pick("Les actions de la fiche", "The sheet's actions"))</h2>"
      + "<ul>\(items)</ul>\(followed)</section>"
  }

  /// What was planned and done by year, and what slipped.
  private var followed: HTML {
    guard let beside, !beside.years.isEmpty else { return "" }
    let text = StepsText(language: language)
    let title = pick("Actions prévues et réalisées", "Actions planned and done")
    let table = Table(header: text.yearHeader, rows: beside.years.map(text.row))
    let slipped = beside.steps.filter { $0.slippedDays > 0 && $0.droppedOn == nil }.html {
      "<li>\(text.slip($0))</li>"
    }
    let late = pick("Actions en retard", "Actions behind their plan")
    return "<h3>\(title)</h3>" + table.html(title) + "<p class=\"meta\">\(text.peopleNote)</p>"
      + (slipped.isEmpty ? "" : "<h3>\(late)</h3><ul>\(slipped)</ul>")
  }

  /// What else the sheet says, in its own words.
  private var passages: HTML {
    guard !sheet.texts.isEmpty else { return "" }
    let items = sheet.texts.html {
      "<h3>\($0.heading.text(language))</h3><p>\($0.body.text(language))</p>"
    }
    return
      "<section><h2>\(pick("Texte de la fiche action", "The action sheet's text"))</h2>\(items)</section>"
  }
}
