import Foundation
import Locking

/// The CPU seconds that a process has used so far, all its threads.
func cpuSeconds(of process: Int32) -> Double {
  var clock = clockid_t()
  var time = timespec()
  guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
    return 0
  }
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What a run of calls took: their number, the time in all, the latency of each, and the CPU that both ends used.
struct Stretch {
  var calls: Int
  var seconds: Double
  /// The latencies, sorted.
  var latencies: [Duration]
  var clientCPU: Double
  var serverCPU: Double

  /// Returns the latency in µs that a given share of the calls do not exceed.
  func microseconds(_ share: Double) -> Double {
    guard !latencies.isEmpty else { return 0 }
    return latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]
      / .microseconds(1)
  }

  /// Prints a line in the form that the peers' programs print as well.
  func report(_ name: String, payload: String, inFlight: Int) {
    func text(_ number: Double) -> String { String(format: "%.2f", number) }
    let perHundredThousand = 1e5 / Double(max(calls, 1))
    let line = [
      "RESULT", "name=\(name)", "payload=\(payload)", "inflight=\(inFlight)", "calls=\(calls)",
      "thr=\(Int(Double(calls) / seconds))/s", "p50=\(text(microseconds(0.5)))",
      "p99=\(text(microseconds(0.99)))", "cli_cpu/100k=\(text(clientCPU * perHundredThousand))",
      "srv_cpu/100k=\(text(serverCPU * perHundredThousand))",
    ].joined(separator: " ")
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}

/// Runs calls, a given number of them at once, on tasks of an executor.
///
/// - Parameters:
///   - calls: how many calls in all.
///   - inFlight: how many at once.
///   - server: the server's process, whose CPU is measured too.
///   - executor: where the tasks run; nil for the pool.
///   - call: makes the call with a given number.
/// - Returns: what was measured.
/// - Throws: what a call throws.
func measure(
  calls: Int, inFlight: Int, server: Int32, on executor: (any TaskExecutor)?,
  _ call: @escaping @Sendable (Int) async throws -> Void
) async throws -> Stretch {
  let each = calls / inFlight
  let (client, server0, start) = (
    cpuSeconds(of: getpid()), cpuSeconds(of: server), ContinuousClock.now
  )
  let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
    for worker in 0..<inFlight {
      group.addTask(executorPreference: executor) {
        var latencies: [Duration] = []
        latencies.reserveCapacity(each)
        for turn in 0..<each {
          let begin = ContinuousClock.now
          try await call(turn * inFlight + worker)
          latencies.append(.now - begin)
        }
        return latencies
      }
    }
    return try await group.reduce(into: []) { $0 += $1 }
  }
  return Stretch(
    calls: latencies.count, seconds: (ContinuousClock.now - start) / .seconds(1),
    latencies: latencies.sorted(), clientCPU: cpuSeconds(of: getpid()) - client,
    serverCPU: cpuSeconds(of: server) - server0)
}

/// Keeps a processor busy for a time.
func spin(_ time: Duration) {
  let end = ContinuousClock.now + time
  while ContinuousClock.now < end {}
}
