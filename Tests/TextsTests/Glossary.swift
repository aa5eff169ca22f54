/// The words that the page of terms avoids, as `Shared/Texts/README.md` lists them between backquotes, and the phrases in which they are
/// right all the same.
struct Glossary {
  /// The words and turns to avoid.
  let avoided: [String]
  private let allowed: [String]
  /// The first word of a turn, in each of its forms → the forms of all its words, and the turn.
  private var turns: [String: [(forms: [Set<String>], turn: String)]] = [:]

  /// Reads the page.
  init(page: String) {
    // Heading → the cell of its table that is read.
    let columns = ["## The words": 4, "### Turns to avoid": 1, "### Right all the same": 1]
    var found: [String: [String]] = [:]
    var heading = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("#") { heading = String(line) }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard let column = columns[heading], line.hasPrefix("|"), column < cells.count else {
        continue
      }
      found[heading, default: []] += cells[column].matches(of: /`([^`]+)`/).map { String($0.1) }
    }
    avoided = (found["## The words"] ?? []) + (found["### Turns to avoid"] ?? [])
    allowed = (found["### Right all the same"] ?? []).map { $0.lowercased() }
    for turn in avoided {
      let forms = Self.words(of: turn).map(Self.forms)
      for first in forms.first ?? [] { turns[first, default: []].append((forms, turn)) }
    }
  }

  /// The turns to avoid that a text has.
  func turns(in text: String) -> [String] {
    let found = plainTurns(in: text)
    return found.isEmpty ? [] : plainTurns(in: withoutAllowed(text))
  }

  /// The text in lower case without the phrases in which a word to avoid is right.
  func withoutAllowed(_ text: String) -> String {
    allowed.reduce(text.lowercased()) { $0.replacing($1, with: "\u{FFFC}") }
  }

  private func plainTurns(in text: String) -> [String] {
    let words = Self.words(of: text)
    return words.indices.flatMap { place in
      (turns[words[place]] ?? []).filter { turn in
        place + turn.forms.count <= words.count
          && zip(turn.forms, words[place...]).allSatisfy { $0.contains($1) }
      }.map(\.turn)
    }
  }

  /// A word, its plural and its feminine.
  private static func forms(of word: String) -> Set<String> {
    guard word.last?.isLetter == true else { return [word] }
    return [word, word + "s", word + "e", word + "es"]
  }

  /// The words and the marks of a text, in lower case; a word ends behind an apostrophe.
  static func words(of text: String) -> [String] {
    var (words, word) = ([String](), "")
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
        continue
      }
      if character == "'" { word.append(character) }
      if !word.isEmpty { words.append(word) }
      word = ""
      if character != "'", !character.isWhitespace { words.append(String(character)) }
    }
    return word.isEmpty ? words : words + [word]
  }
}
