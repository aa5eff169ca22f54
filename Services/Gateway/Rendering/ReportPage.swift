import Contracts
import Texts
import Values

/// The yearly report as one HTML page without script or external resource.
struct ReportPage {
  let reply: FiguresReply
  let query: FigureQuery
  let language: Language
  /// The day on which it was written; nil for a frozen one, which has a digest instead.
  let writtenOn: CivilDate?
  /// Who opened the feedback sheet of the campaign; nil where senacs did not answer.
  let observed: GetObservedUse.Row?
  /// What a frozen report is found by.
  var digest: String?
  /// The years before, of a final report.
  var trajectory: [Report.Part] = []

  private var isFictitious: Bool { reply.fictitious == true }
  private var lines: FigureLines { FigureLines(reply: reply, language: language) }

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  /// The whole page.
  var html: String {
    HTMLPage(
      title: title, language: language,
      banner: isFictitious ? banner : nil, subject: subject,
      content: """
        \(missing)
        \(questions.map(section).joined(separator: "\n"))
        \(levels)
        \(trajectory.isEmpty ? "" : TrajectorySection(parts: trajectory, language: language).html)
        \(method)
        """
    ).html
  }

  private var title: String {
    if let first = trajectory.first {
      return pick(
        "Fiche action PA 3.1.1 – évaluation finale \(first.name)-\(query.year)",
        "Action sheet PA 3.1.1 – final evaluation \(first.name)-\(query.year)")
    }
    return pick(
      "Fiche action PA 3.1.1 – évaluation \(query.year)",
      "Action sheet PA 3.1.1 – evaluation \(query.year)")
  }

  private var banner: String {
    let text = pick(
      "réseau inventé, aucune de ces structures n'existe", "an invented network, none of it exists")
    return "<strong>\(Words.fictitious(language))</strong> – \(text)"
  }

  private var subject: String {
    let text = pick(
      "Renforcer la veille et le diagnostic de territoire des centres sociaux et espaces de vie "
        + "sociale du Rhône, se former et se servir de SENACS. Pilote : Caf du Rhône.",
      "Strengthening how the social centres of the Rhône watch and diagnose their territory: "
        + "train, and use SENACS. Pilot: Caf du Rhône.")
    let campaign = pick("Campagne SENACS", "SENACS campaign")
    let asOf = pick("faits au", "facts as of")
    let trainings = pick("formations du", "trainings from")
    return "<p>\(text.escaped)</p><p class=\"meta\">\(campaign) \(query.campaign.escaped) · "
      + "\(asOf) \(query.asOf.iso) · \(trainings) \(query.from.iso) – \(query.to.iso) · "
      + (writtenOn.map { pick("établi le", "written on") + " \($0.iso)" }
        ?? pick("figé, empreinte", "frozen, digest") + " \(digest ?? "")") + "</p>"
  }

  private var missing: String {
    guard !reply.missing.isEmpty else { return "" }
    let items = reply.missing.map {
      "<li><strong>\($0.figures.joined(separator: " ").escaped)</strong> : \($0.service.escaped) "
        + "\(Catalogue.reason($0.status, language).escaped)</li>"
    }
    return "<section class=\"missing\"><h2>\(pick("Ce qui manque", "What is missing"))</h2>"
      + "<ul>\(items.joined())</ul></section>"
  }

  private struct Question {
    let title: String
    let prefixes: [String]
  }

  /// The sheet's questions and the figures that answer each (reference/action-sheet.txt).
  private var questions: [Question] {
    [
      Question(
        title: pick(
          "Que font les structures pour former leurs équipes ?",
          "What do structures do to train their teams?"), prefixes: ["I0", "I2"]),
      Question(
        title: pick(
          "La formation tient-elle malgré les départs ?", "Does training last in spite of turnover?"
        ), prefixes: ["I3", "I4"]),
      Question(
        title: pick(
          "SENACS est-il rempli et utile ?", "Is SENACS filled in, and is it useful?"),
        prefixes: ["I1", "I5"]),
      Question(
        title: pick(
          "Le diagnostic partagé est-il acquis ?", "Is the shared diagnosis acquired?"),
        prefixes: ["I6"]),
      Question(
        title: pick(
          "Les structures veillent-elles avec leurs partenaires ?",
          "Do structures watch together with their partners?"), prefixes: ["I7"]),
    ]
  }

  private func section(_ question: Question) -> String {
    let figures = reply.figures.filter { figure in
      question.prefixes.contains { figure.code.hasPrefix($0) }
    }
    let codes = figures.filter { $0.scope == "all" }.map(\.code)
    guard !codes.isEmpty else { return "" }
    let blocks = codes.map { code in block(code, figures.filter { $0.code == code }) }
    return "<section><h2>\(question.title.escaped)</h2>\(blocks.joined(separator: "\n"))</section>"
  }

  private func block(_ code: String, _ figures: [Figure]) -> String {
    guard let all = figures.first(where: { $0.scope == "all" }) else { return "" }
    let title = Catalogue.figure(code, language)
    let rows = figures.map { figure in
      "<tr><th scope=\"row\">\(Catalogue.scope(figure.scope, language).escaped)</th>"
        + "<td>\(language.decimal(figure.numerator.text))</td>"
        + "<td>\(language.decimal(figure.denominator.text))</td>"
        + "<td>\(shown(figure).escaped)</td></tr>"
    }
    let absent = lines.absences(all).map { "<p class=\"absent\">\($0.escaped)</p>" } ?? ""
    let chart =
      FigureLines.counts.contains(code)
      ? ""
      : BarChart(
        title: "\(code) – \(title)",
        bars: figures.map { (Catalogue.scope($0.scope, language), share($0), lines.rate($0)) }
      ).svg
    return """
      <article><h3><span class="code">\(code.escaped)</span> \(title.escaped)
      <span class="value">\(shown(all).escaped)</span></h3>
      <div class="pair">\(chart)<table><thead><tr><th scope="col">\(pick("Périmètre", "Scope"))</th>
      <th scope="col">\(pick("Numérateur", "Numerator"))</th>
      <th scope="col">\(pick("Dénominateur", "Denominator"))</th>
      <th scope="col">\(pick("Valeur", "Value"))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>
      \(absent)\(observedUse(beside: code))<p class="target">\(pick("aucune cible fixée", "no target set"))</p></article>
      """
  }

  /// What was observed, beside what is declared.
  private func observedUse(beside code: String) -> String {
    guard code == "I5a", let observed else { return "" }
    return "<p class=\"meta\">\(ObservedUse.text(observed, language).escaped)</p>"
  }

  private func shown(_ figure: Figure) -> String {
    FigureLines.counts.contains(figure.code) ? lines.value(figure) : lines.rate(figure)
  }

  private func share(_ figure: Figure) -> Double? {
    figure.ratio.value.flatMap { Double($0.text) }
  }

  private var levels: String {
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
    return "<section><h2>\(title)</h2>\(BarChart(title: title, bars: bars).svg)</section>"
  }

  private var method: String {
    let points = [
      pick(
        "Chaque chiffre est défini une fois ; numérateur et dénominateur sont comptés, jamais "
          + "estimés.",
        "Each figure is defined once; numerator and denominator are counted, never estimated."),
      pick(
        "Une valeur absente n'est pas zéro : elle est montrée comme absente.",
        "Missing is not zero: what is absent is shown as absent."),
      pick(
        "La grille du diagnostic (I6) est une proposition ; ses seuils sont des données.",
        "The grid of the diagnosis (I6) is a proposal; its thresholds are data."),
      pick(
        "La fiche ne fixe aucune cible ; aucune n'est inventée ici.",
        "The sheet sets no targets; none is invented here."),
    ]
    let positions = reply.positions.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }.joined(separator: " · ")
    return "<section><h2>\(pick("Méthode et limites", "Method and limits"))</h2><ul>"
      + points.map { "<li>\($0.escaped)</li>" }.joined()
      + "</ul><p class=\"meta\">\(pick("Positions des flux", "Feed positions")) : "
      + "\(positions.escaped)</p></section>"
  }
}

extension String {
  /// The text with the characters that HTML gives a meaning written as entities.
  var escaped: String {
    reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
