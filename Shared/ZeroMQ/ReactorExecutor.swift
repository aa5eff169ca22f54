import CZeroMQ
import DequeModule
import Glibc
import Locking

/// Something to be done on the reactor's thread.
public protocol ReactorWork: AnyObject, Sendable {
  /// Does it.
  @Reactor func run()
}

/// Runs the tasks that prefer it on the reactor's thread, which owns their socket, so that no change of thread is needed
/// (p50 of a call 220 → 127 µs, see reference/performance.md). The tasks must not block.
///
/// It is not the actor's own executor. A task on that one would be queued again at every `await`, because code that is not
/// isolated to the actor may not go on there; that took a sixth of a small call's time, by profile.
///
/// Executors take turns on the thread, one job each, so an executor with many jobs delays its own jobs only.
public final class ReactorTaskExecutor: TaskExecutor {
  // The reactor's executor lives as long as the process.
  private unowned let reactor: ReactorExecutor
  // The waiting jobs; guarded by the lock of the reactor's queue.
  fileprivate nonisolated(unsafe) var jobs = Deque<UnownedJob>()
  // Whether the reactor's queue has a turn for this executor; guarded by the same lock.
  fileprivate nonisolated(unsafe) var isQueued = false

  init(_ reactor: ReactorExecutor) { self.reactor = reactor }

  /// Takes a job from any thread.
  public func enqueue(_ job: consuming ExecutorJob) { reactor.add(UnownedJob(job), of: self) }
}

/// Runs the jobs of the global actor ``Reactor`` on the one thread that owns all sockets.
public final class ReactorExecutor: SerialExecutor {
  fileprivate enum Job {
    /// Isolated to the reactor.
    case actor(UnownedJob)
    /// The next job of an executor that tasks prefer.
    case turn(ReactorTaskExecutor)
  }

  private struct Queue: ~Copyable {
    var jobs = Deque<Job>()
    var works = Deque<any ReactorWork>()
    /// True from before the thread polls until it wakes; only during that time must a wake-up be written.
    var isAsleep = false
  }

  private let queue = Mutex(Queue())
  // What the thread runs now; no other thread touches it.
  private nonisolated(unsafe) var running = Deque<Job>()
  // The work that it does now; no other thread touches it either.
  private nonisolated(unsafe) var working = Deque<any ReactorWork>()
  private let wakeUp: Int32
  private let thread = Mutex<pthread_t?>(nil)

  init() {
    wakeUp = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
    precondition(wakeUp >= 0, "the process has no file descriptor left for its reactor")
  }

  /// Starts the thread; called once, by the reactor.
  func start() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var created = pthread_t()
    let result = pthread_create(
      &created, &attributes,
      { context in
        Unmanaged<ReactorExecutor>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(result == 0, "the process cannot start its reactor thread")
  }

  private func run() {
    thread.withLock { $0 = pthread_self() }
    while true {
      Reactor.assumeIsolated { Reactor.shared.poller.turn(self) }
    }
  }

  /// Takes a job from any thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    add { $0.jobs.append(.actor(job)) }
  }

  /// Takes work from any thread, without the cost of making a task. It is done within the next eight jobs, before any later job of the
  /// actor, so that the messages of several handlers go out together: a small call costs a tenth less than with a send for each.
  public func enqueue(_ work: any ReactorWork) {
    add { $0.works.append(work) }
  }

  private func add(_ append: (inout Queue) -> Void) {
    let mustWake = queue.withLock { queue in
      append(&queue)
      defer { queue.isAsleep = false }
      return queue.isAsleep
    }
    if mustWake { eventfd_write(wakeUp, 1) }
  }

  fileprivate func add(_ job: UnownedJob, of executor: ReactorTaskExecutor) {
    add { queue in
      executor.jobs.append(job)
      if !executor.isQueued { queue.jobs.append(.turn(executor)) }
      executor.isQueued = true
    }
  }

  /// Takes the next job of an executor; if the executor has more jobs, it gets another turn.
  private func next(of executor: ReactorTaskExecutor) -> UnownedJob? {
    queue.withLock { queue in
      let job = executor.jobs.popFirst()
      executor.isQueued = !executor.jobs.isEmpty
      if executor.isQueued { queue.jobs.append(.turn(executor)) }
      return job
    }
  }

  /// Runs the queued jobs, and the jobs that they queue, for about `time` at most, so that sockets and
  /// timers get their turns.
  func runJobs(atMost time: Duration) {
    let end = ContinuousClock.now + time
    var count = 0
    while true {
      guard let job = running.popFirst() else {
        takeQueued()
        if running.isEmpty, !work() || ContinuousClock.now >= end { return }
        continue
      }
      run(job)
      count += 1
      // A look at the clock costs as much as a small job.
      if count % 8 == 0 {
        _ = work()
        if ContinuousClock.now >= end { return }
      }
    }
  }

  /// Takes over all queued jobs at once. The two buffers are swapped, so that a turn costs no allocation.
  private func takeQueued() {
    queue.withLock { swap(&running, &$0.jobs) }
  }

  private func run(_ job: Job) {
    switch job {
    case .actor(let job):
      _ = work()
      job.runSynchronously(on: asUnownedSerialExecutor())
    case .turn(let executor):
      next(of: executor)?.runSynchronously(on: executor.asUnownedTaskExecutor())
    }
  }

  /// Does the work that waits.
  ///
  /// - Returns: whether there was any.
  private func work() -> Bool {
    queue.withLock { swap(&working, &$0.works) }
    guard !working.isEmpty else { return false }
    while let work = working.popFirst() { Reactor.assumeIsolated { work.run() } }
    return true
  }

  /// Declares the thread asleep unless jobs wait.
  ///
  /// - Returns: true if the thread may poll with a timeout; false if jobs wait, and it must poll without waiting.
  func fallAsleep() -> Bool {
    queue.withLock { queue in
      queue.isAsleep = queue.jobs.isEmpty && queue.works.isEmpty && running.isEmpty
      return queue.isAsleep
    }
  }

  func awake(isSignalled: Bool) {
    queue.withLock { $0.isAsleep = false }
    guard isSignalled else { return }
    var count: eventfd_t = 0
    eventfd_read(wakeUp, &count)
  }

  var wakeUpDescriptor: Int32 { wakeUp }

  /// Whether the caller is on the reactor's thread.
  public var isCurrent: Bool {
    thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  /// Stops the program when the caller is not on the reactor's thread.
  public func checkIsolated() {
    precondition(isCurrent, "this may run on the reactor's thread only")
  }

  /// The executor as actors name it.
  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}
