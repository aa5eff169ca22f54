import Foundation
import ServiceKit

/// A path for new output: no existing file or folder is overwritten. A link, a FIFO or a device may exist there, and is written through.
enum NewPath {
  /// - Throws: `ConfigurationProblem` where something is there.
  static func check(_ path: String) throws {
    guard !isTaken(path) else {
      throw ConfigurationProblem(
        "« \(path) » existe déjà : choisissez un autre nom.",
        "“\(path)” exists already: choose another name.")
    }
  }

  static func isTaken(_ path: String) -> Bool {
    var entry = stat()
    guard lstat(path, &entry) == 0 else { return false }
    return [S_IFREG, S_IFDIR].contains(entry.st_mode & S_IFMT)
  }
}
