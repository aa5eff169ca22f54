import ArgumentParser
import Synchronization
import Texts
import Values

extension CivilDate: ExpressibleByArgument {
  /// Reads `YYYY-MM-DD`, and in French also `jj/mm/aaaa`. In English that form is refused: 12/05/2025 may be a day of May or of December.
  public init?(argument: String) {
    guard let day = CivilDate(argument) ?? TypedDay.french(argument, language) else {
      TypedDay.refused.withLock { $0 = argument }
      return nil
    }
    self = day
  }

  static var today: CivilDate { Instant.now.parisDay }

  /// The day, in the form in which it is read.
  public var defaultValueDescription: String { iso }
}

/// A day as somebody types it.
enum TypedDay {
  /// The last text that was refused: the parser knows that a value was refused, and not that it was to be a day.
  static let refused = Mutex<String?>(nil)

  /// The day of `jj/mm/aaaa`, also without zeros in front; nil for anything else, and in English.
  static func french(_ text: String, _ language: Language) -> CivilDate? {
    guard language == .french,
      let parts = text.wholeMatch(of: /(\d{1,2})\/(\d{1,2})\/(\d{4})/)?.output,
      let day = Int(parts.1), let month = Int(parts.2), let year = Int(parts.3)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// What to say of a refused value that was to be a day; nil where it was not.
  ///
  /// - Parameters:
  ///   - message: the parser's message, in English.
  ///   - language: the language to answer in.
  /// - Returns: a sentence.
  static func refusal(_ message: String, _ language: Language) -> String? {
    guard let text = refused.withLock({ $0 }),
      let match = message.firstMatch(of: /The value '(.*)' is invalid for '(--[a-z-]+|<[a-z-]+>)/),
      match.1 == text
    else { return nil }
    let form = example(of: text)
    return language.pick(
      "Date non reconnue pour \(match.2) : « \(text) ». Écrivez-la ainsi : \(form).",
      "Unknown day for \(match.2): “\(text)”. Write it like this: \(form).")
  }

  /// The same day in the form that is read, where there is only one reading; else today.
  private static func example(of text: String) -> String {
    guard let day = french(text, .french), day.day > 12 else { return CivilDate.today.iso }
    return day.iso
  }
}
