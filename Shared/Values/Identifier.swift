/// A UUID of version 7 (RFC 9562 §5.7), minted by the owner of a record; opaque text to others.
public struct Identifier: Hashable, Sendable, Codable, RawRepresentable {
  /// The canonical text, 36 characters.
  public let rawValue: String

  /// Takes an identifier as it stands.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Mints an identifier: 48 bits of milliseconds, then 74 random bits.
  public static func mint(
    at now: Instant, using generator: inout some RandomNumberGenerator
  ) -> Identifier {
    let milliseconds = UInt64(max(0, now.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
    let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Array(hexadecimal(high) + hexadecimal(low))
    let cuts = [0, 8, 12, 16, 20, 32]
    let parts = zip(cuts, cuts.dropFirst()).map { String(digits[$0..<$1]) }
    return Identifier(rawValue: parts.joined(separator: "-"))
  }

  /// Mints an identifier from the system's random numbers.
  public static func mint(at now: Instant = .now) -> Identifier {
    var generator = SystemRandomNumberGenerator()
    return mint(at: now, using: &generator)
  }
}
