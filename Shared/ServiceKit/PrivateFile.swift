public import Foundation

/// A file that its owner alone may read: keys, allow-lists, configurations, copies of stores.
///
/// It belongs to the owner of its folder, so that a file which an administrator writes as root stays
/// readable to the service's own user.
public enum PrivateFile {
  /// Makes a new, empty file that no other user can read at any moment.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is there already or cannot be made.
  public static func create(_ path: String) throws -> FileHandle {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "Impossible de créer \(path) : \(reason).", "Cannot make \(path): \(reason).")
    }
    giveToFolder(descriptor, path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Gives a file that root has made to the owner of its folder.
  public static func giveToFolder(_ descriptor: Int32, _ path: String) {
    var folder = stat()
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if geteuid() == 0, stat(parent, &folder) == 0 {
      _ = fchown(descriptor, folder.st_uid, folder.st_gid)
    }
  }

  /// Replaces a file's data atomically.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func write(_ data: Data, to path: String) throws {
    let new = path + ".new"
    // A write that was broken off may have left this file.
    try? FileManager.default.removeItem(atPath: new)
    let handle = try create(new)
    do {
      try handle.write(contentsOf: data)
      try handle.synchronize()
      try handle.close()
      try move(new, to: path)
    } catch {
      try? FileManager.default.removeItem(atPath: new)
      if let problem = error as? ConfigurationProblem { throw problem }
      throw ConfigurationProblem(
        "Impossible d'écrire \(path) : disque plein ?", "Cannot write \(path): is the disk full?")
    }
  }

  /// Moves a file to the place of another one, atomically.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func move(_ file: String, to path: String) throws {
    guard rename(file, path) == 0 else {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "Impossible d'écrire \(path) : \(reason).", "Cannot write \(path): \(reason).")
    }
  }
}
