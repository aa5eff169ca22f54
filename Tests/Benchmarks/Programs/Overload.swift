import ArgumentParser
import Foundation
import Locking
import RPC
import RPCContract
import RPCZeroMQTransport
import ZeroMQ

/// Finds the load that saturates a server, then offers a multiple of it, however slowly the answers come.
struct OverloadClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "overload")

  @OptionGroup var target: ServerOptions
  @Option(help: "Microseconds of work a call.") var work = 300
  @Option(help: "How many times the saturating load.") var times = 2.0
  @Option(help: "Seconds of each stretch.") var seconds = 4.0
  @Option(help: "Milliseconds that a call may take.") var deadline = 250

  private final class Count: Sendable {
    let answered = Mutex(0)
    let late = Mutex(0)
    let refused = Mutex(0)
    let expired = Mutex(0)
  }

  func run() async throws {
    let transport = try target.connect()
    let client = Client(Channel([transport.connection], codec: Coding.cbor.codec))
    let request = Work(microseconds: work)
    let patient = CallOptions(timeout: .seconds(60), waitsForReady: true)
    let calls = Int(seconds * 1e6 / Double(work))
    let peak = try await measure(
      calls: calls, inFlight: 64, server: target.process, on: Reactor.shared.taskExecutor
    ) { _ in _ = try await client.call(request, options: patient) }
    let rate = Double(peak.calls) / peak.seconds
    let count = Count()
    try await offer(client, request, rate * times, count)
    let good = Double(count.answered.withLock { $0 }) / seconds
    print(
      "RESULT name=overload peak=\(Int(rate)) offered=\(Int(rate * times)) goodput=\(Int(good)) "
        + "late=\(count.late.withLock { $0 }) refused=\(count.refused.withLock { $0 }) "
        + "expired=\(count.expired.withLock { $0 })")
    await transport.close()
  }

  /// Begins calls at a rate, in small bursts, without waiting for their answers.
  private func offer(_ client: Client, _ request: Work, _ rate: Double, _ count: Count) async throws
  {
    let limit = Duration.milliseconds(deadline)
    let options = CallOptions(timeout: limit)
    let start = ContinuousClock.now
    try await withThrowingDiscardingTaskGroup { group in
      var begun = 0
      while true {
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        guard elapsed < seconds else { break }
        while Double(begun) < elapsed * rate {
          begun += 1
          group.addTask(executorPreference: Reactor.shared.taskExecutor) {
            let begin = ContinuousClock.now
            do {
              _ = try await client.call(request, options: options)
              let isLate = .now - begin > limit
              if isLate {
                count.late.withLock { $0 += 1 }
              } else {
                count.answered.withLock { $0 += 1 }
              }
            } catch let error as RPCError {
              let kind = error.status.code == .deadlineExceeded
              if kind {
                count.expired.withLock { $0 += 1 }
              } else {
                count.refused.withLock { $0 += 1 }
              }
            }
          }
        }
        // Calls begin in bursts of a millisecond and keep to the rate, however slowly the answers come.
        try await Task.sleep(for: .milliseconds(1))
      }
    }
  }
}
