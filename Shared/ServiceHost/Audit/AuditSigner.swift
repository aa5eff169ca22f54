import Crypto
import Foundation
import ServiceKit
import Values

/// Signs the last of the lines that the audit drops. Whoever can write the store but cannot read the secret cannot make this signature, and
/// so cannot drop the oldest lines unnoticed.
///
/// The secret is in a file of its own, made when the first lines are dropped. It is not the service's key, so that old signatures can be
/// checked after that key has changed.
struct AuditSigner: Sendable {
  let service: String
  let keyFile: String

  /// The Ed25519 key, derived from the secret (HKDF, RFC 5869).
  private func key() throws -> Curve25519.Signing.PrivateKey {
    let secret = SymmetricKey(data: try KeyFile.secret(keyFile))
    let seed = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: secret, info: Data("vigie.audit.head.1".utf8), outputByteCount: 32)
    return try Curve25519.Signing.PrivateKey(rawRepresentation: seed.withUnsafeBytes { Data($0) })
  }

  private func text(_ number: Int, _ hash: [UInt8]) -> Data {
    Data("vigie.audit.head.1\n\(service)\n\(number)\n\(hexadecimal(hash))".utf8)
  }

  /// Signs a line's number and hash.
  ///
  /// - Throws: `ConfigurationProblem` when the secret cannot be read or made.
  func sign(_ number: Int, _ hash: [UInt8]) throws -> [UInt8] {
    Array(try key().signature(for: text(number, hash)))
  }

  /// Whether this service has signed a line's number and hash; false where there is no secret.
  ///
  /// - Throws: `ConfigurationProblem` when the secret cannot be read.
  func hasSigned(_ number: Int, _ hash: [UInt8], _ signature: [UInt8]) throws -> Bool {
    guard FileManager.default.fileExists(atPath: keyFile) else { return false }
    return try key().publicKey.isValidSignature(Data(signature), for: text(number, hash))
  }
}
