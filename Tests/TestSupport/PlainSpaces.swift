/// Reads French as tests write it, with plain spaces before : ; ? ! and inside « ». That what people get has no-break spaces there is the
/// matter of a test of its own.
package enum PlainSpaces {
  package static func text(_ shown: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in shown.unicodeScalars {
      if [":", "»"].contains(scalar), result.last == "\u{A0}" {
        result.removeLast()
        result.append(" ")
      } else if [";", "?", "!"].contains(scalar), result.last == "\u{202F}" {
        result.removeLast()
        result.append(" ")
      }
      result.append(scalar == "\u{A0}" && result.last == "«" ? " " : scalar)
    }
    return String(result)
  }
}
