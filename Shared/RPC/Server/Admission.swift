import Locking
import RPCContract

/// Runs the handlers of unary calls in a bounded number of slots, and lets a bounded number of calls wait.
///
/// ``AdmissionLines`` decides which call begins when; the tasks that serve calls are here. A call that is on its way to its task can no
/// longer be refused, so only few calls are on that way at a time. Idle tasks are kept for the next call, since making a task costs as much
/// as the rest of a small call.
final class Admission: Sendable {
  private typealias Lines = AdmissionLines<ServerCall, UnsafeContinuation<Void, Never>>

  private struct State: ~Copyable {
    var lines: Lines
    /// The tasks that wait for a call, by the number of their lane, and the count of all of them.
    var idle: [[UnsafeContinuation<ServerCall?, Never>]] = []
    var idleCount = 0

    /// Takes out of the lines what may begin now, and returns the steps that begin it.
    mutating func startMore() -> [Step] {
      guard lines.hasWork else { return [] }
      return lines.startMore(at: .now).map { begin($0) }
    }

    /// Returns the step that begins a work.
    mutating func begin(_ work: Lines.Work) -> Step {
      switch work {
      case .goOn(let handler): return .goOn(handler)
      case .begin(let call):
        let lane = call.laneNumber
        guard lane < idle.count, let worker = idle[lane].popLast() else { return .spawn(call) }
        idleCount -= 1
        return .resume(worker, call)
      }
    }

    /// Keeps a task for the next call of its lane.
    ///
    /// - Returns: a task that must end because too many are idle, of another lane if one has any; nil if none must end.
    mutating func rest(
      _ worker: UnsafeContinuation<ServerCall?, Never>, on lane: Int, most: Int
    ) -> UnsafeContinuation<ServerCall?, Never>? {
      while idle.count <= lane { idle.append([]) }
      idle[lane].append(worker)
      idleCount += 1
      guard idleCount > most else { return nil }
      idleCount -= 1
      let other = idle.indices.first { $0 != lane && !idle[$0].isEmpty } ?? lane
      return idle[other].removeFirst()
    }
  }

  private enum Step {
    case resume(UnsafeContinuation<ServerCall?, Never>, ServerCall)
    case spawn(ServerCall)
    case goOn(UnsafeContinuation<Void, Never>)
  }

  private let limits: AdmissionLimits
  private let perform: @Sendable (ServerCall) async -> Void
  private let state: Mutex<State>

  init(
    limits: AdmissionLimits, perform: @escaping @Sendable (ServerCall) async -> Void
  ) {
    self.limits = limits
    self.perform = perform
    state = Mutex(State(lines: Lines(limits)))
  }

  /// How many calls wait for their turn.
  var waiting: Int { state.withLock { $0.lines.waitingCount } }

  /// Runs a call now or in its turn; if there is no room, refuses this call or another one.
  func submit(_ call: ServerCall) {
    let (step, refused) = state.withLock { state -> (Step?, [ServerCall]) in
      switch state.lines.submit(call) {
      case .begins: (state.begin(.begin(call)), [])
      case .waits(let refused): (nil, refused)
      }
    }
    if let step { take(step) }
    for call in refused { call.abort(Self.overloaded) }
  }

  private func take(_ step: Step) {
    switch step {
    case .resume(let worker, let call): worker.resume(returning: call)
    case .spawn(let call):
      let worker = Worker(call)
      worker.start(Task(executorPreference: call.lane.executor) { await self.work(worker) })
    case .goOn(let handler): handler.resume()
    }
  }

  /// Serves calls, one after the other. An idle task holds no call, since a call holds its connection and its request.
  private func work(_ worker: Worker) async {
    while let lane = await serve(worker) {
      let next = await withUnsafeContinuation { resting in
        let other = state.withLock { $0.rest(resting, on: lane, most: limits.slots) }
        other?.resume(returning: nil)
      }
      worker.put(next)
    }
  }

  /// Serves the worker's call.
  ///
  /// Another task begins the waiting calls while this one rests. If this task took the next call at once, it would run without a
  /// pause, and the other lanes would get no turn until its key had no more calls.
  ///
  /// - Returns: the number of its lane; nil when the task is to end.
  private func serve(_ worker: Worker) async -> Int? {
    guard let call = worker.takeCall() else { return nil }
    hasStarted(call)
    if call.begin(worker) { await perform(call) }
    // A task that was cancelled with its call can serve no other.
    let isSpent = call.leave() || Task.isCancelled
    let steps = state.withLock { state -> [Step] in
      state.lines.leave(call)
      return state.startMore()
    }
    for step in steps { take(step) }
    return isSpent ? nil : call.laneNumber
  }

  /// Notes that a call has reached its task, and begins what may begin now.
  private func hasStarted(_ call: ServerCall) {
    let steps = state.withLock { state -> [Step] in
      state.lines.hasStarted(call)
      return state.startMore()
    }
    for step in steps { take(step) }
  }

  // MARK: Handlers that wait

  /// Gives a call's slot back while its handler waits.
  ///
  /// - Returns: false when no slot was given back: too many handlers wait already, or the call has no slot.
  func pause(_ call: ServerCall) -> Bool {
    let steps = state.withLock { state -> [Step]? in
      state.lines.pause(call) ? state.startMore() : nil
    }
    for step in steps ?? [] { take(step) }
    return steps != nil
  }

  /// Waits for a slot in which a handler can go on. A handler whose call is over needs no slot, since it only ends.
  func goOn(_ call: ServerCall) async {
    await withUnsafeContinuation { handler in
      let steps = state.withLock { state -> [Step] in
        state.lines.goOn(call, handler) ? [.goOn(handler)] : state.startMore()
      }
      for step in steps { take(step) }
    }
  }

  static let overloaded = Status(
    .resourceExhausted, "the server has as many calls waiting as it takes; try again later",
    details: StatusDetails(
      reason: "OVERLOADED", domain: "vigie.rpc", retryDelayMilliseconds: 100))
}
