package import Texts
package import Values

/// Words that several pages and answers have in common.
package enum Words {
  package static func fictitious(_ language: Language) -> String {
    language.pick("DONNÉES FICTIVES", "FICTITIOUS DATA")
  }

  package static func notComputable(_ language: Language) -> String {
    language.pick("non calculable", "not computable")
  }

  /// The same where there is room to say why.
  package static func nobodyConcerned(_ language: Language) -> String {
    language.pick(
      "non calculable (aucune structure concernée)", "not computable (no structure concerned)")
  }

  /// Says that a year is not over, and of which day its figures are.
  package static func unfinished(_ year: Year, on day: String, _ language: Language) -> String {
    language.pick(
      "L'année \(year) n'est pas terminée : indicateurs provisoires au \(language.day(day)).",
      "The year \(year) is not over: provisional figures as of \(language.day(day)).")
  }
}

extension Language {
  /// A time as clocks in Paris show it, without seconds: `29/11/2026 à 18 h 25` or `2026-11-29 18:25`.
  package func moment(_ instant: Instant) -> String {
    let (date, time) = (day(instant.parisDay.iso), clock(instant))
    return pick("\(date) à \(time)", "\(date) \(time)")
  }

  /// The same without the day: `18 h 25` or `18:25`.
  package func clock(_ instant: Instant) -> String {
    let (_, hour, minute) = instant.parisTime
    return clock("\(Self.padded(hour)):\(Self.padded(minute))")
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}

extension Instant {
  /// The form that a spreadsheet set to French takes for a time: `29/11/2026 18:25`, as clocks in Paris show it.
  package var sheetTime: String {
    let (day, _, _) = parisTime
    return "\(Language.french.day(day.iso)) \(Language.english.moment(self).suffix(5))"
  }
}
