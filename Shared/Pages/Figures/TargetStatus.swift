import Composition
package import Contracts
package import Texts
import Values

/// A target beside the figure that it is about: what was wanted, who set it and when, and whether it is reached.
package struct TargetStatus {
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
  package var text: String { "\(wanted)\(language.pick(" :", ":")) \(verdict)" }

  /// What is wanted, and who set it when.
  package var wanted: String {
    let value =
      MeasureCatalogue.counts.contains(target.measure)
      ? language.decimal(target.value.text) : language.share(target.value.text)
    let bound =
      isLower ? language.pick("au plus", "at most") : language.pick("au moins", "at least")
    let day = target.setOn.map { language.day($0.iso) } ?? ""
    let source = language.pick(
      "fixée par \(target.setBy ?? "") le \(day)", "set by \(target.setBy ?? "") on \(day)")
    return language.pick("cible", "target") + "\(language.pick(" :", ":")) \(bound) \(value), "
      + source
  }

  private var verdict: String {
    switch isReached {
    case true: language.pick("atteinte", "reached")
    case false: language.pick("non atteinte", "not reached")
    default: language.pick("non calculable", "not computable")
    }
  }

  /// Says that no target is set.
  package static func none(_ language: Language) -> String {
    language.pick("aucune cible fixée", "no target set")
  }

  /// The lines beneath the figures of a part: each target that is set, and the figures for which none is set.
  package static func lines(
    _ figures: [Figure], in part: FigureQuery, _ sheet: ActionSheet, _ language: Language
  ) -> [String] {
    let targets = (sheet.targets ?? []).filter {
      of($0.measure, $0.scope, in: part, sheet) == $0
    }
    let lines = targets.map { target in
      let figure = figures.first { $0.code == target.measure && $0.scope == target.scope }
      let status = TargetStatus(target: target, figure: figure, language: language)
      return "\(target.measure) · \(Catalogue.scope(target.scope, language)) · \(status.text)"
    }
    guard !targets.isEmpty else { return [none(language)] }
    let others = figures.filter { figure in
      figure.scope == "all" && !targets.contains { $0.measure == figure.code }
    }.map(\.code).once
    return lines + [none(language) + language.pick(" : ", ": ") + others.joined(separator: " ")]
  }
}
