import DequeModule
import Locking

/// The rules by which calls get their slots. No task, lock or clock is in here.
///
/// A call has a slot while its handler computes. A handler that waits for something else gives its slot back (``pause(_:)``), and
/// later waits for its turn to go on. One key may have at most half of the slots and half of the queue.
///
/// Waiting calls take turns by key, so a client that floods waits behind its own calls. Calls that are over (deadline, cancellation) do not
/// begin, and when the queue is full they are the first to be dropped.
///
/// Under overload a key's old calls can no longer meet their deadline, so serving them would help nobody. Therefore, while a key's oldest
/// call has waited longer than ``patience``, its newest call goes first. (With the oldest first, at twice the load that saturates, 11 % of
/// the peak were answered in time; see the benchmark.)
struct AdmissionLines<Call: AdmittedCall, Handler> {
  /// How long a key's oldest call waits before its newest goes first.
  static var patience: Duration { .milliseconds(20) }
  /// The most calls of a key that are on their way to a task.
  static var maxStarting: Int { 8 }

  /// What may begin now.
  enum Work {
    case begin(Call)
    case goOn(Handler)
  }

  /// What is decided about a call that comes.
  enum Decision {
    /// It has a slot, and begins at once.
    case begins
    /// It waits; the given calls, which may include it, are refused.
    case waits(refused: [Call])
  }

  /// What one key has, and its waiting work. Handlers that want to go on after a pause come before new calls.
  private struct Account {
    /// Calls on their way to a task.
    var starting = 0
    /// Calls that have a slot.
    var running = 0
    /// Calls whose handlers wait for something and have given their slot back.
    var paused = 0
    /// Calls that wait for a slot, and the bytes of their requests.
    var waiting = 0
    var held = 0
    var returning = Deque<(call: Call, handler: Handler)>()
    var calls = Deque<Call>()
    var isInTurn = false

    var isIdle: Bool { calls.isEmpty && returning.isEmpty }
    var mayStart: Bool { starting < maxStarting }
  }

  /// By the number of the key's lane. A small call changes these counts a dozen times; looking up its key's text each time cost a fifth of
  /// the call.
  private var accounts: [Account] = []
  private var running: FairBound
  private var paused: FairBound
  private var waiting: FairBound
  private var held: FairBound
  /// The lanes that have work, in the order of their turns.
  private var turns = Deque<Int>()
  /// Handlers that wait to go on.
  private var returning = 0

  init(_ limits: AdmissionLimits) {
    running = FairBound(of: limits.slots)
    paused = FairBound(of: limits.paused)
    waiting = FairBound(of: limits.waiting)
    held = FairBound(of: limits.heldBytes)
  }

  /// How many calls wait for a slot.
  var waitingCount: Int { waiting.total }

  /// Whether a call or a handler waits.
  var hasWork: Bool { waiting.total + returning > 0 }

  /// Takes a call: it begins at once, or waits; if there is no room, it or another one is refused.
  mutating func submit(_ call: Call) -> Decision {
    let lane = call.laneNumber
    while accounts.count <= lane { accounts.append(Account()) }
    // If calls of other keys wait although a slot is free, those keys may begin nothing more now. So this call overtakes none that may
    // begin.
    if accounts[lane].isIdle, accounts[lane].mayStart,
      running.allows(beside: accounts[lane].running)
    {
      start(lane)
      return .begins
    }
    if add(call) { return .waits(refused: []) }
    shed()
    var refused: [Call] = []
    while !add(call) {
      guard let displaced = displace(for: call) else { return .waits(refused: refused + [call]) }
      refused.append(displaced)
    }
    return .waits(refused: refused)
  }

  /// Notes that a call has reached its task.
  mutating func hasStarted(_ call: Call) { accounts[call.laneNumber].starting -= 1 }

  /// Takes the slot from a call whose handler has ended, if it has one.
  mutating func leave(_ call: Call) {
    if call.takeSlot() { running.giveBack(from: &accounts[call.laneNumber].running) }
  }

  /// Takes the slot from a call whose handler waits.
  ///
  /// - Returns: false when it keeps it: too many handlers wait already, or the call has no slot.
  mutating func pause(_ call: Call) -> Bool {
    let lane = call.laneNumber
    // A handler that already waits for something else has given its slot back.
    guard paused.allows(beside: accounts[lane].paused), call.takeSlot() else { return false }
    _ = paused.take(into: &accounts[lane].paused)
    running.giveBack(from: &accounts[lane].running)
    return true
  }

  /// Lets a handler that has waited wait for a slot. A handler whose call is over needs none, since it only ends.
  ///
  /// - Returns: whether it may go on at once.
  mutating func goOn(_ call: Call, _ handler: Handler) -> Bool {
    let lane = call.laneNumber
    paused.giveBack(from: &accounts[lane].paused)
    if call.isOver { return true }
    takeTurns(lane)
    accounts[lane].returning.append((call, handler))
    returning += 1
    return false
  }

  /// Takes out of the lines what may begin now.
  mutating func startMore(at now: ContinuousClock.Instant) -> [Work] {
    var works: [Work] = []
    var passedOver = 0
    while hasWork, passedOver < turns.count, running.total < running.most,
      let lane = turns.popFirst()
    {
      if running.allows(beside: accounts[lane].running), let work = next(of: lane, now) {
        turns.append(lane)
        works.append(work)
        passedOver = 0
      } else if accounts[lane].isIdle {
        accounts[lane].isInTurn = false
      } else {
        turns.append(lane)
        passedOver += 1
      }
    }
    return works
  }

  /// Takes the next handler or call out of a key's line; nil if none of them may begin now.
  private mutating func next(of lane: Int, _ now: ContinuousClock.Instant) -> Work? {
    if let (call, handler) = accounts[lane].returning.popFirst() {
      returning -= 1
      _ = running.take(into: &accounts[lane].running)
      call.giveSlot()
      return .goOn(handler)
    }
    while accounts[lane].mayStart, let oldest = accounts[lane].calls.first {
      let isLate = now - oldest.start > Self.patience && oldest.deadline > now
      let call =
        isLate ? accounts[lane].calls.removeLast() : accounts[lane].calls.removeFirst()
      forget(call)
      if !call.isOver, call.deadline > now {
        start(lane)
        return .begin(call)
      }
    }
    return nil
  }

  private mutating func start(_ lane: Int) {
    accounts[lane].starting += 1
    _ = running.take(into: &accounts[lane].running)
  }

  private mutating func takeTurns(_ lane: Int) {
    if !accounts[lane].isInTurn { turns.append(lane) }
    accounts[lane].isInTurn = true
  }

  /// Puts a call into its key's line.
  ///
  /// - Returns: false when the key, or all keys together, would have more there than they may.
  private mutating func add(_ call: Call) -> Bool {
    let lane = call.laneNumber
    guard waiting.take(into: &accounts[lane].waiting) else { return false }
    guard held.take(call.heldBytes, into: &accounts[lane].held) else {
      waiting.giveBack(from: &accounts[lane].waiting)
      return false
    }
    takeTurns(lane)
    accounts[lane].calls.append(call)
    return true
  }

  /// Counts a call out of the queue.
  private mutating func forget(_ call: Call) {
    waiting.giveBack(from: &accounts[call.laneNumber].waiting)
    held.giveBack(call.heldBytes, from: &accounts[call.laneNumber].held)
  }

  /// Drops the calls that are over.
  private mutating func shed() {
    for lane in accounts.indices {
      // A call may end at any time, so each is asked once.
      var over: [Call] = []
      accounts[lane].calls.removeAll { call in
        let isOver = call.isOver
        if isOver { over.append(call) }
        return isOver
      }
      for call in over { forget(call) }
    }
  }

  /// Makes room for a call: takes the latest call out of the longest line, and returns it to be refused. Returns nil, and takes none, if
  /// the call's own key has all that it may have, or if no line is longer than its own by more than one.
  private mutating func displace(for call: Call) -> Call? {
    let own = call.laneNumber
    guard waiting.leaves(beside: accounts[own].waiting),
      held.leaves(call.heldBytes, beside: accounts[own].held),
      let longest = accounts.indices.max(by: { accounts[$0].calls.count < accounts[$1].calls.count }
      ),
      accounts[longest].calls.count > accounts[own].calls.count + 1,
      let latest = accounts[longest].calls.popLast()
    else { return nil }
    forget(latest)
    return latest
  }
}
