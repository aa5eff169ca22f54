/// Text as workbooks escape it: `_x000D_` is a carriage return, `_x005F_` an underscore that would begin
/// an escape otherwise.
///
/// Source: ECMA-376 part 1, 22.9.2.19, ST_Xstring.
enum EscapedText {
  /// Reads the escapes. NUL, which no text of a cell can be meant to have, becomes U+FFFD.
  static func decode(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "_")) else { return String(decoding: bytes, as: UTF8.self) }
    let bytes = Array(bytes)
    var text = ""
    // Code units of UTF-16 that stand side by side can be halves of one character.
    var units: [UInt16] = []
    var plain = 0
    var index = 0
    while index < bytes.count {
      guard let unit = escape(bytes, at: index) else {
        index += 1
        continue
      }
      if plain < index {
        text += String(decoding: units, as: UTF16.self)
        text += String(decoding: bytes[plain..<index], as: UTF8.self)
        units = []
      }
      units.append(unit == 0 ? 0xFFFD : unit)
      index += 7
      plain = index
    }
    return text + String(decoding: units, as: UTF16.self)
      + String(decoding: bytes[plain...], as: UTF8.self)
  }

  /// Writes a text so that reading gives it again: an underscore that would begin an escape is escaped. NUL, U+FFFE and U+FFFF
  /// become U+FFFD, since XML 1.0 cannot have them, and libxlsxwriter leaves them or cuts the text there.
  static func encode(_ text: String) -> String {
    let text = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { [0, 0xFFFE, 0xFFFF].contains($0.value) ? "\u{FFFD}" : $0 }))
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    for index in bytes.indices {
      escaped.append(bytes[index])
      if escape(bytes, at: index) != nil { escaped += Array("x005F_".utf8) }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The code unit of `_xHHHH_` at a place.
  private static func escape(_ bytes: [UInt8], at index: Int) -> UInt16? {
    guard bytes[index] == UInt8(ascii: "_"), index + 6 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_")
    else { return nil }
    let digits = bytes[index + 2..<index + 6]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
