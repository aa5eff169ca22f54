import Foundation
import PortalDomain

/// The pictures of the help, read once when the portal starts. They are files, not a part of the program: a byte in the program takes 70 µs
/// and 9 kB of memory each time it is built (measured), which is 20 s for a dozen pictures.
struct HelpPictures: Sendable {
  /// The pictures by the task that they show.
  let byTask: [String: HelpPicture]
  /// The same by the path at which browsers find them.
  let byPath: [String: HelpPicture]

  /// Reads the folder `pictures` of the configuration. A picture that is not there, or is none, is left out: its page works without it.
  init(folder: String?) {
    var found: [String: HelpPicture] = [:]
    if let folder {
      for task in HelpTask.all {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(task.code).webp"),
          let picture = HelpPicture(task.code, Array(data))
        else { continue }
        found[task.code] = picture
      }
    }
    byTask = found
    byPath = Dictionary(
      found.values.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
