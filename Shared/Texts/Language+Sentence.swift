extension Language {
  /// Fills in a sentence about a part of a whole, so that its words agree with the two numbers.
  ///
  /// `{n}` stands for the part and `{d}` for the whole. `[one|many]` is the form that agrees with the part, and `<one|many>` the form that
  /// agrees with the whole; `[s]` is short for `[|s]`. So of 1 and 104 the pattern `{n} structure[s] sur {d} [a|ont] répondu` makes
  /// `1 structure sur 104 a répondu`.
  ///
  /// - Parameters:
  ///   - pattern: the sentence, in this language.
  ///   - part: the part as a decimal in canonical text, at least 0.
  ///   - whole: the whole as a decimal in canonical text, at least 0.
  /// - Returns: the sentence, its numbers as people read them.
  public func sentence(_ pattern: String, _ part: String, of whole: String) -> String {
    var (filled, rest) = ("", Substring(pattern))
    while let open = rest.firstIndex(where: { $0 == "[" || $0 == "<" }) {
      let isOfPart = rest[open] == "["
      guard let close = rest[open...].firstIndex(of: isOfPart ? "]" : ">") else { break }
      let forms = rest[rest.index(after: open)..<close]
        .split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let noun = Noun(forms.count > 1 ? forms[0] : "", forms.last ?? "")
      filled += rest[..<open]
      filled += form(agreeing(isOfPart ? part : whole), noun, noun)
      rest = rest[rest.index(after: close)...]
    }
    filled += rest
    return filled.replacing("{n}", with: number(part)).replacing("{d}", with: number(whole))
  }

  /// A part of a whole, of any size: `78 sur 104` or `78 of 104`.
  ///
  /// - Parameters:
  ///   - part: a decimal in canonical text, at least 0.
  ///   - whole: a decimal in canonical text, at least 0.
  /// - Returns: both as people read them.
  public func part(_ part: String, of whole: String) -> String {
    "\(number(part)) \(pick("sur", "of")) \(number(whole))"
  }

  /// A year, or the years from one to another, when something happens: `en 2025`, `de 2023 à 2026`; `in 2025`, `from 2023 to 2026`.
  public func years(_ first: Int, _ last: Int) -> String {
    first == last
      ? pick("en \(first)", "in \(first)")
      : pick("de \(first) à \(last)", "from \(first) to \(last)")
  }

  /// The whole number by which words agree with a number: 1.5 is singular in French and plural in English.
  private func agreeing(_ number: String) -> Int {
    let parts = number.split(separator: ".", maxSplits: 1)
    let whole = parts.first.flatMap { Int($0) } ?? .max
    return parts.count > 1 && self == .english ? max(whole, 2) : whole
  }
}
