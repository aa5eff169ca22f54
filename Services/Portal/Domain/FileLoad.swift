import Crypto
import Foundation
public import Values

/// How far a file is on its way from the officer into a service.
public struct FileLoad: Sendable, Hashable {
  /// What is to be done, or was done last.
  public enum Step: String, Sendable {
    /// It is rehearsed, which changes nothing.
    case checking
    /// The rehearsal was told; who brought it decides.
    case checked
    /// It is loaded.
    case loading
    /// It was loaded.
    case loaded
    /// The service refused it as a whole, and nothing was changed.
    case refused
    /// The load is undone.
    case undoing
    /// The load was undone.
    case undone
  }

  /// What a page tells of it.
  public enum State: Sendable {
    /// Another file has its turn.
    case waiting
    /// Work on it goes on.
    case running
    /// Work on it has stopped without an end: the portal or the service ended.
    case brokenOff
    /// It can be loaded.
    case checked
    /// It was never loaded, and its content is gone.
    case expired
    /// It was loaded.
    case loaded
    /// It was refused as a whole.
    case refused
    /// It was loaded and undone.
    case undone
  }

  /// How many bytes a file may have: 16 MiB.
  public static let mostBytes = 16 << 20
  /// How many files may wait with their content.
  public static let mostWaiting = 20
  /// How long the content is kept: a day, in microseconds.
  public static let keeps: Int64 = 86_400_000_000
  /// How often work on a file says that it goes on: a second.
  public static let beat: Int64 = 1_000_000
  /// After how long a silence work on a file counts as ended: ten beats, so that a busy disk does not end it.
  public static let silence: Int64 = 10 * beat
  /// The most characters of a file's name that are kept.
  public static let mostOfName = 200

  /// What is to be done.
  public let step: Step
  /// When work on the step last said that it goes on; nil while it has not begun.
  public let beatAt: Instant?
  /// Whether the content is there.
  public let hasContent: Bool

  /// Takes what is kept of a file.
  public init(step: Step, beatAt: Instant?, hasContent: Bool) {
    self.step = step
    self.beatAt = beatAt
    self.hasContent = hasContent
  }

  /// What is to be told of it now.
  public func state(at now: Instant) -> State {
    switch step {
    case .checking, .loading, .undoing:
      let canGoOn = hasContent || step == .undoing
      guard let beatAt else { return canGoOn ? .waiting : .expired }
      if now < beatAt.adding(microseconds: Self.silence) { return .running }
      return canGoOn ? .brokenOff : .expired
    case .checked: return hasContent ? .checked : .expired
    case .loaded: return .loaded
    case .refused: return .refused
    case .undone: return .undone
    }
  }

  /// SHA-256 of a file, as 64 hexadecimal digits.
  public static func digest(of bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: Data(bytes)))
  }

  /// The share of a task that is done, in whole percent from 0 to 100.
  public static func percent(_ done: Int, of whole: Int) -> Int {
    guard whole > 0 else { return 0 }
    return min(max(done, 0), whole) * 100 / whole
  }
}
