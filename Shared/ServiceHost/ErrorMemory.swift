import Foundation
import Locking
import Logging
import RPCContract
import Values

/// Remembers the last error that was logged.
final class ErrorMemory: Sendable {
  private let kept = Mutex<ReadStatus.LoggedError?>(nil)

  var last: ReadStatus.LoggedError? { kept.withLock { $0 } }

  /// Seconds since 1970; 0 when there was none.
  var lastTime: Double {
    last.flatMap { Instant($0.at) }.map { Double($0.microseconds) / 1_000_000 } ?? 0
  }

  fileprivate func keep(_ text: String) {
    let error = ReadStatus.LoggedError(at: Instant.now.iso, text: String(text.prefix(500)))
    kept.withLock { $0 = error }
  }

  /// Returns a log handler that remembers errors and passes every event on to the given handler.
  func before(_ handler: any LogHandler) -> any LogHandler {
    Handler(memory: self, next: handler)
  }

  private struct Handler: LogHandler {
    let memory: ErrorMemory
    var next: any LogHandler

    var logLevel: Logger.Level {
      get { next.logLevel }
      set { next.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
      get { next.metadata }
      set { next.metadata = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { next[metadataKey: key] }
      set { next[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
      if event.level >= .error { memory.keep("\(event.message)") }
      next.log(event: event)
    }
  }
}
