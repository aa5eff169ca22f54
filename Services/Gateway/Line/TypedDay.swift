public import ArgumentParser
import Synchronization
import Texts
public import Values

extension CivilDate: ExpressibleByArgument {
  /// Reads `2025-12-31`, or the day first with slashes, `31/12/2025`, as fact files have it.
  public init?(argument: String) {
    guard let day = CivilDate(argument) ?? TypedDay.slashed(argument) else {
      TypedDay.refused.withLock { $0 = argument }
      return nil
    }
    self = day
  }

  static var today: CivilDate { Instant.now.parisDay }

  /// The day in help: a default is the day of the run, and is told so, because help is also printed in the manual.
  public var defaultValueDescription: String {
    self == .today ? words("aujourd'hui", "today") : iso
  }
}

/// A day as somebody types it.
enum TypedDay {
  /// The last text that was refused: the parser knows that a value was refused, and not that it was to be a day.
  static let refused = Mutex<String?>(nil)

  /// The day of `31/12/2025`, also without zeros in front; nil for anything else.
  static func slashed(_ text: String) -> CivilDate? {
    guard let parts = text.wholeMatch(of: /([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})/)?.output,
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
      let match = message.firstMatch(of: /The value '(.*)' is invalid for '(--[a-z-]+|<[^>]+>)/),
      match.1 == text
    else { return nil }
    let value = language.quoted(text)
    // The name in angle brackets is the form itself.
    let option = match.2.hasPrefix("<") ? "" : language.pick(" pour \(match.2)", " for \(match.2)")
    return language.pick(
      "Date non reconnue\(option) : \(value). Écrivez-la ainsi : 2025-12-31 ou 31/12/2025.",
      "Not a day\(option): \(value). Write it so: 2025-12-31 or 31/12/2025.")
  }
}
