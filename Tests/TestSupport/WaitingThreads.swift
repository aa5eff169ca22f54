import Dispatch
import Foundation
import Synchronization
public import Testing

/// Runs a suite's tests on threads that may wait.
///
/// Swift's own pool has one thread for each processor. A test that waits there for a process, or counts for long, keeps
/// its thread from all other tests: on two cores, two of them stop everyone, and short tests run out of their time.
public struct WaitingThreadsTrait: SuiteTrait, TestTrait, TestScoping {
  /// It holds for the tests of a suite.
  public var isRecursive: Bool { true }

  /// Runs a test on a thread that may wait.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared, operation: function)
  }
}

extension Trait where Self == WaitingThreadsTrait {
  /// For tests that wait for processes, or count for long.
  public static var onWaitingThreads: Self { Self() }
}

/// Threads for work that waits; they live as long as the process.
private final class WaitingThreads: TaskExecutor {
  /// Four for each of the eight tests that run at a time.
  static let shared = WaitingThreads(count: 32)
  private let jobs = Mutex<[UnownedJob]>([])
  private let waiting = DispatchSemaphore(value: 0)

  private init(count: Int) {
    for _ in 0..<count {
      let thread = Thread { [self] in
        while true {
          waiting.wait()
          let job = jobs.withLock { $0.removeFirst() }
          job.runSynchronously(on: asUnownedTaskExecutor())
        }
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    waiting.signal()
  }
}
