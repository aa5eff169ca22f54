import Crypto
import Foundation
import ServiceKit

/// Seals (encrypts) raw rows, each submission's with a key of its own: destroying that key erases the rows.
struct SealedRows: Sendable {
  /// The sealed key and the sealed rows.
  struct Sealed: Sendable {
    let key: [UInt8]
    let rows: [UInt8]
  }

  private let master: SymmetricKey

  /// Derives the master key (HKDF, RFC 5869) from a secret in a file of its own, which is made where it is absent.
  ///
  /// The secret is not the service's key, so that sealed rows stay readable when that key changes.
  ///
  /// - Throws: `ConfigurationProblem` when the file cannot be read or made.
  init(keyFile: String) throws {
    let secret = try KeyFile.secret(keyFile)
    master = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Data("vigie.exchange.rows.1".utf8),
      outputByteCount: 32)
  }

  /// Encodes rows in the one form that is sealed and hashed: equal rows give equal bytes.
  static func json(_ rows: [[String: String]]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(rows)
  }

  func seal(_ rows: Data) throws -> Sealed {
    let key = SymmetricKey(size: .bits256)
    let bytes = key.withUnsafeBytes { Data($0) }
    return Sealed(
      key: Array(try ChaChaPoly.seal(bytes, using: master).combined),
      rows: Array(try ChaChaPoly.seal(rows, using: key).combined))
  }

  func open(_ sealed: Sealed) throws -> [[String: String]] {
    let key = try ChaChaPoly.open(.init(combined: Data(sealed.key)), using: master)
    let rows = try ChaChaPoly.open(
      .init(combined: Data(sealed.rows)), using: SymmetricKey(data: key))
    return try JSONDecoder().decode([[String: String]].self, from: rows)
  }
}
