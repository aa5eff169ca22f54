package import Foundation
import ServiceKit

/// A temporary file for rows on their way to a service. It has no name in the file system, so that nothing of it remains however
/// the process ends.
package enum TemporaryFile {
  /// - Throws: `ConfigurationProblem`.
  package static func make() throws -> FileHandle {
    let folder = FileManager.default.temporaryDirectory.path
    var name = Array("\(folder)/vigie-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw ConfigurationProblem(
        "Impossible d'écrire dans \(folder) : \(reason).", "Cannot write in \(folder): \(reason).")
    }
    unlink(name)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
