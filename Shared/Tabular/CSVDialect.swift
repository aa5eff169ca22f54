/// How a file of foreign make is written, guessed from its beginning.
public struct CSVDialect: Sendable, Hashable {
  /// `;`, `,` or a tab.
  public let separator: Character
  /// Whether the bytes are Windows-1252; otherwise they are UTF-8.
  public let isWindows1252: Bool

  /// Looks at the first bytes of a file: the separator that the header has most of; UTF-8 unless the
  /// bytes cannot be.
  public init(beginning bytes: [UInt8]) {
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let candidates: [Character] = [";", ",", "\t"]
    func count(_ separator: Character) -> Int { header.count { $0 == separator.asciiValue } }
    separator = candidates.max { count($0) < count($1) } ?? ";"
    isWindows1252 = !Self.isUTF8(bytes)
  }

  /// Valid but for a character that is cut off at the very end.
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    (0...3).contains { (dropped: Int) in
      dropped <= bytes.count
        && String(validating: bytes.dropLast(dropped), as: UTF8.self) != nil
    }
  }

  /// A chunk's bytes as UTF-8.
  public func utf8(_ chunk: [UInt8]) -> [UInt8] {
    guard isWindows1252 else { return chunk }
    return chunk.flatMap { byte in
      byte < 128
        ? [byte] : Array(String(Character(Self.scalar(of: byte))).utf8)
    }
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
