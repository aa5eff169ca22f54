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

/// A secret key of CurveZMQ; its text is asked for by name, so that it does not reach logs.
public struct CurveSecretKey: Sendable, CustomStringConvertible {
  /// The 40 characters of Z85, for the key's own file only.
  public let secretText: String

  /// Reads a key; nil if the text is not 40 characters of Z85.
  public init?(_ text: String) {
    guard Z85.decode(text) != nil else { return nil }
    secretText = text
  }

  /// Says only that it is a secret.
  public var description: String { "<secret key>" }

  /// The public key that belongs to it.
  public var publicKey: CurvePublicKey {
    var buffer = [CChar](repeating: 0, count: 41)
    let result = zmq_curve_public(&buffer, secretText)
    precondition(result == 0, "libzmq derives a public key from every valid secret key")
    return CurvePublicKey(string(buffer))!
  }
}

/// A pair of keys.
public struct CurveKeyPair: Sendable {
  /// The part that others may know.
  public let publicKey: CurvePublicKey
  /// The part that stays in its file.
  public let secretKey: CurveSecretKey

  /// Takes the pair of a secret key.
  public init(secretKey: CurveSecretKey) {
    self.secretKey = secretKey
    publicKey = secretKey.publicKey
  }

  /// Makes a new pair from the system's random numbers; neither key begins with `-`, so that command lines
  /// do not take it for an option.
  ///
  /// - Throws: `ZeroMQError` when libzmq was built without CURVE.
  public static func generate() throws -> CurveKeyPair {
    while true {
      let pair = try any()
      let texts = [pair.publicKey.text, pair.secretKey.secretText]
      if !texts.contains(where: { $0.hasPrefix("-") }) { return pair }
    }
  }

  private static func any() throws -> CurveKeyPair {
    var publicBuffer = [CChar](repeating: 0, count: 41)
    var secretBuffer = [CChar](repeating: 0, count: 41)
    guard zmq_curve_keypair(&publicBuffer, &secretBuffer) == 0 else {
      throw ZeroMQError.last("make a CURVE key pair")
    }
    return CurveKeyPair(secretKey: CurveSecretKey(string(secretBuffer))!)
  }
}

/// Z85 (RFC 32): four bytes in five printable characters.
enum Z85 {
  static func encode(_ bytes: [UInt8]) -> String {
    var buffer = [CChar](repeating: 0, count: bytes.count * 5 / 4 + 1)
    precondition(bytes.count % 4 == 0, "Z85 takes multiples of four bytes")
    _ = zmq_z85_encode(&buffer, bytes, bytes.count)
    return string(buffer)
  }

  static func decode(_ text: String) -> [UInt8]? {
    let alphabet = Set(
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        + ".-:+=^!/*?&<>()[]{}@%$#")
    guard text.count == 40, text.allSatisfy(alphabet.contains) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 32)
    return zmq_z85_decode(&buffer, text) == nil ? nil : buffer
  }
}

private func string(_ buffer: [CChar]) -> String {
  String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
