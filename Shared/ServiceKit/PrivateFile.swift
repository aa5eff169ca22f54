public import Foundation

/// A file that its owner alone may read: keys, allow-lists, configurations.
public enum PrivateFile {
  /// Puts data in the place of a file's, at once.
  ///
  /// The file belongs to whom its folder belongs: what an administrator writes as root stays readable to
  /// the service's own user.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func write(_ data: Data, to path: String) throws {
    do {
      let new = path + ".new"
      try? FileManager.default.removeItem(atPath: new)
      guard
        FileManager.default.createFile(
          atPath: new, contents: data, attributes: [.posixPermissions: 0o600])
      else { throw CocoaError(.fileWriteNoPermission) }
      give(new, toOwnerOf: path)
      guard rename(new, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "impossible d'écrire \(path) : \(reason)", "cannot write \(path): \(reason)")
    }
  }

  /// Gives a file to whom the folder of a path belongs, where this process may.
  static func give(_ file: String, toOwnerOf path: String) {
    var folder = stat()
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard geteuid() == 0, stat(parent, &folder) == 0 else { return }
    _ = chown(file, folder.st_uid, folder.st_gid)
  }
}
