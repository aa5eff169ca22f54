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

  /// Says that a year is not over, and of which day its figures are.
  package static func unfinished(_ year: Year, on day: String, _ language: Language) -> String {
    language.pick(
      "\(year) n'est pas finie : ce sont ses chiffres au \(language.day(day))",
      "\(year) is not over: these are its figures on \(language.day(day))")
  }
}
