import CZeroMQ

/// A pair of keys.
public struct CurveKeyPair: Sendable {
  /// The part that others may know.
  public let publicKey: CurvePublicKey
  /// The part that stays in its file.
  public let secretKey: CurveSecretKey

  /// Makes the pair of a secret key and its public key.
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
    // libzmq wrote this text itself, so it is a key.
    return CurveKeyPair(secretKey: CurveSecretKey(String(terminated: secretBuffer))!)
  }
}
