import Foundation

/// Runs work on a thread of its own, ahead of the consumer of its elements.
///
/// The elements are handed over in order, in batches. While ``maxWaiting`` batches wait, the work waits too. The consumer gets a
/// failure of the work after all batches that were made before the failure.
// A condition guards what the two threads share: unlike a `Mutex` it can be waited on, and both of them may block.
final class Ahead<Element: Sendable>: @unchecked Sendable {
  /// Tells the work that its elements are not needed any more.
  private struct Stopped: Error {}

  /// The most batches that wait.
  private static var maxWaiting: Int { 3 }

  private let condition = NSCondition()
  private var batches: [[Element]] = []
  private var outcome: Result<Void, any Error>?
  private var isStopped = false

  /// Begins.
  ///
  /// - Parameter work: makes elements and hands them over; what `hand` throws ends it.
  init(_ work: @escaping @Sendable (_ hand: ([Element]) throws -> Void) throws -> Void) {
    let thread = Thread { [self] in
      let result = Result { try work(hand) }
      condition.withLock {
        outcome = result
        condition.broadcast()
      }
    }
    thread.name = "vigie-ahead"
    thread.start()
  }

  private func hand(_ batch: [Element]) throws {
    try condition.withLock {
      while batches.count == Self.maxWaiting, !isStopped { condition.wait() }
      guard !isStopped else { throw Stopped() }
      batches.append(batch)
      condition.broadcast()
    }
  }

  /// Waits for the next batch; nil after the last.
  ///
  /// - Throws: what the work threw.
  func next() throws -> [Element]? {
    try condition.withLock {
      while batches.isEmpty, outcome == nil { condition.wait() }
      guard batches.isEmpty else {
        condition.broadcast()
        return batches.removeFirst()
      }
      try outcome?.get()
      return nil
    }
  }

  /// Ends the work if it still runs, and waits for its end. After that, nothing that the work uses is in use.
  func stop() {
    condition.withLock {
      isStopped = true
      batches = []
      condition.broadcast()
      while outcome == nil { condition.wait() }
    }
  }
}
