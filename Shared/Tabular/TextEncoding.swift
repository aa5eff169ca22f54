/// The encoding of a file's text.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case windows1252 = "windows-1252"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// Detects the encoding from the first bytes: a byte order mark of UTF-16, else UTF-8 where they are valid, else Windows-1252.
  /// Nil where a byte has no meaning in Windows-1252 either, or where UTF-8 characters stand beside invalid bytes.
  public init?(beginning bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else if Self.isUTF8(bytes) {
      self = .utf8
    } else if !Self.hasUTF8(bytes),
      bytes.allSatisfy({ $0 >= 9 && ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) })
    {
      self = .windows1252
    } else {
      return nil
    }
  }

  /// Whether a UTF-8 character of several bytes stands anywhere; texts in Windows-1252 almost never contain such bytes.
  private static func hasUTF8(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).contains {
      (0xC2...0xF4).contains($0) && (0x80...0xBF).contains($1)
    }
  }

  /// Whether the bytes are valid UTF-8, apart from a character cut off at the very end. With more than one NUL in eight bytes they
  /// are UTF-16 without its mark; fewer NULs are reported later, in their cells.
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    guard bytes.count(where: { $0 == 0 }) <= bytes.count / 8 else { return false }
    if String(validating: bytes, as: UTF8.self) != nil { return true }
    guard let lead = bytes.suffix(3).lastIndex(where: { $0 >= 0xC2 }) else { return false }
    let length = bytes[lead] < 0xE0 ? 2 : bytes[lead] < 0xF0 ? 3 : 4
    return bytes.count - lead < length
      && bytes[(lead + 1)...].allSatisfy { (0x80...0xBF).contains($0) }
      && String(validating: bytes[..<lead], as: UTF8.self) != nil
  }
}

/// Converts a text to UTF-8, chunk by chunk.
public struct Transcoder: Sendable {
  private let encoding: TextEncoding
  /// In UTF-16, the bytes of a character whose end has not arrived yet.
  private var rest: [UInt8] = []

  /// Begins at the beginning of a text.
  public init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// A chunk's bytes as UTF-8; half a character waits for the next chunk.
  public mutating func utf8(_ chunk: [UInt8]) -> [UInt8] {
    switch encoding {
    case .utf8: return chunk
    case .windows1252:
      return chunk.flatMap { byte in
        byte < 128 ? [byte] : Array(String(Character(Self.scalar(of: byte))).utf8)
      }
    case .utf16LittleEndian, .utf16BigEndian: return utf16(chunk)
    }
  }

  private mutating func utf16(_ chunk: [UInt8]) -> [UInt8] {
    let bytes = rest + chunk
    let low = encoding == .utf16LittleEndian ? 0 : 1
    var units = stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map { index in
      UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8
    }
    // A surrogate waits for its other half.
    if let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
    rest = Array(bytes[(units.count * 2)...])
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Returns U+FFFD where the text ends within a character, otherwise nothing.
  public mutating func finish() -> [UInt8] {
    defer { rest = [] }
    return rest.isEmpty ? [] : Array("\u{FFFD}".utf8)
  }

  /// Source: WHATWG Encoding Standard, windows-1252: 0x80-0x9F differ from ISO 8859-1.
  private static func scalar(of byte: UInt8) -> Unicode.Scalar {
    let special: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
      0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
    let value = (0x80...0x9F).contains(byte) ? special[Int(byte) - 0x80] : UInt32(byte)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
