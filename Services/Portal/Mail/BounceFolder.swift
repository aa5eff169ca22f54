import Foundation
import PortalDomain

/// The folder into which the system's mail server puts what comes back: a Maildir (`new`, `cur`). All of it is for the portal, which
/// removes what it has read.
struct BounceFolder: Sendable {
  /// The most mails of a look; more wait for the next one.
  static let mostMails = 100

  let path: String
  let address: BounceAddress

  /// A mail that came.
  struct Arrived: Sendable {
    let file: String
    /// What it says; nil for what is about no mail of ours.
    let bounce: Bounce?
  }

  /// Reads the oldest mails, which stay where they are: a Maildir's names begin with the time.
  ///
  /// - Returns: the mails, and whether the folder can be read and emptied.
  func look() -> (mails: [Arrived], isReadable: Bool) {
    var (mails, isReadable): ([Arrived], Bool) = ([], false)
    for part in ["new", "cur"] {
      let folder = "\(path)/\(part)"
      // Mails that cannot be removed would be read again and again, and keep later ones from being read.
      guard access(folder, W_OK | X_OK) == 0,
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      else { continue }
      isReadable = true
      for name in names.sorted() where !name.hasPrefix(".") {
        guard mails.count < Self.mostMails else { return (mails, true) }
        let file = "\(folder)/\(name)"
        if let bytes = Self.bytes(of: file) {
          mails.append(Arrived(file: file, bounce: Bounce(bytes, at: address)))
        }
      }
    }
    return (mails, isReadable)
  }

  /// Removes mails whose news are kept. Another portal of the same folder may have done so already.
  func remove(_ mails: [Arrived]) {
    for mail in mails { try? FileManager.default.removeItem(atPath: mail.file) }
  }

  /// The beginning of a file; nil for one that cannot be read. A link or a pipe is not followed.
  private static func bytes(of file: String) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var found = stat()
    guard fstat(descriptor, &found) == 0, found.st_mode & S_IFMT == S_IFREG,
      let data = try? handle.read(upToCount: Bounce.mostBytes)
    else { return nil }
    return Array(data)
  }
}
