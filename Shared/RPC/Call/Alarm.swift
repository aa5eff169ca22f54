import HeapModule

/// Wakes a connection at its earliest deadline; each transport has its own.
///
/// One alarm serves all calls of a connection, so a pending call costs no task and no timer.
public protocol Alarm: Sendable {
  /// Makes the alarm ring once, at a time or soon after; this replaces the time set before.
  func set(_ time: ContinuousClock.Instant)
}

/// Makes alarms.
public protocol AlarmClock: Sendable {
  /// Makes an alarm that calls `ring`, on any thread.
  func alarm(_ ring: @escaping @Sendable () -> Void) -> any Alarm
}

/// The deadlines of a connection's calls.
///
/// A call that ends leaves its entry behind. The entry is dropped when it is the earliest of the queue, or when the queue is long
/// and such entries are the majority.
struct DeadlineQueue {
  private struct Entry: Comparable {
    let time: ContinuousClock.Instant
    let id: UInt64

    static func < (left: Entry, right: Entry) -> Bool { left.time < right.time }
  }

  private var heap = Heap<Entry>()
  private var set: ContinuousClock.Instant?

  /// Adds a call's deadline.
  ///
  /// - Returns: the time to set the alarm to; nil when the alarm rings by then already.
  mutating func add(_ time: ContinuousClock.Instant, _ id: UInt64) -> ContinuousClock.Instant? {
    heap.insert(Entry(time: time, id: id))
    if let set, set <= time { return nil }
    set = time
    return time
  }

  /// Takes out the deadlines that are due.
  ///
  /// - Parameters:
  ///   - now: the time.
  ///   - isOpen: whether a call is still open.
  /// - Returns: the calls whose time is over, and the time to set the alarm to.
  mutating func due(
    _ now: ContinuousClock.Instant, isOpen: (UInt64) -> Bool
  ) -> (ids: [UInt64], next: ContinuousClock.Instant?) {
    var ids: [UInt64] = []
    while let entry = heap.min {
      guard isOpen(entry.id) else {
        heap.removeMin()
        continue
      }
      guard entry.time <= now else { break }
      heap.removeMin()
      ids.append(entry.id)
    }
    set = heap.min?.time
    return (ids, set)
  }

  /// Drops the entries of calls that ended, when the queue is long and they are the majority.
  mutating func compact(open: Int, isOpen: (UInt64) -> Bool) {
    guard heap.count > 1024, heap.count > open * 2 else { return }
    heap = Heap(heap.unordered.filter { isOpen($0.id) })
  }
}
