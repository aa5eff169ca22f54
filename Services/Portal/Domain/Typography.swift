/// Puts French spaces into the text of a page: a narrow one before ; ? ! % € and inside « », a wide one before a colon and
/// around the h of a time, none of which breaks a line.
public enum Typography {
  private static let narrow: Character = "\u{202F}"
  private static let wide: Character = "\u{A0}"
  private static let narrowBefore: Set<Character> = [";", "?", "!", "%", "€", "»"]

  /// Returns a page with its spaces. Tags stay as they are, and so does what somebody typed into a large field, which comes back as a form.
  public static func french(_ page: String) -> String {
    var result = ""
    result.reserveCapacity(page.utf8.count + 256)
    var (isTag, isTyped, tag) = (false, false, "")
    for character in page {
      if isTag {
        result.append(character)
        guard character == ">" else {
          if tag.utf8.count < 9 { tag.append(character) }
          continue
        }
        isTag = false
        if tag.hasPrefix("textarea") { isTyped = true }
        if tag.hasPrefix("/textarea") { isTyped = false }
      } else if character == "<" {
        (isTag, tag) = (true, "")
        result.append(character)
      } else if isTyped {
        result.append(character)
      } else {
        append(character, to: &result)
      }
    }
    return result
  }

  private static func append(_ character: Character, to text: inout String) {
    if text.last == " ", narrowBefore.contains(character) {
      text.removeLast()
      text.append(narrow)
    } else if text.last == " ", character == ":" {
      text.removeLast()
      text.append(wide)
    } else if text.last == "«", character == " " {
      text.append(narrow)
      return
    } else if text.last == " ", character.isNumber, text.hasSuffix(" h ") {
      // A time such as 10 h 42 stays on one line.
      text.removeLast(3)
      text.append("\(wide)h\(wide)")
    }
    text.append(character)
  }
}
