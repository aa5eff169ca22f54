import Crypto
import Foundation
import ServiceKit

/// A file sealed piece by piece with ChaCha20-Poly1305: a changed, missing, moved or added piece is detected (the STREAM
/// construction; Hoang, Reyhanitabar, Rogaway, Vizár 2015).
///
/// Format: `VIGIECP1`, 32 bytes of salt, then for each piece its length in 32 bits, high byte first, and the sealed bytes. The
/// nonce is the number of the piece; the last piece is empty, and is marked by its associated byte.
enum SealedFile {
  private static let magic = Data("VIGIECP1".utf8)
  private static let saltBytes = 32
  /// The longest piece.
  private static let longest = 1 << 22

  private static func key(_ secret: [UInt8], _ salt: Data, _ name: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), salt: salt,
      info: Data("vigie.backup.1/\(name)".utf8), outputByteCount: 32)
  }

  private static func nonce(_ number: UInt64) throws -> ChaChaPoly.Nonce {
    try ChaChaPoly.Nonce(
      data: Data(count: 4) + withUnsafeBytes(of: number.bigEndian) { Data($0) })
  }

  private static func mark(isLast: Bool) -> Data { Data([isLast ? 1 : 0]) }

  /// Seals pieces into a new file.
  struct Writer {
    private let handle: FileHandle
    private let key: SymmetricKey
    private var number: UInt64 = 0
    private var digest = SHA256()
    private(set) var byteCount = 0

    /// - Throws: `ConfigurationProblem` when the file is there or cannot be made.
    init(_ path: String, secret: [UInt8], name: String) throws {
      handle = try PrivateFile.create(path)
      let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
      key = SealedFile.key(secret, salt, name)
      try put(SealedFile.magic + salt)
    }

    private mutating func put(_ data: Data) throws {
      try handle.write(contentsOf: data)
      digest.update(data: data)
      byteCount += data.count
    }

    mutating func write(_ piece: Data, isLast: Bool = false) throws {
      let sealed = try ChaChaPoly.seal(
        piece, using: key, nonce: SealedFile.nonce(number),
        authenticating: SealedFile.mark(isLast: isLast))
      number += 1
      let bytes = sealed.ciphertext + sealed.tag
      try put(withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Data($0) } + bytes)
    }

    /// Ends the file and waits until it is on the disk.
    ///
    /// - Returns: the SHA-256 of all its bytes.
    mutating func finish() throws -> SHA256.Digest {
      try write(Data(), isLast: true)
      try handle.synchronize()
      return digest.finalize()
    }
  }

  /// Opens a file's pieces, in order.
  ///
  /// - Throws: `ConfigurationProblem` when the key is another one, or a byte is not what was written.
  static func read(
    _ path: String, secret: [UInt8], name: String, _ piece: (Data) throws -> Void
  ) throws {
    let damaged = ConfigurationProblem(
      "\(path) ne peut pas être déchiffré : clé différente ou fichier endommagé.",
      "\(path) cannot be decrypted: another key, or a damaged file.")
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ConfigurationProblem("Impossible de lire \(path).", "Cannot read \(path).")
    }
    func take(_ count: Int) throws -> Data {
      guard let data = try handle.read(upToCount: count), data.count == count else { throw damaged }
      return data
    }
    guard try take(magic.count) == magic else { throw damaged }
    let key = key(secret, try take(saltBytes), name)
    var number: UInt64 = 0
    while true {
      let length = try take(4).reduce(0) { $0 << 8 | Int($1) }
      guard (16...longest).contains(length) else { throw damaged }
      let bytes = try take(length)
      let box = try ChaChaPoly.SealedBox(
        nonce: try nonce(number), ciphertext: bytes.dropLast(16), tag: bytes.suffix(16))
      if let opened = try? ChaChaPoly.open(box, using: key, authenticating: mark(isLast: false)) {
        try piece(opened)
      } else if (try? ChaChaPoly.open(box, using: key, authenticating: mark(isLast: true))) != nil {
        guard try (handle.read(upToCount: 1) ?? Data()).isEmpty else { throw damaged }
        return
      } else {
        throw damaged
      }
      number += 1
    }
  }
}
