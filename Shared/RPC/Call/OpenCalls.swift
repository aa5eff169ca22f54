import HeapModule

/// The open calls of a connection, and the alarm that rings at the earliest of their deadlines.
///
/// A call that ends leaves its deadline behind. That is dropped when it is the earliest of the queue, or when the queue is long and
/// such deadlines are the majority.
struct OpenCalls<Call: Sendable> {
  private struct Deadline: Comparable {
    let time: ContinuousClock.Instant
    let id: UInt64

    static func < (left: Deadline, right: Deadline) -> Bool { left.time < right.time }
  }

  /// The calls by their ids.
  private(set) var byID: [UInt64: Call] = [:]
  /// What rings; it is set under the connection's lock, so that its times are set in the order in which they were computed.
  var alarm: (any Alarm)?
  private var deadlines = Heap<Deadline>()
  /// The time that the alarm was set to.
  private var alarmTime: ContinuousClock.Instant?

  subscript(id: UInt64) -> Call? { byID[id] }

  /// Adds a call that must be over by a time.
  mutating func add(_ call: Call, _ id: UInt64, until time: ContinuousClock.Instant) {
    byID[id] = call
    deadlines.insert(Deadline(time: time, id: id))
    if let alarmTime, alarmTime <= time { return }
    wake(at: time)
  }

  /// Takes out a call; nil if none is open under this id.
  @discardableResult
  mutating func remove(_ id: UInt64) -> Call? {
    guard let call = byID.removeValue(forKey: id) else { return nil }
    if deadlines.count > 1024, deadlines.count > byID.count * 2 {
      deadlines = Heap(deadlines.unordered.filter { byID[$0.id] != nil })
    }
    return call
  }

  /// Returns the calls whose time is over, and sets the alarm to the next deadline.
  mutating func due() -> [Call] {
    let now = ContinuousClock.now
    var due: [Call] = []
    while let next = deadlines.min {
      let call = byID[next.id]
      if call != nil, next.time > now { break }
      deadlines.removeMin()
      if let call { due.append(call) }
    }
    wake(at: deadlines.min?.time)
    return due
  }

  private mutating func wake(at time: ContinuousClock.Instant?) {
    alarmTime = time
    if let time { alarm?.set(time) }
  }
}
