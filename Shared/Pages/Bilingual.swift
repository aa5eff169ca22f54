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
}
