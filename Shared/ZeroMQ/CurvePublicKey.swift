import CZeroMQ

/// A public key of CurveZMQ (RFC 26): 32 bytes, written as 40 characters of Z85 (RFC 32).
public struct CurvePublicKey: Hashable, Sendable {
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
}
