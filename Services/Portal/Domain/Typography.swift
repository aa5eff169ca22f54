/// Puts French spaces into the text of a page: a narrow one before ; ? ! % € and inside « », a wide one before a colon and
/// around the h of a time, none of which breaks a line.
public enum Typography {
  private static let narrow: Unicode.Scalar = "\u{202F}"
  private static let wide: Unicode.Scalar = "\u{A0}"
  private static let narrowBefore: Set<Unicode.Scalar> = [";", "?", "!", "%", "€", "»"]

  /// Returns a page with its spaces. Tags stay as they are, and so does what somebody typed into a large field, which comes back as a form.
  ///
  /// It works on Unicode scalars, as a browser does: a tag ends also where a combining accent follows it.
  public static func french(_ page: String) -> String {
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
        if tag.hasPrefix("textarea") { isTyped = true }
        if tag.hasPrefix("/textarea") { isTyped = false }
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

  private static let hour: [Unicode.Scalar] = [" ", "h", " "]

  private static func append(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
    if text.last == " ", narrowBefore.contains(scalar) {
      text.removeLast()
      text.append(narrow)
    } else if text.last == " ", scalar == ":" {
      text.removeLast()
      text.append(wide)
    } else if text.last == "«", scalar == " " {
      text.append(narrow)
      return
    } else if ("0"..."9").contains(scalar), text.suffix(3).elementsEqual(hour) {
      // A time such as 10 h 42 stays on one line.
      text.removeLast(3)
      text.append(contentsOf: [wide, "h", wide])
    }
    text.append(scalar)
  }
}
