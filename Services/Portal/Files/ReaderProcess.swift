import Foundation
import Spreadsheet

/// One run of the program that reads workbooks. It gets the bytes, no environment and only its three descriptors; what it writes is
/// bounded, in bytes and in time.
enum ReaderProcess {
  /// How it ended.
  enum Outcome: Sendable {
    /// It wrote this, and closed its output.
    case output([UInt8])
    /// It wrote more than it may, or took longer.
    case beyond
    /// It could not be started, for the system's reason.
    case notStarted(Int32)
  }

  /// How long a run may take.
  private static let patience: Duration = .seconds(10)
  private static let pieceBytes = 1 << 16

  /// Runs the program; the thread waits for it.
  ///
  /// - Parameters:
  ///   - program: its file.
  ///   - bytes: its input.
  /// - Returns: how it ended; it does not run any more.
  static func run(_ program: String, _ bytes: [UInt8]) -> Outcome {
    // A program that ends before it has read its input must not end this one.
    signal(SIGPIPE, SIG_IGN)
    var (input, output): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard pipe(&input) == 0 else { return .notStarted(errno) }
    guard pipe(&output) == 0 else {
      let reason = errno
      for descriptor in input { close(descriptor) }
      return .notStarted(reason)
    }
    // Another program that is started meanwhile does not get them.
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var process: pid_t = 0
    let failure = start(program, &process, input: input[0], output: output[1])
    close(input[0])
    close(output[1])
    defer { close(output[0]) }
    guard failure == 0 else {
      close(input[1])
      return .notStarted(failure)
    }
    let outcome = exchange(bytes, to: input[1], from: output[0])
    // It has said all, or may say no more.
    kill(process, SIGKILL)
    while waitpid(process, nil, 0) == -1, errno == EINTR {}
    return outcome
  }

  /// Starts the program; returns 0, or the number of the error.
  private static func start(
    _ program: String, _ process: inout pid_t, input: Int32, output: Int32
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let words: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
    defer { free(words[0]) }
    let environment: [UnsafeMutablePointer<CChar>?] = [nil]
    return posix_spawn(&process, program, &actions, nil, words, environment)
  }

  /// Writes the bytes and reads what comes, at the same time: each side could wait for the other one otherwise.
  private static func exchange(_ bytes: [UInt8], to input: Int32, from output: Int32) -> Outcome {
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    let end = ContinuousClock.now + patience
    var (rest, isOpen) = (bytes[...], true)
    defer { if isOpen { close(input) } }
    var (told, piece) = ([UInt8](), [UInt8](repeating: 0, count: pieceBytes))
    while true {
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      guard left >= 1 else { return .beyond }
      var polled = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen ? input : -1, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&polled, nfds_t(polled.count), Int32(left)) >= 0 || errno == EINTR else {
        return .beyond
      }
      if polled[1].revents != 0 {
        let count = rest.prefix(pieceBytes).withUnsafeBytes {
          write(input, $0.baseAddress, $0.count)
        }
        if count > 0 { rest = rest.dropFirst(count) }
        // It may end without having read all.
        let isRefused = count < 0 && errno != EAGAIN && errno != EINTR
        if rest.isEmpty || isRefused {
          close(input)
          isOpen = false
        }
      }
      if polled[0].revents != 0 {
        let count = read(output, &piece, piece.count)
        if count == 0 { return .output(told) }
        if count > 0 { told += piece[..<count] }
        guard told.count <= SpreadsheetLimits.textWorkbookBytes else { return .beyond }
      }
    }
  }
}
