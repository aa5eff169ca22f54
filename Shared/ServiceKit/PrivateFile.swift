public import Foundation

/// A file that its owner alone may read: keys, allow-lists, configurations, copies of stores.
///
/// It belongs to whom its folder belongs: what an administrator writes as root stays readable to the
/// service's own user.
public enum PrivateFile {
  /// Makes a new, empty file, which nobody else can read from its first moment on.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is there already or cannot be made.
  public static func create(_ path: String) throws -> FileHandle {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "impossible de créer \(path) : \(reason)", "cannot make \(path): \(reason)")
    }
    giveToFolder(descriptor, path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Gives a file that root has made to whom its folder belongs.
  public static func giveToFolder(_ descriptor: Int32, _ path: String) {
    var folder = stat()
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if geteuid() == 0, stat(parent, &folder) == 0 {
      _ = fchown(descriptor, folder.st_uid, folder.st_gid)
    }
  }

  /// Puts data in the place of a file's, at once.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func write(_ data: Data, to path: String) throws {
    let new = path + ".new"
    // Of a write that was broken off.
    try? FileManager.default.removeItem(atPath: new)
    let handle = try create(new)
    do {
      try handle.write(contentsOf: data)
      try handle.synchronize()
      try handle.close()
      try move(new, to: path)
    } catch {
      try? FileManager.default.removeItem(atPath: new)
      throw ConfigurationProblem(
        "impossible d'écrire \(path) : le disque est-il plein ?",
        "cannot write \(path): is the disk full?")
    }
  }

  /// Puts a file in the place of another one, at once.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func move(_ file: String, to path: String) throws {
    guard rename(file, path) == 0 else {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "impossible d'écrire \(path) : \(reason)", "cannot write \(path): \(reason)")
    }
  }
}
