import Composition
package import Contracts
package import Texts
import Values

/// A target beside the figure that it is about: what was wanted, who set it and when, and whether it is reached.
package struct TargetStatus: Bilingual {
  package let target: ActionSheet.Target
  /// The figure; nil where it is not there.
  package let figure: Figure?
  package let language: Language

  package init(target: ActionSheet.Target, figure: Figure?, language: Language) {
    self.target = target
    self.figure = figure
    self.language = language
  }

  /// The target of a figure in a part of a report; nil where none was set.
  package static func of(
    _ code: String, _ scope: String, in part: FigureQuery, _ sheet: ActionSheet
  ) -> ActionSheet.Target? {
    // A target is for a whole year. A number counted over several years, or over a part of one, is a different number.
    let isWhole = part.from == part.year.firstDay && part.to == part.year.lastDay
    guard part.asOf == part.year.lastDay, isWhole || !code.hasPrefix("I2") else { return nil }
    return sheet.targets?.first {
      $0.measure == code && $0.scope == scope && $0.year == part.year
    }
  }

  /// Whether it is reached; nil where nothing can be said.
  package var isReached: Bool? {
    guard let figure, figure.denominator > Quantity(0) else { return nil }
    let wanted = target.value * figure.denominator
    return isLower ? figure.numerator <= wanted : figure.numerator >= wanted
  }

  private var isLower: Bool {
    (target.bound ?? MeasureCatalogue.bound(of: target.measure)) == "at_most"
  }

  /// Such as `target: at least 80.0%, set by the commission on 2025-03-26: not reached`.
  package var text: String { "\(wanted)\(pick(" –", ":")) \(verdict)" }

  /// What is wanted, and who set it when.
  package var wanted: String {
    let value =
      MeasureCatalogue.counts.contains(target.measure)
      ? language.decimal(target.value.text) : language.share(target.value.text)
    let bound = isLower ? pick("au plus", "at most") : pick("au moins", "at least")
    let (who, day) = (target.setBy ?? "", target.setOn.map(self.day) ?? "")
    return pick(
      "cible : \(bound) \(value), fixée par \(who) le \(day)",
      "target: \(bound) \(value), set by \(who) on \(day)")
  }

  private var verdict: String {
    switch isReached {
    case true: pick("cible atteinte", "reached")
    case false: pick("cible non atteinte", "not reached")
    default: Words.notComputable(language)
    }
  }

  /// Says that the sheet sets no target.
  package static func none(_ language: Language) -> String {
    language.pick("La fiche ne fixe pas de cible.", "The sheet has no target set.")
  }

  /// Each target that is set for a part, beside its figure.
  static func all(
    _ figures: [Figure], in part: FigureQuery, _ sheet: ActionSheet, _ language: Language
  ) -> [TargetStatus] {
    (sheet.targets ?? []).filter { of($0.measure, $0.scope, in: part, sheet) == $0 }.map { target in
      let figure = figures.first { $0.code == target.measure && $0.scope == target.scope }
      return TargetStatus(target: target, figure: figure, language: language)
    }
  }

  /// The lines beneath the figures of a part: each target that is set, and the figures for which none is set.
  package static func lines(
    _ figures: [Figure], in part: FigureQuery, _ sheet: ActionSheet, _ language: Language
  ) -> [String] {
    let set = all(figures, in: part, sheet, language)
    guard !set.isEmpty else { return [none(language)] }
    let lines = set.map {
      "\($0.target.measure) · \(Catalogue.scope($0.target.scope, language)) · \($0.text)"
    }
    let others = figures.filter { figure in
      figure.scope == "all" && !set.contains { $0.target.measure == figure.code }
    }.map(\.code).once
    return lines + [
      language.pick("Sans cible : ", "No target set: ") + others.joined(separator: " ")
    ]
  }
}
