/// A text of a row, and how much room it has: so the row's height is known when it is written.
///
/// A file need not say heights, and then programs differ: LibreOffice lays the second line of a text over the row below it.
struct RowText {
  let text: String
  /// The width of the cell, in pixels of 1/96 inch.
  let width: Double
  let look: CellLayout.Look

  /// The height of a row of one line of ordinary text, in points.
  static let oneLine = 16.0

  /// The greatest height of a row that Excel has, in points.
  private static let greatest = 409.0

  /// The height that a row needs for its texts, in points.
  static func height(_ texts: [RowText], lines: Int = 1) -> Double {
    let least = Double(lines) * lineHeight(.plain)
    let whole = texts.reduce(least) { max($0, Double($1.lines) * lineHeight($1.look)) }
    return min(greatest, 3 + whole)
  }

  /// The width of a column, in pixels: a character of the normal font is 7 wide, and 5 are around a cell.
  static func pixels(_ characters: Double) -> Double { (characters * 7 + 5).rounded(.down) }

  /// Excel needs 1.3 of a font's size for a line, LibreOffice 1.2.
  private static func lineHeight(_ look: CellLayout.Look) -> Double {
    CellStyle.fontSize(look) * 1.3
  }

  /// How many lines the text takes.
  var lines: Int {
    // The border, and the indent of ruled cells.
    let room = max(20, width - 15) / (CellStyle.fontSize(look) * 96 / 72)
    let weight = CellStyle.isBold(look) ? 1.08 : 1
    let space = Self.width(" ")
    var lines = 0
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var used = 0.0
      lines += 1
      for word in part.split(separator: " ") {
        let width = word.unicodeScalars.reduce(0.0) { $0 + Self.width($1) } * weight
        if used > 0, used + space + width > room {
          lines += 1
          used = 0
        }
        used += (used > 0 ? space : 0) + width
        while used > room {
          lines += 1
          used -= room
        }
      }
    }
    return max(1, lines)
  }

  /// The width of a letter in Arial, as a part of the font's size: never less than the true width by much.
  private static func width(_ letter: Unicode.Scalar) -> Double {
    switch letter {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 0.28
    case " ", "\u{A0}", "\u{202F}", "f", "t", "r", "(", ")", "-", "/": 0.34
    case "m", "w", "M", "W", "%", "œ", "Œ", "…", "—", "@": 0.95
    default: letter.properties.isUppercase ? 0.74 : 0.56
    }
  }
}
