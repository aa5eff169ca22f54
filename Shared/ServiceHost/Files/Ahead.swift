import Foundation

/// Work on a thread of its own, ahead of who needs what it makes.
///
/// What is made is handed over in order, in batches; while ``maxWaiting`` of them wait, the work waits too. A failure comes after
/// all that was made before it.
// A condition guards what the two threads share: unlike a `Mutex` it can be waited on, and both of them may block.
final class Ahead<Element: Sendable>: @unchecked Sendable {
  /// Says to the work that nobody needs it any more.
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

  /// Ends the work, if it goes on, and waits until it has ended: nothing of what it uses is in use after that.
  func stop() {
    condition.withLock {
      isStopped = true
      batches = []
      condition.broadcast()
      while outcome == nil { condition.wait() }
    }
  }
}
