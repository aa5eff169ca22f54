import Foundation
public import ZeroMQ

/// A file with a secret key: 40 characters of Z85, readable by its owner only.
public enum KeyFile {
  /// What can be wrong with a key file.
  public struct Problem: Error, CustomStringConvertible, Sendable {
    /// What was attempted, what is wrong, what to do.
    public let description: String

    /// Makes the problem.
    public init(description: String) { self.description = description }
  }

  /// Reads a pair from the file of its secret key.
  ///
  /// - Throws: ``Problem``.
  public static func read(_ path: String) throws -> CurveKeyPair {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        description: "cannot read the key file \(path); make one with: vigie keys init")
    }
    guard let key = CurveSecretKey(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Problem(
        description: "\(path) holds no secret key: one line of 40 characters of Z85 is needed")
    }
    let rights =
      try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    guard let rights, rights & 0o077 == 0 else {
      throw Problem(description: "\(path) may be read by others; run: chmod 600 \(path)")
    }
    return CurveKeyPair(secretKey: key)
  }

  /// Makes a pair and writes its secret key to a new file.
  ///
  /// - Throws: ``Problem`` when the file is there already or cannot be written.
  public static func make(_ path: String) throws -> CurveKeyPair {
    let pair = try CurveKeyPair.generate()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Problem(
        description: "cannot make the key file \(path): \(String(cString: strerror(errno)))")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data((pair.secretKey.secretText + "\n").utf8))
    try handle.synchronize()
    return pair
  }
}
