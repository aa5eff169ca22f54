public import Foundation

/// Writes to descriptors that may be full, closed, or read by nobody any more: a failure is told, where
/// `FileHandle.write(_:)` ends the program.
public enum Descriptor {
  /// Writes all bytes; waits where the reader is slow.
  ///
  /// - Parameters:
  ///   - data: the bytes.
  ///   - descriptor: where to.
  /// - Returns: nil, or the number (errno) of what kept them from being written.
  @discardableResult
  public static func write(_ data: Data, to descriptor: Int32) -> Int32? {
    data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) -> Int32? in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
          written += count
        } else if errno == EAGAIN {
          // Whoever shares a terminal or a pipe may have set it not to wait.
          var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&place, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }

  /// Takes the places of standard streams that the program was started without.
  ///
  /// The first file that it opens would get such a place, and be written into as standard output or error.
  public static func reserveStandardStreams() {
    for (place, other) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(place, F_GETFD) < 0 {
      // The lowest free place is taken, and those before are; the other direction keeps it a failure to use.
      _ = open("/dev/null", other)
    }
  }
}
