package import Contracts
package import Values

/// Decides which part of a report of several years answers each measure.
///
/// Trainings are answered by the part of all years together. Any other measure is answered by the latest of the sheet's years that has
/// enough answers, so that one answer of the last year never stands for four years. The sheet says how many are enough, as a share of those
/// that could be there. Where no year has so many, the fullest year answers, and ``shortfall(of:)`` says so.
package struct AnsweringParts {
  /// How full a year is for a measure.
  package struct Fullness: Hashable {
    /// The year.
    package let year: Year
    /// How many answered, or how many the measure could be computed of.
    package let answers: Quantity
    /// Of how many.
    package let expected: Quantity

    /// Orders years by the share that answered.
    static func < (left: Fullness, right: Fullness) -> Bool {
      left.answers * right.expected < right.answers * left.expected
    }
  }

  /// Why a measure is not answered by the last year.
  package enum Shortfall: Hashable {
    /// The years after the one that answers; none of them is full enough.
    case passedOver([Fullness])
    /// No year is full enough; the one that answers is the fullest.
    case noneEnough(Fullness)
  }

  /// What is enough where the sheet does not say it: half.
  package static let usuallyEnough = Quantity("0.5") ?? Quantity(1)

  /// The share of those who could answer that is enough, more than 0, at most 1.
  package let enough: Quantity
  private let parts: [Report.Part]
  /// The parts of the sheet's years, in order of time.
  private let years: [Report.Part]

  /// - Parameters:
  ///   - parts: a report's parts; none or one where no choice is to be made.
  ///   - sheet: the sheet that the report evaluates.
  package init(_ parts: [Report.Part], of sheet: ActionSheet) {
    self.parts = parts
    enough = sheet.enoughAnswers ?? Self.usuallyEnough
    years = parts.filter { !Self.isOverall($0) && $0.query.year >= sheet.years.first }
  }

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

  /// The first and the last year that a figure is of; nil where the report has one part, whose name is in the title.
  package func years(of code: String) -> (first: Year, last: Year)? {
    guard parts.count > 1, let query = query(of: code) else { return nil }
    return (min(query.from.factYear, query.year), query.year)
  }

  /// Why a figure is not that of the last year; nil where it is, and for trainings.
  package func shortfall(of code: String) -> Shortfall? {
    let lead = Self.lead(of: code)
    guard parts.count > 1, lead != "I2a", let last = years.last, let part = part(of: code)
    else { return nil }
    if let full = fullness(of: lead, part), !isEnough(full) { return .noneEnough(full) }
    let later = years.filter { $0.query.year > part.query.year }
    guard !later.isEmpty, last != part else { return nil }
    return .passedOver(
      later.map { year in
        fullness(of: lead, year)
          ?? Fullness(year: year.query.year, answers: Quantity(0), expected: Quantity(0))
      })
  }

  private func part(of code: String) -> Report.Part? {
    let lead = Self.lead(of: code)
    guard parts.count > 1, !years.isEmpty else { return parts.last }
    if lead == "I2a" { return parts.last(where: Self.isOverall) ?? years.last }
    let full = years.compactMap { part in fullness(of: lead, part).map { (part: part, full: $0) } }
    // Of equally full years the latest answers.
    let fullest = full.reversed().max { $0.full < $1.full }
    return (full.last { isEnough($0.full) } ?? fullest)?.part ?? years.last
  }

  private func isEnough(_ full: Fullness) -> Bool { full.answers >= enough * full.expected }

  /// How full a year is; nil where nothing can be computed.
  ///
  /// What could be there is the structures that were asked: those expected in the campaign (I1, I5) or active on the day (I0, I6, I7a). Of
  /// meetings and posts, which nobody answers about, it is the most that any of the years has.
  private func fullness(of lead: String, _ part: Report.Part) -> Fullness? {
    func figure(_ code: String, in part: Report.Part) -> Figure? {
      part.figures.first {
        $0.scope == "all" && $0.denominator > Quantity(0)
          && (code == "I0" ? $0.code.hasPrefix("I0:") : $0.code == code)
      }
    }
    guard let own = figure(lead, in: part) else { return nil }
    let expected: Quantity? =
      switch lead {
      case "I1": own.denominator
      case "I5a": figure("I5-response", in: part)?.denominator
      case "I0", "I6", "I7a": figure("I6-coverage", in: part)?.denominator
      default: years.compactMap { figure(lead, in: $0)?.denominator }.max()
      }
    let answers = lead == "I1" ? own.numerator : own.denominator
    return Fullness(year: part.query.year, answers: answers, expected: expected ?? answers)
  }

  /// The measure that decides the year of another one, so that measures that belong together come from one year.
  private static func lead(of code: String) -> String {
    switch code {
    case _ where code.hasPrefix("I0:"): "I0"
    case _ where code.hasPrefix("I2"): "I2a"
    case _ where code.hasPrefix("I3"): "I3a-director"
    case _ where code.hasPrefix("I5"): "I5a"
    case "I7b", "I7c": "I7b"
    case "I7a": "I7a"
    default: String(code.prefix(2))
    }
  }
}
