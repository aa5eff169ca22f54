import Texts
import Values

/// What is told in one of the two languages.
protocol Bilingual {
  var language: Language { get }
}

extension Bilingual {
  /// The text of the language.
  func pick(_ french: String, _ english: String) -> String { language.pick(french, english) }

  /// A day as people write it.
  func day(_ day: CivilDate) -> String { language.day(day.iso) }

  /// When a period was, with its preposition: `en 2025`, `en 06/2025`, `le 30/06/2025`.
  ///
  /// - Parameter period: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
  /// - Returns: the words.
  func during(_ period: String) -> String {
    let isDay = period.split(separator: "-").count > 2
    return "\(isDay ? pick("le", "on") : pick("en", "in")) \(language.day(period))"
  }
}
