import Locking
import Testing

@testable import RPC

/// A call of a key, which the test ends by hand.
private final class PlannedCall: AdmittedCall, CustomStringConvertible {
  let description: String
  let laneNumber: Int
  let heldBytes: Int
  let start: ContinuousClock.Instant
  let deadline: ContinuousClock.Instant
  var isOver = false
  private var hasSlot = true

  init(
    _ name: String, of lane: Int, bytes: Int = 0, at start: ContinuousClock.Instant,
    until deadline: ContinuousClock.Instant
  ) {
    description = name
    laneNumber = lane
    heldBytes = bytes
    self.start = start
    self.deadline = deadline
  }

  func takeSlot() -> Bool {
    defer { hasSlot = false }
    return hasSlot
  }
  func giveSlot() { hasSlot = true }
}

/// Lines with a clock of the test's own, and what began in them, in order.
private struct Desk {
  var lines: AdmissionLines<PlannedCall, String>
  var now = ContinuousClock.now
  var running: [PlannedCall] = []

  init(slots: Int = 4, waiting: Int = 8, bytes: Int = 1000, paused: Int = 4) {
    lines = AdmissionLines(
      AdmissionLimits(slots: slots, waiting: waiting, heldBytes: bytes, paused: paused))
  }

  /// Submits a call; returns what is refused, nil when the call begins.
  @discardableResult
  mutating func submit(
    _ name: String, of lane: Int, bytes: Int = 0, within time: Duration = .seconds(10)
  ) -> [String]? {
    submit(PlannedCall(name, of: lane, bytes: bytes, at: now, until: now + time))
  }

  mutating func submit(_ call: PlannedCall) -> [String]? {
    switch lines.submit(call) {
    case .begins:
      lines.hasStarted(call)
      running.append(call)
      return nil
    case .waits(let refused): return refused.map(\.description)
    }
  }

  /// Begins what may begin now, and returns it.
  mutating func startMore() -> [String] {
    lines.startMore(at: now).map { work in
      switch work {
      case .goOn(let handler): return handler
      case .begin(let call):
        lines.hasStarted(call)
        running.append(call)
        return call.description
      }
    }
  }

  mutating func pause(_ call: PlannedCall) -> Bool { lines.pause(call) }
  mutating func goOn(_ call: PlannedCall, _ handler: String) -> Bool { lines.goOn(call, handler) }

  /// Ends the call that began first, and begins what may begin then.
  mutating func endFirst() -> [String] {
    lines.leave(running.removeFirst())
    return startMore()
  }
}

@Suite("Admission: who begins when")
struct AdmissionLinesTests {
  @Test("a key has half of the slots, and the calls of the others take turns")
  func turns() {
    var desk = Desk(slots: 4)
    for name in ["a1", "a2", "a3", "a4"] { desk.submit(name, of: 0) }
    // Half of 4 slots are a's; a3 and a4 wait.
    #expect(desk.running.map(\.description) == ["a1", "a2"])
    for name in ["b1", "b2", "b3"] { desk.submit(name, of: 1) }
    #expect(desk.running.map(\.description) == ["a1", "a2", "b1", "b2"])
    desk.submit("c1", of: 2)
    // The turns are a, b, c. a1 ends: it is a's turn.
    #expect(desk.endFirst() == ["a3"])
    // a2 ends: it is b's turn, but b has its two slots. c comes next, then a again.
    #expect(desk.endFirst() == ["c1"])
    #expect(desk.endFirst() == ["a4"])
    #expect(desk.endFirst() == ["b3"])
    #expect(desk.lines.waitingCount == 0)
  }

  @Test(
    "of a key that has waited for 20 ms the newest call goes first, and calls past their end are passed over"
  )
  func newestFirst() {
    var desk = Desk(slots: 2)
    desk.submit("a1", of: 0)
    desk.submit("a2", of: 0, within: .milliseconds(15))
    desk.now += .milliseconds(10)
    desk.submit("a3", of: 0)
    desk.submit("a4", of: 0)
    // a2, a3 and a4 wait. At 10 ms nobody has waited for 20 ms: the oldest goes first.
    #expect(desk.endFirst() == ["a2"])
    // At 31 ms a3 has waited for 21 ms: a4 goes first.
    desk.now += .milliseconds(21)
    #expect(desk.endFirst() == ["a4"])
    desk.submit("a5", of: 0, within: .milliseconds(1))
    desk.now += .milliseconds(2)
    // a5 is the newest, but its end has passed.
    #expect(desk.endFirst() == ["a3"])
    #expect(desk.lines.waitingCount == 0)
  }

  @Test(
    "a full queue drops calls that are over first, then the latest of the longest line, never the caller's own"
  )
  func fullQueue() {
    var desk = Desk(slots: 2, waiting: 6)
    desk.submit("a1", of: 0)
    let over = PlannedCall("a2", of: 0, at: desk.now, until: desk.now + .seconds(9))
    #expect(desk.submit(over) == [])
    #expect(desk.submit("a3", of: 0) == [])
    #expect(desk.submit("a4", of: 0) == [])
    // Half of 6 places are taken by a: its next call is refused.
    #expect(desk.submit("a5", of: 0) == ["a5"])
    over.isOver = true
    // The call that is over makes room.
    #expect(desk.submit("a6", of: 0) == [])
    desk.submit("b1", of: 1)
    for name in ["b2", "b3", "b4"] { #expect(desk.submit(name, of: 1) == []) }
    // a3 a4 a6 b2 b3 b4: full. The lines of a and b are as long; the latest of one of them makes room for c.
    let displaced = desk.submit("c1", of: 2)
    #expect(displaced == ["a6"] || displaced == ["b4"])
    #expect(desk.lines.waitingCount == 6)
  }

  @Test("a key may keep half of the bytes that wait")
  func bytes() {
    var desk = Desk(slots: 2, waiting: 8, bytes: 100)
    desk.submit("a1", of: 0)
    #expect(desk.submit("a2", of: 0, bytes: 50) == [])
    #expect(desk.submit("a3", of: 0, bytes: 1) == ["a3"])
    desk.submit("b1", of: 1)
    #expect(desk.submit("b2", of: 1, bytes: 50) == [])
    #expect(desk.endFirst() == ["a2"])
    #expect(desk.submit("a4", of: 0, bytes: 50) == [])
  }

  @Test("a handler that waits gives its slot back once, and goes on before new calls of its key")
  func pauses() throws {
    var desk = Desk(slots: 2, paused: 2)
    desk.submit("a1", of: 0)
    desk.submit("a2", of: 0)
    let first = try #require(desk.running.first)
    #expect(desk.pause(first) == true)
    #expect(desk.pause(first) == false)
    #expect(desk.startMore() == ["a2"])
    desk.submit("a3", of: 0)
    // One of two pauses is a's share: a2 keeps its slot.
    #expect(desk.pause(desk.running[1]) == false)
    #expect(desk.goOn(first, "a1 goes on") == false)
    #expect(desk.startMore() == [])
    desk.lines.leave(desk.running[1])
    #expect(desk.startMore() == ["a1 goes on"])
    // A handler whose call is over only ends, and needs no slot for that.
    #expect(desk.pause(first) == true)
    first.isOver = true
    #expect(desk.goOn(first, "a1 ends") == true)
  }

  @Test("at most eight calls of a key are on their way to a task")
  func starting() {
    var lines = AdmissionLines<PlannedCall, String>(
      AdmissionLimits(slots: 64, waiting: 64, heldBytes: 0, paused: 1))
    let now = ContinuousClock.now
    let calls = (1...9).map { PlannedCall("a\($0)", of: 0, at: now, until: now + .seconds(9)) }
    for call in calls { _ = lines.submit(call) }
    #expect(lines.waitingCount == 1)
    #expect(lines.startMore(at: now).isEmpty)
    lines.hasStarted(calls[0])
    #expect(lines.startMore(at: now).count == 1)
  }
}
