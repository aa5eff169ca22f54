import Composition
import Contracts
import Foundation
import Texts
import Values

extension ReportPage {
  /// The most measures in an answer, and the most training actions that it names.
  private static let (mostMeasures, mostThings) = (3, 3)

  /// A question's answer in one sentence, made of its first measures: numerator of denominator, value, and what is absent.
  func answer(_ question: ActionSheet.Question) -> String {
    let clauses = question.measures.prefix(Self.mostMeasures).flatMap(clauses)
    let text = clauses.joined(separator: pick(" ; ", "; "))
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func clauses(_ measure: String) -> [String] {
    var figures = reply.figures.filter {
      $0.scope == "all" && MeasureCatalogue.measure(measure, holds: $0.code)
    }
    if measure == "I0" {
      figures.sort { ($1.numerator, $0.code) < ($0.numerator, $1.code) }
      figures = Array(figures.prefix(Self.mostThings))
    }
    guard !figures.isEmpty else {
      return ["\(Catalogue.table(measure, language))\(pick(" :", ":")) \(absence(measure))"]
    }
    return figures.enumerated().map { index, figure in clause(figure, isFirst: index == 0) }
  }

  private func absence(_ measure: String) -> String {
    guard let part = reply.missing.first(where: { $0.figures.contains(measure) }) else {
      return pick("absent, rien n'a été dit", "absent, nothing was said")
    }
    return "absent, \(part.service) \(Catalogue.reason(part.status, language))"
  }

  private func clause(_ figure: Figure, isFirst: Bool) -> String {
    let isCount = MeasureCatalogue.counts.contains(figure.code)
    var text: String
    if !isCount, figure.denominator == Quantity(0) {
      let name = Catalogue.figure(figure.code, language)
      text = "\(name)\(pick(" :", ":")) \(Words.notComputable(language)) (0/0)"
    } else {
      text = Catalogue.answer(figure.code, language)
      for (name, value) in [
        ("{n}", language.decimal(figure.numerator.text)),
        ("{d}", language.decimal(figure.denominator.text)),
        ("{v}", isCount ? lines.value(figure) : lines.rate(figure)),
      ] { text = text.replacing(name, with: value) }
    }
    if let name = answering.name(of: figure.code) { text += " (\(name))" }
    if isFirst, let absent = lines.absences(figure) { text += " [\(absent)]" }
    return text
  }
}
