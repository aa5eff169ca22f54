import Foundation
import ServiceKit

/// A file that a command writes. If its path is a link, a FIFO or a device, the content goes to what the path leads to, and the
/// link, FIFO or device stays. An existing file keeps its content until the new content is complete.
///
/// Only its owner may read it, unless it is public: most of what is written is about people.
final class OutputFile {
  /// The size of a piece that is written at a time.
  private static let pieceBytes = 1 << 16

  private let path: String
  private let descriptor: Int32
  /// The file that was made here, which is removed again unless it is finished.
  private var made: String?
  /// The file that it then replaces.
  private var replaced: String?
  /// What is not written yet.
  private var rest: [UInt8] = []

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the path; opening a FIFO waits for its reader.
  ///   - isNew: whether an existing file is refused.
  ///   - isPublic: whether everybody may read it.
  /// - Throws: `ConfigurationProblem`.
  init(_ path: String, isNew: Bool = false, isPublic: Bool = false) throws {
    self.path = path
    if isNew { try NewPath.check(path) }
    let rights: mode_t = isPublic ? 0o666 : 0o600
    var entry = stat()
    guard lstat(path, &entry) == 0 else {
      descriptor = try Self.make(path, rights, for: path)
      made = path
      return
    }
    // A link may lead to a file that is not there yet.
    let found = try Self.check(open(path, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, rights), path)
    var file = stat()
    guard fstat(found, &file) == 0, file.st_mode & S_IFMT == S_IFREG else {
      descriptor = found
      return
    }
    defer { close(found) }
    // The path is standard output, redirected to a file: the shared descriptor keeps one position for this content and for all
    // other output.
    if let stream = [STDOUT_FILENO, STDERR_FILENO].first(where: { Self.isSame(file, $0) }) {
      descriptor = try Self.check(dup(stream), path)
      return
    }
    guard let real = realpath(path, nil) else { throw Self.failure(path, errno) }
    defer { free(real) }
    let target = String(cString: real)
    let new = "\(target).\(getpid()).new"
    descriptor = try Self.make(new, rights, for: path)
    (made, replaced) = (new, target)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let made { unlink(made) }
  }

  /// Writes text, in pieces.
  ///
  /// - Throws: `ConfigurationProblem`.
  func write(_ text: String) throws {
    rest += text.utf8
    if rest.count > Self.pieceBytes { try flush() }
  }

  private func flush() throws {
    let failed = Descriptor.write(Data(rest), to: descriptor)
    rest.removeAll(keepingCapacity: true)
    guard let failed else { return }
    if failed == EPIPE { Output.end(failed, path) }
    throw Self.failure(path, failed)
  }

  /// Writes the rest, brings the content to the disk, and puts the new file in its place.
  ///
  /// - Throws: `ConfigurationProblem`.
  func finish() throws {
    try flush()
    // The content of a FIFO or a device is not brought to a disk.
    if made != nil, fsync(descriptor) != 0 { throw Self.failure(path, errno) }
    if let made, let replaced, rename(made, replaced) != 0 { throw Self.failure(path, errno) }
    made = nil
  }

  /// Writes a whole file.
  ///
  /// - Throws: `ConfigurationProblem`.
  static func write(
    _ text: String, to path: String, isNew: Bool = false, isPublic: Bool = false
  ) throws {
    let file = try OutputFile(path, isNew: isNew, isPublic: isPublic)
    try file.write(text)
    try file.finish()
  }

  private static func make(_ file: String, _ rights: mode_t, for path: String) throws -> Int32 {
    let made = try check(open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights), path)
    PrivateFile.giveToFolder(made, file)
    return made
  }

  private static func check(_ descriptor: Int32, _ path: String) throws -> Int32 {
    guard descriptor >= 0 else { throw failure(path, errno) }
    return descriptor
  }

  private static func isSame(_ file: stat, _ descriptor: Int32) -> Bool {
    var other = stat()
    return fstat(descriptor, &other) == 0 && other.st_dev == file.st_dev
      && other.st_ino == file.st_ino
  }

  private static func failure(_ path: String, _ number: Int32) -> ConfigurationProblem {
    let reason = Output.reason(number)
    return ConfigurationProblem(
      "Impossible d'écrire \(path) : \(reason).", "Cannot write \(path): \(reason).")
  }
}
