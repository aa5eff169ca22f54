import Contracts
package import Texts

/// The measures that a sheet may choose from: each figure that a service owns, by its name. There are no others.
package enum MeasureCatalogue {
  /// A named measure.
  package struct Measure: Hashable {
    package let code, title: String
    /// The service that counts it.
    package let service: String
    /// The versions of the rules that it can be counted by.
    package let rules: [String]
    /// `rate` or `count`.
    package let kind: String
    /// `higher` or `lower`.
    package let better: String
  }

  /// Codes that count people, participations or hours, not rates.
  package static let counts: Set<String> = ["I2a", "I2b", "I2c", "I2e"]

  /// Figures of what is lost: less of it is better.
  private static func isLowerBetter(_ code: String) -> Bool { code.hasPrefix("I3") }

  /// The bound of a measure's target where the target itself names none.
  package static func bound(of code: String) -> String {
    isLowerBetter(code) ? "at_most" : "at_least"
  }

  /// The list, in the order of the report.
  package static func all(_ language: Language) -> [Measure] {
    Evaluator.owned.flatMap { service, codes in
      codes.map { code in
        Measure(
          code: code, title: Catalogue.table(code, language), service: service,
          rules: RuleBook.all.map(\.version),
          kind: counts.contains(code) ? "count" : "rate",
          better: isLowerBetter(code) ? "lower" : "higher")
      }
    }.sorted { (FigureOrder.rank($0.code), $0.code) < (FigureOrder.rank($1.code), $1.code) }
  }

  /// Whether a question may choose a measure.
  package static func knows(_ code: String) -> Bool {
    Evaluator.owned.values.contains { $0.contains(code) }
  }

  /// Whether a figure is of a measure: `I0` stands for each `I0:CODE`.
  package static func measure(_ measure: String, holds figure: String) -> Bool {
    figure == measure || (measure == "I0" && figure.hasPrefix("I0:"))
  }
}
