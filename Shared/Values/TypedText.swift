/// Reads texts as people type them.
public enum TypedText {
  /// The spaces that people and programs put between digits.
  private static let spaces: Set<Unicode.Scalar> = [
    " ", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "\u{2007}",
  ]

  /// A text without the spaces and line ends around it.
  public static func trimmed(_ text: String) -> String {
    let isBlank = { (scalar: Unicode.Scalar) in
      Self.spaces.contains(scalar) || scalar == "\n" || scalar == "\r"
    }
    let scalars = text.unicodeScalars.drop(while: isBlank)
    let rest = scalars.reversed().drop(while: isBlank).reversed()
    return String(String.UnicodeScalarView(rest))
  }

  /// Reads a number: digits, alone or in groups of three behind a first one, with a comma or a point before decimals, a sign before and a €
  /// behind. A text that may be read in two ways is no number: `1,234,567`, `18 500 4 000`.
  ///
  /// - Returns: the number in canonical text, such as `-1234.5`; nil for any other text.
  public static func number(_ text: String) -> String? {
    var rest = Array(trimmed(text).unicodeScalars)
    if rest.last == "€" { rest = Array(trimmed(string(rest.dropLast())).unicodeScalars) }
    let isNegative = rest.first == "-" || rest.first == "\u{2212}"
    if isNegative { rest = Array(trimmed(string(rest.dropFirst())).unicodeScalars) }
    let marks = rest.indices.filter { rest[$0] == "," || rest[$0] == "." }
    guard marks.count <= 1 else { return nil }
    let end = marks.first ?? rest.count
    let groups = rest[..<end].split(
      omittingEmptySubsequences: false, whereSeparator: { Self.spaces.contains($0) })
    let isGrouped = groups.count > 1
    guard let first = groups.first, !first.isEmpty, !isGrouped || first.count <= 3,
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    let whole = groups.flatMap { $0 }
    let fraction = marks.isEmpty ? [] : Array(rest[(end + 1)...])
    guard marks.isEmpty || !fraction.isEmpty, (whole + fraction).allSatisfy(isDigit),
      whole.count + fraction.count <= 40
    else { return nil }
    let digits = string(whole.drop { $0 == "0" })
    let decimals = string(fraction.reversed().drop { $0 == "0" }.reversed())
    let number = (digits.isEmpty ? "0" : digits) + (decimals.isEmpty ? "" : "." + decimals)
    return isNegative && number != "0" ? "-" + number : number
  }

  /// Reads a day: `31/12/2026`, `31.12.2026` or `2026-12-31`; nil for any other text.
  public static func day(_ text: String) -> CivilDate? {
    if let day = CivilDate(text) { return day }
    let parts = text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "/" || $0 == "." })
    guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4,
      let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }
}
