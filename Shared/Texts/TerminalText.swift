/// Text from others, such as names, made safe for a terminal, a page or a letter.
public enum TerminalText {
  /// Returns a text with visible escapes in place of characters that could steer a terminal, reverse the reading order or begin a line, or
  /// that nobody sees.
  ///
  /// These characters are the controls (Cc), the formats (Cf) with those of the bidirectional algorithm (CVE-2021-42574), the separators of
  /// lines and paragraphs (Zl, Zp), and code points that are no characters (such as U+FFFE). U+00AD, U+200C and U+200D stay: they are part
  /// of how words are written. The escape is JSON's, `\u001b`, so a text that is JSON keeps its meaning.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - keepsLines: whether line ends and tabs stay, as in a text that is laid out already.
  /// - Returns: the escaped text; only with `keepsLines` does it have line ends and tabs.
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

  /// Returns a text as one line: a run of controls, line ends and spaces becomes one space, with none at either end. Whatever else
  /// ``visible(_:keepsLines:)`` shows as an escape is shown so.
  ///
  /// It is for values that go into a line of their own, such as a header of a mail, where no value may begin another line.
  ///
  /// - Parameter text: the text.
  /// - Returns: one line.
  public static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isGap(scalar) {
        line.append(scalar)
      } else if let last = line.last, last != " " {
        line.append(" ")
      }
    }
    if line.last == " " { line.removeLast() }
    return visible(String(line))
  }

  /// Returns the lines of a text, however they end, without their ends; at least one.
  ///
  /// Scalars are looked at because CR and LF together are one character.
  public static func lines(_ text: String) -> [String] {
    var lines = [""]
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where isAfterReturn: break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append("")
      default: lines[lines.count - 1].unicodeScalars.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    return lines
  }

  /// Whether a scalar ends a line, steers a device, or is a plain space.
  private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar == " "
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
