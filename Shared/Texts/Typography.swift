/// Puts French spaces into what people read: a narrow one before ; ? !, a wide one before : % €, inside « » and around the h of a time, none
/// of which breaks a line. Sentences in the source have plain spaces; this is the one place that changes them, on the way out.
///
/// Source: Lexique des règles typographiques en usage à l'Imprimerie nationale, « Ponctuation ».
public enum Typography {
  private static let narrow: Unicode.Scalar = "\u{202F}"
  private static let wide: Unicode.Scalar = "\u{A0}"
  private static let narrowBefore: Set<Unicode.Scalar> = [";", "?", "!"]
  private static let wideBefore: Set<Unicode.Scalar> = [":", "%", "€", "»"]

  /// Returns a text that is no markup with its spaces.
  public static func french(text: String) -> String {
    guard text.unicodeScalars.contains(where: { marks.contains($0) }) else { return text }
    var result = String.UnicodeScalarView()
    result.reserveCapacity(text.utf8.count + 64)
    text.unicodeScalars.forEach { append($0, to: &result) }
    return String(result)
  }

  /// Returns a page with its spaces. Tags stay as they are, and so do style sheets, scripts and what somebody typed into a large field,
  /// which comes back as a form.
  ///
  /// It works on Unicode scalars, as a browser does: a tag ends also where a combining accent follows it.
  public static func french(page: String) -> String {
    var result = String.UnicodeScalarView()
    result.reserveCapacity(page.utf8.count + 256)
    var (isTag, isTyped, tag) = (false, false, "")
    for scalar in page.unicodeScalars {
      if isTag {
        result.append(scalar)
        guard scalar == ">" else {
          if tag.utf8.count < 9 { tag.unicodeScalars.append(scalar) }
          continue
        }
        isTag = false
        if verbatim.contains(where: tag.hasPrefix) { isTyped = true }
        if tag.hasPrefix("/"), verbatim.contains(where: tag.dropFirst().hasPrefix) {
          isTyped = false
        }
      } else if scalar == "<" {
        (isTag, tag) = (true, "")
        result.append(scalar)
      } else if isTyped {
        result.append(scalar)
      } else {
        append(scalar, to: &result)
      }
    }
    return String(result)
  }

  private static let verbatim = ["textarea", "style", "script", "pre"]
  private static let marks = narrowBefore.union(wideBefore).union(["«", "h"])
  private static let hour: [Unicode.Scalar] = [" ", "h", " "]

  private static func append(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
    if text.last == " ", narrowBefore.contains(scalar) {
      text.removeLast()
      text.append(narrow)
    } else if text.last == " ", wideBefore.contains(scalar) {
      text.removeLast()
      text.append(wide)
    } else if text.last == "«", scalar == " " {
      text.append(wide)
      return
    } else if ("0"..."9").contains(scalar), text.suffix(3).elementsEqual(hour) {
      // A time such as 10 h 42 stays on one line.
      text.removeLast(3)
      text.append(contentsOf: [wide, "h", wide])
    }
    text.append(scalar)
  }
}
