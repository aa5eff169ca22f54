/// Text of others, such as names, as a terminal, a page or a letter may be given it.
public enum TerminalText {
  /// Characters that could steer a terminal, turn the order of what is read, begin a line, or that nobody sees, as visible escapes.
  ///
  /// They are the controls (Cc), the formats (Cf) with those of the bidirectional algorithm (CVE-2021-42574), and the separators of
  /// lines and paragraphs (Zl, Zp), and what is no character (U+FFFE). U+00AD, U+200C and U+200D stay: they are part of how words are written. The escape is JSON's,
  /// `\u001b`: text that is JSON means the same after it.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - keepsLines: whether line ends and tabs stay, as in a text that is laid out already.
  /// - Returns: the text, nothing of which is a control.
  public static func visible(_ text: String, keepsLines: Bool = false) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      let isLayout = scalar == "\n" || scalar == "\t"
      if isHidden(scalar), !(keepsLines && isLayout) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0xAD, 0x200C, 0x200D: false
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: scalar.properties.isNoncharacterCodePoint
      }
    }
  }
}
