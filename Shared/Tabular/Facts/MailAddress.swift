/// The form of an e-mail address, checked so that nothing else gets into a message's header.
enum MailAddress {
  /// Whether a text is an e-mail address: a name, `@`, and a host of at least two labels, without white space or invisible characters.
  ///
  /// Source: RFC 5322, 3.2.3, without quoted names and comments; RFC 6531 for letters that are not ASCII.
  static func isOne(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, isName(parts[0]) else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1
      && labels.allSatisfy { label in
        !label.isEmpty && label.first != "-" && label.last != "-"
          && label.unicodeScalars.allSatisfy { isLetter($0) || $0 == "-" }
      }
  }

  private static func isName(_ name: Substring) -> Bool {
    let special = Set("!#$%&'*+-/=?^_`{|}~.".unicodeScalars)
    return name.first != "." && name.last != "."
      && name.unicodeScalars.allSatisfy { isLetter($0) || special.contains($0) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      true
    default: false
    }
  }
}
