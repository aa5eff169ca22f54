public import Values

extension TypedText {
  /// A text that a store can keep: no NUL, one kind of line end, and 2,000 characters at most.
  public static func kept(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { $0 != "\0" && $0 != "\r" }
    return String(
      String.UnicodeScalarView(scalars.prefix(FormQuestion.mostTyped)))
  }
}
