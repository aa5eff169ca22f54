import CZeroMQ
import DequeModule
import Glibc
import Locking

/// Something to be done on the reactor's thread.
public protocol ReactorWork: AnyObject, Sendable {
  /// Does it.
  @Reactor func run()
}

/// Runs Swift jobs on the one thread that owns all sockets.
///
/// It is a serial executor, of the global actor ``Reactor``, and a task executor: handlers that prefer
/// it run beside their socket without a change of thread (p50 of a call 220 → 127 µs, see
/// reference/performance.md). Jobs must not block.
public final class ReactorExecutor: SerialExecutor, TaskExecutor {
  private enum Job {
    case swift(UnownedJob)
    case work(any ReactorWork)
  }

  private struct Queue: ~Copyable {
    var jobs = Deque<Job>()
    /// True from before the thread polls until it wakes: only then a wake-up must be written.
    var isAsleep = false
  }

  private let queue = Mutex(Queue())
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
    add(.swift(UnownedJob(job)))
  }

  /// Takes work from any thread: what a task would do, without making one.
  public func enqueue(_ work: any ReactorWork) { add(.work(work)) }

  private func add(_ job: Job) {
    let mustWake = queue.withLock { queue in
      queue.jobs.append(job)
      defer { queue.isAsleep = false }
      return queue.isAsleep
    }
    if mustWake { eventfd_write(wakeUp, 1) }
  }

  /// Runs what is queued, at most `limit` jobs, so that sockets get their turn.
  func runJobs(limit: Int) {
    for _ in 0..<limit {
      guard let job = queue.withLock({ $0.jobs.popFirst() }) else { return }
      switch job {
      case .swift(let job):
        job.runSynchronously(
          isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
      case .work(let work):
        Reactor.assumeIsolated { work.run() }
      }
    }
  }

  /// Declares the thread asleep unless jobs wait.
  ///
  /// - Returns: whether it may poll with a timeout; otherwise jobs wait and it must only look.
  func fallAsleep() -> Bool {
    queue.withLock { queue in
      queue.isAsleep = queue.jobs.isEmpty
      return queue.isAsleep
    }
  }

  func awake() {
    queue.withLock { $0.isAsleep = false }
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

  /// The executor as tasks name it.
  public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    UnownedTaskExecutor(ordinary: self)
  }
}
