extension TerminalText {
  /// Returns how many columns a text takes on a terminal: 0 for marks that combine, 2 for wide characters such as Chinese ones and
  /// pictures, 1 for any other.
  ///
  /// A character of several scalars is as wide as its widest one. Unicode's table of wide characters is given by its blocks, since Swift
  /// does not have it.
  ///
  /// - Parameter text: one line, as ``visible(_:keepsLines:)`` returns it.
  /// - Returns: columns, 0 or more.
  public static func width(_ text: String) -> Int {
    // Most cells are ASCII, where every byte is a column.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + ($1.unicodeScalars.map(width).max() ?? 0) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return scalar.value == 0xAD ? 1 : 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Hangul, Chinese and Japanese with their signs, and the full forms of Latin ones. Source: UAX #11, “W” and “F”.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
