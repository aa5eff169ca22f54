/// How French is written. A text is told to be French or English by its commonest words, since a source does not say it.
enum FrenchStyle {
  /// The language of a text, `fr` or `en`; nil where nothing tells it.
  static func language(of text: String) -> String? {
    let words = Glossary.words(of: text)
    let french =
      words.count(where: frenchWords.contains) + text.lowercased().count(where: letters.contains)
    let english = words.count(where: englishWords.contains)
    return french == english ? nil : french > english ? "fr" : "en"
  }

  /// What is not written as French is.
  static func faults(in text: String) -> [String] {
    var faults: [String] = []
    if text.contains(where: quotes.contains) { faults.append("“ ” where French has « »") }
    if hasColon(in: text, behind: { !$0.isWhitespace && $0 != ":" }) {
      faults.append("a colon without a space before it")
    }
    return faults
  }

  /// Whether a text is shown in both languages, such as `\(name): \(value)` or `: `, so that its colon is wrong in one of them.
  static func isForBoth(_ text: String) -> Bool {
    !text.contains { $0.isLetter || $0.isNumber }
      && (text.hasPrefix(": ") || hasColon(in: text, behind: { !$0.isWhitespace }))
  }

  /// Whether a colon that ends a word or a text stands behind such a character.
  private static func hasColon(in text: String, behind isRight: (Character) -> Bool) -> Bool {
    let characters = Array(text)
    return characters.indices.dropFirst().contains { place in
      let isEnd = place + 1 == characters.count || characters[place + 1].isWhitespace
      return characters[place] == ":" && isEnd && isRight(characters[place - 1])
    }
  }

  private static let quotes: Set<Character> = ["“", "”"]
  private static let letters = Set("àâéèêëîïôûùçœ«»")
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
