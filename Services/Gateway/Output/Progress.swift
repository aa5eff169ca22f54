import Composition
import Foundation

/// Shows the progress of a long task, on a terminal only: share, rate, and the time that is left.
final class Progress: WorkProgress {
  private static let interval = Duration.milliseconds(200)

  private let whole: Int
  /// Makes one; nil without a terminal to show it on.
  static let make: (@Sendable (Int) -> any WorkProgress)? =
    isatty(STDERR_FILENO) != 0 ? { @Sendable in Progress(of: $0) } : nil
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  private init(of whole: Int) { self.whole = max(whole, 1) }

  /// Shows how much of the whole is done.
  func show(_ done: Int) {
    guard done > 0, ContinuousClock.now - last > Self.interval else { return }
    last = .now
    let seconds = (last - start) / .seconds(1)
    let rate = Double(done) / seconds
    let left = Int((Double(max(0, whole - done)) / rate).rounded(.up))
    let text = words(
      "\(min(done * 100 / whole, 100)) %, \(Int(rate / 1_000_000)) Mo/s, reste \(left) s",
      "\(min(done * 100 / whole, 100))%, \(Int(rate / 1_000_000)) MB/s, \(left) s left")
    Output.progress(text)
  }

  /// Removes the line.
  func end() { Output.progress("") }
}
