/// Text of others, such as names, as a terminal may be given it.
enum TerminalText {
  /// Characters that could steer a terminal or turn the order of what is read, as visible escapes.
  ///
  /// They are the controls C0 and C1, and those of the bidirectional algorithm, U+200E-F, U+202A-E and
  /// U+2066-9 (CVE-2021-42574). The escape is JSON's, `\u001b`: text that is JSON means the same after it.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - keepsLines: whether line ends and tabs stay, as in a text that is laid out already.
  /// - Returns: the text, nothing of which is a control.
  static func visible(_ text: String, keepsLines: Bool = false) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      let isLayout = scalar == "\n" || scalar == "\t"
      if isControl(scalar.value), !(keepsLines && isLayout) {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isControl(_ value: UInt32) -> Bool {
    switch value {
    case 0..<32, 127...159, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
