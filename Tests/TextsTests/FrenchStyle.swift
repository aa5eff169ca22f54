/// How French is written. A text is told to be French or English by its commonest words, since a source does not say it.
enum FrenchStyle {
  /// The language of a text, `fr` or `en`; nil where nothing tells it.
  static func language(of text: String) -> String? {
    let words = Glossary.words(of: text)
    // English texts have names with accents, such as Métropole.
    let accented = text.split { !$0.isLetter }.count {
      $0.first?.isLowercase == true && $0.contains(where: letters.contains)
    }
    let french =
      words.count(where: frenchWords.contains) + accented + text.count(where: marks.contains)
    let english = words.count(where: englishWords.contains)
    return french == english ? nil : french > english ? "fr" : "en"
  }

  /// What is not written as French is.
  static func faults(in text: String) -> [String] {
    var faults: [String] = []
    if text.contains(where: quotes.contains) { faults.append("“ ” where French has « »") }
    if hasGluedColon(text) { faults.append("a colon without a space before it") }
    return faults
  }

  /// Whether a text is shown in both languages, such as `\(name): \(value)` or `: `, so that its colon is wrong in one of them. Text for
  /// programs has quotation marks, or no space behind the colon.
  static func isForBoth(_ text: String) -> Bool {
    !text.contains { $0.isLetter || $0.isNumber || $0 == "\"" }
      && (text.hasPrefix(": ") || text.contains("\u{FFFC}: "))
  }

  /// Whether a colon that ends a word or a text has no space before it.
  private static func hasGluedColon(_ text: String) -> Bool {
    let characters = Array(text)
    return characters.indices.dropFirst().contains { place in
      let isEnd = place + 1 == characters.count || characters[place + 1].isWhitespace
      let before = characters[place - 1]
      return characters[place] == ":" && isEnd && !before.isWhitespace && before != ":"
    }
  }

  private static let quotes: Set<Character> = ["“", "”"]
  private static let marks: Set<Character> = ["«", "»"]
  private static let letters = Set("àâéèêëîïôûùçœ")
  private static let frenchWords: Set<String> = [
    "le", "la", "les", "des", "du", "une", "un", "est", "sont", "pas", "pour", "dans", "sur", "ou",
    "et", "au", "aux", "par", "avec", "sans", "ce", "cette", "vous", "votre", "qui", "que", "ne",
    "n'", "d'", "l'", "qu'", "il", "elle", "chaque", "toute", "tous",
  ]
  private static let englishWords: Set<String> = [
    "the", "of", "is", "are", "and", "not", "or", "with", "for", "in", "to", "by", "its", "no", "a",
    "an", "that", "this", "from", "it", "has", "have", "who", "which", "what", "was", "be", "at",
    "as", "if", "you", "your", "without", "on", "one", "they", "their", "only", "each",
  ]
}
