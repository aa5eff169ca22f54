package import Composition
package import Contracts
package import Texts
import Values

/// A sheet's questions, each answered in a few sentences: the same on the report's page and on a terminal.
package struct AnswerText: Bilingual {
  /// The most measures, beside the ways of training, that an answer tells of, and the most ways of training that it names.
  private static let (mostMeasures, mostWays) = (2, 3)

  package let sheet: ActionSheet
  package let reply: FiguresReply
  /// Which year answers which measure.
  package let answering: AnsweringParts
  package let language: Language

  package init(
    sheet: ActionSheet, reply: FiguresReply, answering: AnsweringParts, language: Language
  ) {
    self.sheet = sheet
    self.reply = reply
    self.answering = answering
    self.language = language
  }

  /// The heading above all answers.
  package static func title(_ years: String, isFinal: Bool, _ language: Language) -> String {
    isFinal
      ? language.pick("L'essentiel des années \(years)", "The years \(years) in brief")
      : language.pick("L'essentiel de l'année \(years)", "The year \(years) in brief")
  }

  /// Every answer in one line, after the subject of its question.
  package var lines: [String] {
    sheet.questions.map { question in
      let subject = Catalogue.subject(question.measures.first ?? "", language)
      let sentences = sentences(question)
      let rest = sentences.dropFirst().map { " \($0.withCapital)." }.joined()
      return pick("\(subject) : ", "\(subject): ") + "\(sentences.first ?? "–").\(rest)"
    }
  }

  /// A question's answer.
  package func answer(_ question: ActionSheet.Question) -> String {
    sentences(question).map { "\($0.withCapital)." }.joined(separator: " ")
  }

  /// The sentences of an answer without capitals and full stops, made of the question's first measures: how many of how many, when, and
  /// what is missing.
  private func sentences(_ question: ActionSheet.Question) -> [String] {
    let measures = Array(question.measures.filter { $0 != "I0" }.prefix(Self.mostMeasures))
    let ways = question.measures.contains("I0") ? ["I0"] : []
    var sentences = told(measures)
    if let first = measures.first.flatMap(figure) { sentences += unnamed(first) + absences(first) }
    if !ways.isEmpty { sentences += self.ways }
    let shortfalls = (measures + ways).map(answering.shortfall)
    sentences = shortfalls.compactMap(noneEnough).once + sentences
    return sentences + shortfalls.compactMap(passedOver).once
  }

  private func figure(_ code: String) -> Figure? {
    reply.figures.first { $0.code == code && $0.scope == "all" }
  }

  private func years(_ code: String) -> String? {
    answering.years(of: code).map { language.years($0.first.value, $0.last.value) }
  }

  /// One sentence for the measures of the same years.
  private func told(_ measures: [String]) -> [String] {
    var sentences: [(years: String?, text: String)] = []
    var before: (code: String, number: String)?
    for code in measures {
      let (said, subject) = clause(code, after: before)
      guard let said else { continue }
      if !said.isAddition { before = subject }
      let when = subject == nil ? nil : years(code)
      if let last = sentences.last, last.years == when {
        let joint = said.isAddition ? ", " : pick(" ; ", "; ")
        sentences[sentences.count - 1].text += joint + said.text
      } else {
        sentences.append((years: when, text: said.text))
      }
    }
    return sentences.map { ($0.years.map { "\($0), " } ?? "") + $0.text }
  }

  /// What is said of a measure, nil where that was just said; and the figure that it is about.
  private func clause(
    _ code: String, after before: (code: String, number: String)?
  ) -> (Catalogue.Clause?, (code: String, number: String)?) {
    let name = Catalogue.figure(code, language)
    guard let found = figure(code) else {
      return (Catalogue.Clause(pick("\(name) : ", "\(name): ") + missing(code)), nil)
    }
    let number = found.numerator.text
    guard found.denominator > Quantity(0) else {
      let text = pick("\(name) : ", "\(name): ") + Words.nobodyConcerned(language)
      return (Catalogue.Clause(text), (code: code, number: number))
    }
    let rate = FigureLines(language: language).rate(found)
    return (
      Catalogue.clause(
        code, number, of: found.denominator.text, rate: rate, after: before, language),
      (code: code, number: number)
    )
  }

  private func missing(_ measure: String) -> String {
    guard let part = reply.missing.first(where: { $0.figures.contains(measure) }) else {
      return pick("aucune donnée reçue", "no data received")
    }
    let why = Catalogue.missing(part.service, part.status, language)
    return pick(
      "indicateur indisponible (le service \(why))", "figure not available (service \(why))")
  }

  /// How many there are at least and at most, where people were counted without their names.
  private func unnamed(_ figure: Figure) -> [String] {
    let bounds = (figure.bounds ?? []).compactMap { $0.value?.text }
    guard figure.code == "I2a", bounds.count == 2, bounds[0] != bounds[1] else { return [] }
    let (least, most) = (language.number(bounds[0]), language.number(bounds[1]))
    return [
      pick(
        "en comptant les participants non nommés, le nombre de personnes est compris entre \(least) et \(most)",
        "counting participants without names, there are from \(least) to \(most) people")
    ]
  }

  /// Who is left out of a figure's whole. Of I1 nobody is: those who did not answer are in it.
  private func absences(_ figure: Figure) -> [String] {
    guard let absences = figure.absences, !absences.isEmpty, !figure.code.hasPrefix("I1") else {
      return []
    }
    let items = absences.map { Catalogue.absenceSentence($0.reason, $0.count, language) }
    return [items.joined(separator: ", ")]
  }

  /// The ways of training that most structures named, and who did not answer.
  private var ways: [String] {
    if reply.missing.contains(where: { $0.figures.contains("I0") }) {
      let title = Catalogue.table("I0", language)
      return [pick("\(title) : ", "\(title): ") + missing("I0")]
    }
    let named = reply.figures.filter { $0.code.hasPrefix("I0:") && $0.scope == "all" }
      .sorted { ($1.numerator, $0.code) < ($0.numerator, $1.code) }.prefix(Self.mostWays)
    let lines = FigureLines(language: language)
    let sentence = Catalogue.ways(
      named.map {
        (
          code: String($0.code.dropFirst(3)), number: $0.numerator.text, rate: lines.rate($0)
        )
      },
      of: named.first?.denominator.text ?? "0", years: years("I0"), language)
    return [sentence] + (named.first.map(absences) ?? [])
  }

  /// Says that no year has enough answers, and which one is told.
  private func noneEnough(_ shortfall: AnsweringParts.Shortfall?) -> String? {
    guard case .noneEnough(let fullest) = shortfall else { return nil }
    let share = language.share(answering.enough.text)
    return pick(
      "aucune année n'a de données pour \(share) des structures ; la plus complète est \(fullest.year) (\(fullness(fullest)))",
      "no year has data of \(share) of the structures; the fullest is \(fullest.year) (\(fullness(fullest)))"
    )
  }

  /// Says which later years have too few answers.
  private func passedOver(_ shortfall: AnsweringParts.Shortfall?) -> String? {
    guard case .passedOver(let years) = shortfall else { return nil }
    let items = years.map { full in
      "\(language.years(full.year.value, full.year.value)) (\(fullness(full)))"
    }
    return pick("trop peu de données ", "too few data ") + language.list(items)
  }

  /// How many structures of how many.
  private func fullness(_ full: AnsweringParts.Fullness) -> String {
    let pattern =
      full.expected > Quantity(0)
      ? pick("{n} structure[s] sur {d}", "{n} of {d} <structure|structures>")
      : pick("aucune structure", "no structure")
    return language.sentence(pattern, full.answers.text, of: full.expected.text)
  }
}
