import Foundation

/// Lets one program at a time edit what is in a folder.
///
/// The lock (flock) is on the folder itself: no file is left behind, and it ends with its program.
public enum FolderLock {
  /// How long to wait for another program, and how often to look.
  private static let (patience, interval) = (Duration.seconds(10), UInt32(10_000))

  /// Does something while no other program does so; not to be nested.
  ///
  /// - Parameters:
  ///   - folder: the folder, which is there.
  ///   - body: what to do: read, change, write.
  /// - Returns: what it gives.
  /// - Throws: ``ConfigurationProblem`` when the folder cannot be locked; what `body` throws.
  public static func hold<Result>(_ folder: String, _ body: () throws -> Result) throws -> Result {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "Impossible d'ouvrir le dossier \(folder) : \(reason).",
        "Cannot open the folder \(folder): \(reason).")
    }
    defer { close(descriptor) }
    let end = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, ContinuousClock.now < end else {
        throw ConfigurationProblem(
          "Une autre commande modifie \(folder) depuis 10 secondes : recommencez quand elle sera terminée.",
          "Another command has been editing \(folder) for 10 seconds: try again once it is done.")
      }
      usleep(interval)
    }
    return try body()
  }
}
