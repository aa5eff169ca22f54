import CZeroMQ

/// A public key of CurveZMQ (RFC 26): 32 bytes, written as 40 characters of Z85 (RFC 32).
public struct CurvePublicKey: Hashable, Sendable, Codable {
  /// The 40 characters.
  public let text: String

  /// Reads a key; nil if the text is not 40 characters of Z85.
  public init?(_ text: String) {
    guard Z85.decode(text) != nil else { return nil }
    self.text = text
  }

  /// Takes the 32 bytes of a key.
  init(bytes: [UInt8]) {
    text = Z85.encode(bytes)
  }

  /// Reads the text form.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when it is not a key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = CurvePublicKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a public key: 40 characters of Z85 are needed")
    }
    self = key
  }

  /// Writes the text form.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
