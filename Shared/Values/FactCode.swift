/// The codes of the fact files: opaque texts within bounds.
///
/// Source: acceptance/formats.md, “How files are read”.
public enum FactCode {
  /// The most characters of a code.
  public static let mostCharacters = 100

  /// Returns why a text is not a code; nil if it is one.
  public static func fault(_ text: String) -> String? {
    if text.isEmpty { return "is empty" }
    if text.unicodeScalars.count > mostCharacters {
      return "has more than \(mostCharacters) characters"
    }
    if text.unicodeScalars.first == " " || text.unicodeScalars.last == " " {
      return "has white space at an end"
    }
    let odd = text.unicodeScalars.first { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
      case .spaceSeparator: scalar != " "
      default: false
      }
    }
    return odd.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "has U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }
  }
}
