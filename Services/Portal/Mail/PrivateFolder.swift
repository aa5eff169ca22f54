import Foundation

/// A folder of this program alone, for writers that write to a path and no other way.
enum PrivateFolder {
  /// Has a file written, and returns what is in it; nothing of it remains.
  ///
  /// - Parameter write: writes a new file of this path.
  /// - Returns: the file's bytes.
  /// - Throws: what `write` throws; what keeps files from being written.
  static func bytes(_ write: (String) throws -> Void) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "vigie-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "file")
    try write(file.path)
    return Array(try Data(contentsOf: file))
  }
}
