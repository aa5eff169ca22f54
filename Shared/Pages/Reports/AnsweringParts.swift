import Composition
package import Contracts
import Values

/// Decides which part of a report of several years answers each measure. Trainings are answered by the part of all years together.
/// Any other measure is answered by the latest year in which it can be computed, and that year is shown beside it.
package struct AnsweringParts {
  private let parts: [Report.Part]

  package init(_ parts: [Report.Part]) { self.parts = parts }

  /// Whether a part counts the trainings of several years together; its other figures are those of its last year.
  package static func isOverall(_ part: Report.Part) -> Bool {
    part.query.from < part.query.year.firstDay
  }

  /// The figures of each measure from the part that answers it.
  package var figures: [Figure] {
    parts.reversed().flatMap(\.figures).map(\.code).once.flatMap { code in
      part(of: code)?.figures.filter { $0.code == code } ?? []
    }
  }

  /// The question of the part that answers a figure.
  package func query(of code: String) -> FigureQuery? { part(of: code)?.query }

  /// The year, or the years, of a figure; nil where the report has one part, whose name is in the title.
  package func name(of code: String) -> String? {
    guard parts.count > 1, let part = part(of: code) else { return nil }
    return Self.isOverall(part) && !code.hasPrefix("I2") ? part.query.year.description : part.name
  }

  private func part(of code: String) -> Report.Part? {
    parts.last { part in
      part.figures.contains {
        $0.scope == "all" && $0.denominator > Quantity(0) && Self.leads($0.code, code)
      }
    } ?? parts.last
  }

  /// Whether a measure decides the year of another one, so that measures that belong together come from one year.
  private static func leads(_ lead: String, _ code: String) -> Bool {
    switch code {
    case _ where code.hasPrefix("I0:"): lead.hasPrefix("I0:")
    case _ where code.hasPrefix("I2"): lead == "I2a"
    case _ where code.hasPrefix("I3"): lead == "I3a-director"
    case _ where code.hasPrefix("I5"): lead == "I5a"
    case "I7b", "I7c": lead == "I7b"
    case "I7a": lead == "I7a"
    default: lead == code.prefix(2)
    }
  }
}
