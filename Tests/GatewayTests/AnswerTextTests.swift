import Contracts
import Testing
import Texts
import Values

@testable import Composition
@testable import Pages

/// The answers to the sheet's questions, and which year gives them in a report of several years.
@Suite("Answers to the sheet's questions")
struct AnswerTextTests {
  private func figure(
    _ code: String, _ part: Int, _ whole: Int = 1, _ absences: [(String, Int)] = []
  ) -> Figure {
    var figure = Figure(code, "all", part, of: whole)
    if !absences.isEmpty {
      figure.absences = absences.map { Absence(reason: $0.0, count: $0.1) }
    }
    return figure
  }

  private func lines(
    _ figures: [Figure], missing: [MissingPart] = [], parts: [Report.Part] = [],
    _ language: Language = .french
  ) throws -> [String] {
    let sheet = try ActionSheetFile.read(nil)
    return AnswerText(
      sheet: sheet,
      reply: FiguresReply(
        figures: figures, missing: missing, positions: [:], fictitious: true),
      answering: AnsweringParts(parts, of: sheet), language: language
    ).lines.map { $0.replacing("\u{A0}", with: " ") }
  }

  private var year: [Figure] {
    [
      figure("I0:AUTOFORM", 31, 79, [("NO_ANSWER", 24)]), figure("I0:FORM_FEDE", 3, 79),
      figure("I0:TUTORAT", 25, 79), figure("I0:RESEAU", 24, 79),
      figure("I2a", 12), figure("I2e", 12), figure("I1", 78, 104, [("DRAFT_ONLY", 7)]),
      figure("I1-on-time", 71, 104), figure("I5a", 55, 64), figure("I5b", 37, 64),
      figure("I6", 10, 52, [("ARBITRATION", 23), ("NOT_EVALUATED", 28)]),
      figure("I6-coverage", 52, 103), figure("I7a", 57, 79), figure("I7b", 58, 76),
      figure("I4", 41, 103), figure("I3a-director", 26, 103),
    ]
  }

  @Test("the year in brief is a line for each question, with its subject")
  func brief() throws {
    #expect(
      try lines(year) == [
        "Formation : les formations ont touché 12 personnes, toutes salariées. Moyens de formation cités : autoformation, 31 "
          + "structures sur 79 (39,2 %) ; accompagnement individuel (tutorat), 25 (31,6 %) ; échanges entre pairs, réseau, 24 "
          + "(30,4 %). 24 structures n'ont pas répondu.",
        "SENACS : 78 structures attendues sur 104 ont répondu à SENACS (75,0 %), dont 71 avant la clôture (68,3 % des attendues).",
        "Utilisation des données : 55 structures sur les 64 qui ont répondu à la question utilisent les données SENACS (85,9 %), "
          + "dont 37 pour un document, une décision ou une négociation (57,8 %).",
        "Diagnostic partagé : le diagnostic partagé est acquis dans 10 structures sur les 52 dont le niveau est établi (19,2 %). "
          + "23 diagnostics sont à arbitrer, 28 diagnostics ne sont pas évalués.",
        "Partenariat et veille sociale : 57 structures sur les 79 qui ont répondu se disent bien intégrées dans le partenariat "
          + "local (72,2 %) ; 58 structures sur 76 ont participé à une instance de veille sociale de leur commune (76,3 %).",
        "Équipes : 41 structures actives sur 103 ont en poste une personne formée au diagnostic, à la veille ou à SENACS (39,8 %) ; "
          + "26 structures sur 103 ont connu un départ de direction (25,2 %).",
      ])
  }

  @Test("what is missing, what nobody is concerned by and people without names are told")
  func gaps() throws {
    var people = figure("I2a", 26)
    people.bounds = [30, 71].map { Ratio(numerator: Quantity($0), denominator: Quantity(1)) }
    let down = MissingPart(
      service: "senacs", figures: ["I1", "I1-on-time"], status: "UNAVAILABLE", message: "")
    let told = try lines([people, figure("I6", 0, 0)], missing: [down])
    #expect(
      told[0].contains(
        "26 personnes ; salariés touchés par les formations : aucune donnée reçue. En comptant les participants non nommés, le "
          + "nombre de personnes est compris entre 30 et 71. Aucune structure n'a cité de moyen de formation."
      ), "\(told[0])")
    #expect(
      told[1].hasPrefix(
        "SENACS : taux de participation à SENACS : indicateur indisponible (le service senacs ne répond pas) ; "
      ),
      "\(told[1])")
    #expect(
      told[3].contains(
        "diagnostic partagé acquis (grille proposée) : non calculable (aucune structure concernée)"),
      "\(told[3])")
  }

  private func part(_ year: Year, _ figures: [Figure], from: Year? = nil) -> Report.Part {
    Report.Part(
      name: from.map { "\($0)-\(year)" } ?? "\(year)",
      query: FigureQuery(year: year, from: from?.firstDay), figures: figures)
  }

  /// A report of 2022 to 2026 in which one structure alone answered in 2026.
  private var parts: [Report.Part] {
    let last = [
      figure("I1", 1, 104), figure("I5a", 1, 1), figure("I5-response", 1, 104),
      figure("I0:AUTOFORM", 1, 1), figure("I7a", 1, 1), figure("I6-coverage", 60, 100),
      figure("I6", 30, 60), figure("I7b", 1, 1), figure("I3a-director", 20, 100),
    ]
    return [
      part(2022, [figure("I1", 100, 104)]), part(2024, [figure("I1", 80, 100)]),
      part(
        2025,
        [
          figure("I1", 78, 104), figure("I5a", 55, 64), figure("I5-response", 64, 104),
          figure("I0:AUTOFORM", 31, 79), figure("I7a", 57, 79), figure("I6-coverage", 52, 103),
          figure("I6", 10, 52), figure("I7b", 58, 76), figure("I3a-director", 26, 103),
        ]), part(2026, last), part(2026, last + [figure("I2a", 48)], from: 2023),
    ]
  }

  private func answering(_ parts: [Report.Part], enough: String? = nil) throws -> AnsweringParts {
    var sheet = try ActionSheetFile.read(nil)
    sheet.enoughAnswers = enough.flatMap { Quantity($0) }
    return AnsweringParts(parts, of: sheet)
  }

  @Test(
    "one answer of the last year stands for no other: the latest year with half of them answers")
  func latestFullYear() throws {
    let answering = try answering(parts)
    for code in ["I1", "I1-on-time", "I5a", "I5b", "I0:AUTOFORM", "I7a", "I7b", "I7c"] {
      #expect(answering.years(of: code)?.last == 2025, "\(code)")
    }
    // A year is full of levels where half of the active structures have one, and of posts where they are known.
    for code in ["I6", "I6-coverage", "I3a-director", "I3c-family_referent"] {
      #expect(answering.years(of: code)?.last == 2026, "\(code)")
      #expect(answering.shortfall(of: code) == nil)
    }
    // Trainings are of all years, and the year before the sheet's is there to compare with.
    let trainings = try #require(answering.years(of: "I2a"))
    #expect(trainings.first == 2023 && trainings.last == 2026)
    let alone = AnsweringParts.Shortfall.passedOver([
      .init(year: 2026, answers: Quantity(1), expected: Quantity(104))
    ])
    #expect(answering.shortfall(of: "I1") == alone && answering.shortfall(of: "I5b") == alone)
    #expect(
      answering.figures.first { $0.code == "I1" }?.numerator == Quantity(78)
        && answering.figures.first { $0.code == "I6" }?.numerator == Quantity(30))
  }

  @Test("the sheet sets what is enough; where no year has it, the fullest answers and says so")
  func threshold() throws {
    #expect(try answering(parts, enough: "0.005").years(of: "I1")?.last == 2026)
    #expect(try answering(parts, enough: "0.78").years(of: "I1")?.last == 2024)
    let strict = try answering(parts, enough: "0.9")
    // 2022 had more answers, but is none of the sheet's years.
    let full = AnsweringParts.Fullness(
      year: 2024, answers: Quantity(80), expected: Quantity(100))
    #expect(strict.years(of: "I1")?.last == 2024 && strict.shortfall(of: "I1") == .noneEnough(full))
    // A report of one year makes no choice.
    let one = try answering([part(2026, [figure("I1", 1, 104)])])
    #expect(one.years(of: "I1") == nil && one.shortfall(of: "I1") == nil)
    #expect(one.figures.first?.numerator == Quantity(1))
  }

  @Test("an answer names its year, and the years that have too few")
  func named() throws {
    let figures = try answering(parts).figures
    let told = try lines(figures, parts: parts)
    #expect(
      told[0].hasPrefix("Formation : de 2023 à 2026, les formations ont touché 48 personnes"),
      "\(told[0])")
    #expect(
      told[0].contains("Moyens de formation cités en 2025 : autoformation, 31 structures sur 79"))
    #expect(
      told[1].hasPrefix(
        "SENACS : en 2025, 78 structures attendues sur 104 ont répondu à SENACS (75,0 %)"))
    #expect(told[1].hasSuffix("Trop peu de données en 2026 (1 structure sur 104)."), "\(told[1])")
    #expect(told[3].hasPrefix("Diagnostic partagé : en 2026, le diagnostic partagé est acquis"))
    let few = Array(parts.prefix(2)) + [part(2026, [figure("I1", 3, 104)])]
    let poor = try lines(try answering(few).figures, parts: few, .english)
    #expect(poor[1].hasPrefix("SENACS: in 2024, 80 of 100 structures"), "\(poor[1])")
    let none = [part(2025, [figure("I1", 10, 104)]), part(2026, [figure("I1", 3, 104)])]
    #expect(
      try lines(try answering(none).figures, parts: none)[1].hasPrefix(
        "SENACS : aucune année n'a de données pour 50,0 % des structures ; la plus complète est 2025 (10 structures sur 104). "
          + "En 2025, 10 structures attendues sur 104 ont répondu"))
  }

  private func departures(_ causes: [Int]) -> GetTurnover.Row {
    let tenure = Lasting(Survival([]))
    return GetTurnover.Row(
      function: "director", scope: "all", structures: 100, structuresLeft: 20,
      departures: causes.reduce(0, +),
      causes: Dictionary(uniqueKeysWithValues: zip(GetTurnover.causes, causes)), arrivals: 0,
      peopleLeft: 0, peopleCame: 0, peopleInPost: 0, rotation: nil, tenure: tenure)
  }

  @Test("a commission learns of no one or two people why they left; the pilot does")
  func causes() throws {
    let text = TurnoverText(language: .french)
    let row = departures([10, 8, 5, 2, 1])
    let told = try #require(text.causesTold(row))
    #expect(told.rows.map { $0[1] } == ["10", "8", "5", "3"])
    #expect(told.rows[3][0].hasPrefix("autres motifs, ensemble : "))
    // Of few departures no cause is told, and the table beside has the whole alone.
    #expect(text.causesTold(departures([2, 2, 2, 1, 1])) == nil)
    #expect(text.left([row]).rows[0].count == 5)
    #expect(text.departures([row]).rows[0].suffix(5) == ["10", "8", "5", "2", "1"])
  }
}
