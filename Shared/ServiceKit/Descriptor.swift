public import Foundation

/// Writes to descriptors that may be full, closed, or without a reader. A failure is returned, where
/// `FileHandle.write(_:)` would end the program.
public enum Descriptor {
  /// Writes all bytes; waits where the reader is slow.
  ///
  /// - Parameters:
  ///   - data: the bytes.
  ///   - descriptor: where to.
  /// - Returns: nil, or the error's number (errno) when not all bytes could be written.
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
          // Another program that shares the terminal or the pipe may have made it non-blocking.
          var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&place, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }

  /// Whether the reader of a pipe or a socket has gone away: nothing that is written can reach it.
  ///
  /// - Parameter descriptor: the end that is written to; of a file it is false.
  /// - Returns: true once nobody has the other end open.
  public static func isAbandoned(_ descriptor: Int32) -> Bool {
    var place = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&place, 1, 0) > 0 && place.revents & Int16(POLLERR) != 0
  }

  /// Opens `/dev/null` for each standard stream that the program was started without.
  ///
  /// Otherwise the first file that the program opens would get the stream's descriptor, and output and errors would go into that file.
  public static func reserveStandardStreams() {
    for (place, other) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(place, F_GETFD) < 0 {
      // `open` takes the lowest free descriptor: this one, since those before it are taken. It is open in the wrong direction, so that
      // using the stream still fails.
      _ = open("/dev/null", other)
    }
  }
}
