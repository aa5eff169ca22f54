import CZeroMQ

/// A secret key of CurveZMQ. Only ``secretText`` gives its text, so that the key does not reach logs.
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
    // libzmq wrote this text itself, so it is a key.
    return CurvePublicKey(String(terminated: buffer))!
  }
}
