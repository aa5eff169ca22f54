import Crypto
import Foundation
import Values

/// A picture of the help: a WebP file that `deploy/portal-check --pictures` made.
public struct HelpPicture: Sendable {
  /// The most bytes of a picture; a larger one is not shown.
  public static let mostBytes = 60_000

  /// The path at which browsers find it. It has a digest of the bytes, so that a browser may keep it for good.
  public let path: String
  /// The file's bytes.
  public let bytes: [UInt8]

  /// Takes the picture of a task; nil for what is no WebP file, or too large.
  public init?(_ task: String, _ bytes: [UInt8]) {
    guard bytes.count <= Self.mostBytes, bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)),
      Array(bytes[8..<12]) == Array("WEBP".utf8)
    else { return nil }
    let digest = hexadecimal(SHA256.hash(data: Data(bytes))).prefix(16)
    path = "/aide/images/\(task)-\(digest).webp"
    self.bytes = bytes
  }
}
