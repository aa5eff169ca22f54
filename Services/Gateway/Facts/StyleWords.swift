import ServiceKit
import Tabular
import Texts

/// How a file is written, in words: people cannot read punctuation marks in a list, and the codes are for the options.
struct StyleWords {
  let language: Language

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  /// A style: `UTF-8, séparateur point-virgule, virgule décimale, dates jour/mois/année`; then the columns that differ from it.
  ///
  /// - Parameters:
  ///   - style: the style, of which only what the file shows is told.
  ///   - isText: whether the file is text, which has an encoding and a separator.
  /// - Returns: the words, with commas between.
  func text(_ style: FileStyle, isText: Bool) -> String {
    var parts: [String] = []
    if isText, let encoding = style.encoding { parts.append(self.encoding(encoding)) }
    if isText, let separator = style.separator.value {
      parts.append("\(pick("séparateur", "separator")) \(self.separator(separator))")
    }
    if let decimal = style.decimal.value {
      parts.append(pick("\(self.decimal(decimal)) décimale", "decimal \(self.decimal(decimal))"))
    }
    if style.group != nil { parts.append(pick("milliers séparés", "thousands set apart")) }
    if let dates = style.dates.value { parts.append("dates \(self.dates(dates))") }
    for (label, look) in style.looks.sorted(by: { $0.key < $1.key }) {
      if look.decimal != style.decimal, let decimal = look.decimal.value {
        let mark = self.decimal(decimal)
        parts.append(
          pick("colonne \(label) : \(mark) décimale", "column \(label): decimal \(mark)"))
      }
      if look.dates != style.dates, let dates = look.dates.value {
        parts.append(
          pick("colonne \(label) : \(self.dates(dates))", "column \(label): \(self.dates(dates))"))
      }
    }
    return parts.joined(separator: ", ")
  }

  private func encoding(_ encoding: TextEncoding) -> String {
    switch encoding {
    case .utf8: "UTF-8"
    case .windows1252: "Windows-1252"
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    }
  }

  fileprivate func separator(_ separator: Character) -> String {
    switch separator {
    case ";": pick("point-virgule", "semicolon")
    case ",": pick("virgule", "comma")
    case "\t": pick("tabulation", "tab")
    case "|": pick("barre verticale", "vertical bar")
    default: String(separator)
    }
  }

  fileprivate func decimal(_ decimal: Character) -> String {
    decimal == "," ? pick("virgule", "comma") : pick("point", "point")
  }

  fileprivate func dates(_ dates: DateStyle) -> String {
    switch dates {
    case .iso: pick("année-mois-jour", "year-month-day")
    case .dayFirst: pick("jour/mois/année", "day/month/year")
    case .monthFirst: pick("mois/jour/année", "month/day/year")
    }
  }
}

extension ConfigurationProblem {
  /// What the sample of a file leaves open, and the option that settles it.
  private init(
    _ french: String, _ english: String, _ option: String, _ values: [String],
    in words: (StyleWords) -> [String] = { _ in [] }
  ) {
    func choice(_ language: Language) -> String {
      let names = words(StyleWords(language: language))
      return names.isEmpty ? "" : language.colon + " " + Self.either(names, language)
    }
    self.init(
      "\(french)\(choice(.french)). Précisez avec \(option) : \(Self.either(values, .french))",
      "\(english)\(choice(.english)). Say which with \(option): \(Self.either(values, .english))")
  }

  private static func either(_ values: [String], _ language: Language) -> String {
    guard let last = values.last, values.count > 1 else { return values.first ?? "" }
    return values.dropLast().joined(separator: ", ") + language.pick(" ou ", " or ") + last
  }

  /// The encoding is open.
  static let openEncoding = ConfigurationProblem(
    "Encodage du texte non reconnu", "The text's encoding is not recognised", "--encoding",
    TextEncoding.allCases.map(\.rawValue))

  /// The separator is open.
  static func open(separators: [Character]) -> ConfigurationProblem {
    ConfigurationProblem(
      "Séparateur ambigu", "The separator is ambiguous", "--separator",
      separators.map { $0 == "\t" ? "tab" : String($0) }
    ) { words in separators.map(words.separator) }
  }

  /// The decimal character of a column is open.
  static func openDecimal(of column: String) -> ConfigurationProblem {
    ConfigurationProblem(
      "Signe décimal ambigu dans la colonne \(column)",
      "The decimal character of column \(column) is ambiguous", "--decimal", [",", "."]
    ) { words in [Character(","), "."].map(words.decimal) }
  }

  /// The order of a column's dates is open.
  static func open(dates: [DateStyle], of column: String) -> ConfigurationProblem {
    ConfigurationProblem(
      "Ordre des dates ambigu dans la colonne \(column)",
      "The order of dates in column \(column) is ambiguous", "--dates", dates.map(\.rawValue)
    ) { words in dates.map(words.dates) }
  }
}
