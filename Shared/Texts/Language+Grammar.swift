extension Language {
  /// A noun's two forms.
  public struct Noun: Sendable {
    let one: String
    let many: String

    /// - Parameters:
    ///   - one: the form after 1, and after 0 in French, with everything that agrees: `structure attendue`.
    ///   - many: the form after any other number: `structures attendues`.
    public init(_ one: String, _ many: String) { (self.one, self.many) = (one, many) }
  }

  /// A number with its noun, which agrees: `1 structure attendue`, `1 204 lignes`. 0 and 1 are singular in French, only 1 is in English.
  ///
  /// - Parameters:
  ///   - number: how many.
  ///   - french: the French noun.
  ///   - english: the English noun.
  /// - Returns: the number with its thousands set apart, and the form that agrees.
  public func count(_ number: Int, _ french: Noun, _ english: Noun) -> String {
    self.number(number) + " " + form(number, french, english)
  }

  /// The form of a noun or a verb that agrees with a number, without the number.
  public func form(_ number: Int, _ french: Noun, _ english: Noun) -> String {
    let isOne = self == .french ? abs(number) < 2 : number == 1
    let noun = self == .french ? french : english
    return isOne ? noun.one : noun.many
  }

  /// A name after the French « de »: `d'Anse`, `de Meyzieu`, `du Perréon`, `des Haies`; in English after “of”.
  ///
  /// The h of a name counts as aspirated, as in « de Haute-Rivoire »; y before a consonant is a vowel, as in « d'Yzeron ».
  ///
  /// - Parameter name: a proper name, with its article if it has one (`Le Perréon`).
  /// - Returns: the preposition and the name.
  public func of(_ name: String) -> String {
    guard self == .french else { return "of \(name)" }
    for (article, contracted) in [("Le ", "du "), ("Les ", "des ")] where name.hasPrefix(article) {
      return contracted + name.dropFirst(article.count)
    }
    if name.hasPrefix("La ") || name.hasPrefix("L'") {
      return "de " + name.prefix(1).lowercased() + name.dropFirst()
    }
    return (Self.startsWithVowel(name) ? "d'" : "de ") + name
  }

  private static func startsWithVowel(_ name: String) -> Bool {
    let letters = name.lowercased().prefix(2).map { Self.base[$0] ?? $0 }
    guard let first = letters.first else { return false }
    guard first == "y" else { return "aeiouœæ".contains(first) }
    return letters.count > 1 && !"aeiou".contains(letters[1])
  }

  private static let base: [Character: Character] = [
    "à": "a", "â": "a", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o",
    "ù": "u", "û": "u",
  ]

  /// A rank among others: `53e sur 204`, `1er sur 9` (of a masculine noun), `53rd of 204`.
  public func rank(_ place: Int, of all: Int) -> String {
    let ordinal =
      switch (self, place % 10, place % 100) {
      case (.french, _, _): place == 1 ? "er" : "e"
      case (.english, 1, let rest) where rest != 11: "st"
      case (.english, 2, let rest) where rest != 12: "nd"
      case (.english, 3, let rest) where rest != 13: "rd"
      default: "th"
      }
    return "\(number(place))\(ordinal) \(pick("sur", "of")) \(number(all))"
  }

  /// Things in a sentence: `a, b et c` or `a, b and c`.
  public func list(_ things: [String]) -> String { joined(things, pick(" et ", " and ")) }

  /// Things of which one is meant: `a, b ou c` or `a, b or c`.
  public func either(_ things: [String]) -> String { joined(things, pick(" ou ", " or ")) }

  private func joined(_ things: [String], _ word: String) -> String {
    guard things.count > 1, let last = things.last else { return things.first ?? "" }
    return things.dropLast().joined(separator: ", ") + word + last
  }
}
