/// Finds what somebody meant who mistyped a word.
enum Nearest {
  /// The longest word that is compared, in characters: what a person types, not a file.
  private static let most = 60

  /// Returns the word that is nearest to a typed one: an unlike letter, one too many, one too few or two exchanged count one each, and a
  /// third of the letters may be wrong. Upper and lower case are alike. Of several that are equally near the first is meant.
  ///
  /// Source: Damerau (1964), “A technique for computer detection and correction of spelling errors”: four such slips are most of all.
  ///
  /// - Parameters:
  ///   - typed: the word.
  ///   - words: the words that there are.
  /// - Returns: nil where none is near.
  static func word(to typed: String, among words: some Sequence<String>) -> String? {
    let wanted = Array(typed.lowercased())
    guard (2...most).contains(wanted.count) else { return nil }
    var best: (word: String, slips: Int)?
    for word in words {
      let letters = Array(word.lowercased())
      let allowed = max(1, min(wanted.count, letters.count) / 3)
      guard letters.count <= most, abs(letters.count - wanted.count) <= allowed else { continue }
      let slips = slips(wanted, letters)
      if slips <= allowed, slips < best?.slips ?? .max { best = (word, slips) }
    }
    return best?.word
  }

  /// How many slips lie between two words (the optimal string alignment distance).
  private static func slips(_ one: [Character], _ other: [Character]) -> Int {
    var rows = [Array(0...other.count)]
    for place in one.indices {
      var row = [place + 1]
      for column in other.indices {
        let isAlike = one[place] == other[column]
        var least = min(
          rows[place][column] + (isAlike ? 0 : 1), rows[place][column + 1] + 1, row[column] + 1)
        if place > 0, column > 0, one[place] == other[column - 1], one[place - 1] == other[column] {
          least = min(least, rows[place - 1][column - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[one.count][other.count]
  }
}
