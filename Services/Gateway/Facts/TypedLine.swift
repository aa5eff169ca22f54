/// The command line for which a shell asks completions, up to the word that is being typed.
struct TypedLine {
  /// The words, the last being the one that is typed.
  let words: [String]
  /// Whether the shell takes only what follows the `=` of the word that is typed.
  let isCut: Bool

  /// Takes what the shell tells: its words, and the place of the one that is typed.
  ///
  /// bash cuts a word at each `=`. Here its parts are one word again.
  init(_ words: [String], at index: Int) {
    let told = words.prefix(min(max(index, 0), words.count) + 1)
    var joined: [String] = []
    var goesOn = false
    for word in told {
      if word == "=", !joined.isEmpty {
        joined[joined.count - 1] += word
        goesOn = true
      } else if goesOn {
        joined[joined.count - 1] += word
        goesOn = false
      } else {
        joined.append(word)
      }
    }
    self.words = joined
    isCut = told.last != joined.last
  }

  /// The word that is typed, as far as it goes.
  var typed: String { words.last ?? "" }

  /// The file of `--config`; nil without that option.
  var configurationFile: String? {
    let option = "--config"
    for (place, word) in words.enumerated() {
      if word == option { return words.dropFirst(place + 1).first }
      if word.hasPrefix("\(option)=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}
