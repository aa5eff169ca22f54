extension Language {
  /// What somebody typed or a file holds, in quotes: `« VALID »` or `“VALID”`; an empty text is `(vide)` or `(empty)`.
  public func quoted(_ text: String) -> String {
    text.isEmpty ? pick("(vide)", "(empty)") : pick("« \(text) »", "“\(text)”")
  }

  /// The colon after what a sentence is about, such as a file's name: `structures.csv :` or `structures.csv:`.
  public var colon: String { pick(" :", ":") }

  /// What remains of a list that is cut off: `et 13 autres` or `and 13 others`.
  public func others(_ count: Int) -> String {
    pick("et ", "and ") + self.count(count, Noun("autre", "autres"), Noun("other", "others"))
  }
}

extension String {
  /// The text as a sentence that stands alone: with a capital, unless it begins with a name such as `structures.csv`, and with a full stop.
  public var sentence: String {
    guard let last else { return "" }
    let isWord = prefix { $0 != " " }.allSatisfy { $0.isLetter || "'-,".contains($0) }
    let begun = isWord ? "\(prefix(1).uppercased())\(dropFirst())" : self
    return ".!?…".contains(last) ? begun : begun + "."
  }
}
