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
  /// How many structures opened the feedback sheet of the campaign; nil where senacs did not answer.
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
  var answering: AnsweringParts { AnsweringParts(parts) }

  /// The parts of the single years, in a final report.
  private var trajectory: [Report.Part] {
    parts.count > 1 ? parts.filter { !AnsweringParts.isOverall($0) } : []
  }

  package var title: String {
    trajectory.isEmpty
      ? pick(
        "Fiche action \(sheet.code) – évaluation \(years)",
        "Action sheet \(sheet.code) – evaluation \(years)")
      : pick(
        "Fiche action \(sheet.code) – évaluation finale \(years)",
        "Action sheet \(sheet.code) – final evaluation \(years)")
  }

  /// The year, or the sheet's years of a final report.
  private var years: String {
    trajectory.isEmpty ? query.year.description : "\(sheet.years.first)-\(query.year)"
  }

  private var cover: HTML {
    var facts = [
      (pick("Pilotage / coordination", "Steering / coordination"), sheet.pilot.text(language)),
      (pick("Années de la fiche", "The sheet's years"), "\(sheet.years.first)-\(sheet.years.last)"),
      (pick("Faits au", "Facts as of"), language.day(query.asOf.iso)),
      (pick("Campagne SENACS", "SENACS campaign"), query.campaign),
      (
        pick("Formations comptées", "Trainings counted"),
        "\(language.day(query.from.iso)) – \(language.day(query.to.iso))"
      ),
      (
        pick("Règles", "Rules"),
        rules == RuleBook.inForce ? rules : "\(rules) (\(pick("proposition", "a proposal")))"
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
      "<p class=\"target\">\(Words.unfinished(query.year, on: $0.iso, language))</p>"
    }
  }

  private var missing: HTML {
    guard !reply.missing.isEmpty else { return "" }
    let items = reply.missing.html {
      let codes: String = $0.figures.joined(separator: " ")
      return "<li><strong>\(codes)</strong> : \($0.service) "
        + "\(Catalogue.reason($0.status, language))</li>"
    }
    return "<section class=\"missing\"><h2>\(pick("Ce qui manque", "What is missing"))</h2>"
      + "<ul>\(items)</ul></section>"
  }

  /// Each question with its answer.
  private var brief: HTML {
    let items = sheet.questions.html { question in
      """
      <li><p class="asked"><a href="#\(Self.anchor(question))">\(language.pick(question.fr, question.en))</a></p>
      <p>\(answer(question))</p></li>
      """
    }
    return
      "<section><h2>\(pick("En bref", "In brief")) – \(years)</h2><ol class=\"brief\">\(items)</ol></section>"
  }

  private var actions: HTML {
    guard !sheet.actions.isEmpty else { return "" }
    let items = sheet.actions.html {
      "<li><strong>\(pick("Action", "Action")) \($0.code)</strong> – \(language.pick($0.fr, $0.en))</li>"
    }
    return "<section><h2>\(pick("Ce que la fiche veut faire", "What the sheet wants done"))</h2>"
      + "<ul>\(items)</ul>\(followed)</section>"
  }

  /// What was planned and done by year, and what slipped.
  private var followed: HTML {
    guard let beside, !beside.years.isEmpty else { return "" }
    let text = StepsText(language: language)
    let title = pick("Prévu et fait", "Planned and done")
    let table = Table(header: text.yearHeader, rows: beside.years.map(text.row))
    let slipped = beside.steps.filter { $0.slippedDays > 0 && $0.droppedOn == nil }.html {
      "<li>\(text.slip($0))</li>"
    }
    let late = pick("Ce qui a glissé", "What slipped")
    return "<h3>\(title)</h3>" + table.html(title)
      + (slipped.isEmpty ? "" : "<h3>\(late)</h3><ul>\(slipped)</ul>")
  }

  /// What else the sheet says, in its own words.
  private var passages: HTML {
    guard !sheet.texts.isEmpty else { return "" }
    let items = sheet.texts.html {
      "<h3>\($0.heading.text(language))</h3><p>\($0.body.text(language))</p>"
    }
    return
      "<section><h2>\(pick("La fiche, dans ses termes", "The sheet in its own words"))</h2>\(items)</section>"
  }
}
