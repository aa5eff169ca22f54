import Locking
import RPC
import RPCContract
import RPCInProcessTransport
import TestSupport
import Testing

/// A call whose handler notes that it ran, and waits at the gate if it is told to.
private struct Step: RPCRequest {
  static let method = "test.v1/Step"
  static let roles: Set<Role> = [.operator]
  var name: String
  var waits = false
  struct Reply: Codable, Sendable {}
}

/// Makes a server whose handlers wait until a test lets them go, and notes in which order they ran.
private final class Gate: Sendable {
  private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
  let ran = Mutex<[String]>([])

  func server(_ limits: Limits) -> Server {
    var router = Router()
    router.handle(Step.self) { [self] request, _ in
      ran.withLock { $0.append(request.name) }
      if request.waits {
        await withCheckedContinuation { waiter in waiting.withLock { $0.append(waiter) } }
      }
      return Step.Reply()
    }
    return Server(router: router, limits: limits)
  }

  /// Lets all waiting handlers go.
  func open() {
    let all = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    for waiter in all { waiter.resume() }
  }
}

@Suite("What a server does with more than it can", .timeLimit(.minutes(5)))
struct OverloadTests {
  private func limits(running: Int = 1, waiting: Int = 200) -> Limits {
    var limits = Limits()
    limits.runningCalls = running
    limits.waitingCalls = waiting
    return limits
  }

  private func connect(_ server: Server, as name: String) -> InProcessConnection {
    InProcessConnection(to: server, as: Principal(name: name, roles: [.operator]))
  }

  /// Begins a call and returns once the server runs it, queues it or has refused it.
  private func begin(
    _ name: String, waits: Bool = false, on connection: InProcessConnection, _ server: Server,
    timeout: Duration = .seconds(50)
  ) async -> Task<Status?, Never> {
    let before = server.openCalls
    let client = Client.patient(connection.client)
    let flag = EndFlag()
    let task = Task {
      let outcome = await status {
        try await client.call(
          Step(name: name, waits: waits), options: CallOptions(timeout: timeout))
      }
      flag.set()
      return outcome
    }
    while server.openCalls == before, !flag.isSet { await Task.yield() }
    return task
  }

  private final class EndFlag: Sendable {
    private let value = Mutex(false)
    func set() { value.withLock { $0 = true } }
    var isSet: Bool { value.withLock { $0 } }
  }

  @Test(
    "a key that floods waits behind itself: another one's call comes after one of its, not after all"
  )
  func fairness() async throws {
    let gate = Gate()
    let server = gate.server(limits())
    let (loud, quiet) = (connect(server, as: "loud"), connect(server, as: "quiet"))
    var tasks = [await begin("gate", waits: true, on: loud, server)]
    for number in 0..<50 { tasks.append(await begin("loud \(number)", on: loud, server)) }
    tasks.append(await begin("quiet", on: quiet, server))

    gate.open()
    for task in tasks { #expect(await task.value == nil) }

    let order = gate.ran.withLock { $0 }
    #expect(order.count == 52)
    #expect((order.firstIndex(of: "quiet") ?? 99) <= 2)
    loud.close()
    quiet.close()
  }

  @Test("one key cannot have all the tasks: another one's call runs beside its calls that wait")
  func tasksOfOneKey() async throws {
    let gate = Gate()
    let server = gate.server(limits(running: 4))
    let (greedy, other) = (connect(server, as: "greedy"), connect(server, as: "other"))
    var tasks: [Task<Status?, Never>] = []
    for number in 0..<6 {
      tasks.append(await begin("g\(number)", waits: true, on: greedy, server))
    }

    let reply = await status { try await Client.patient(other.client).call(Step(name: "other")) }

    #expect(reply == nil)
    #expect(server.waitingCalls == 4)
    for task in tasks { task.cancel() }
    while gate.ran.withLock({ $0.count }) < 3 || server.openCalls > 0 {
      gate.open()
      await Task.yield()
    }
    greedy.close()
    other.close()
  }

  @Test("what waits too long makes room first; only then is a call refused, with a delay")
  func shedding() async throws {
    let gate = Gate()
    let server = gate.server(limits(waiting: 4))
    let connection = connect(server, as: "p")
    let running = await begin("gate", waits: true, on: connection, server)
    let late = await begin("late", on: connection, server, timeout: .seconds(10))
    let waiting = await begin("waits", on: connection, server)

    let refused = await begin("too many", on: connection, server).value
    #expect(refused?.code == .resourceExhausted)
    #expect(refused?.details?.reason == "OVERLOADED")
    #expect((refused?.details?.retryDelayMilliseconds ?? 0) > 0)

    #expect(await late.value?.code == .deadlineExceeded)
    while server.openCalls > 2 { await Task.yield() }
    let after = await begin("after", on: connection, server)
    gate.open()
    for task in [running, waiting, after] { #expect(await task.value == nil) }
    #expect(!gate.ran.withLock { $0.contains("late") })
    connection.close()
  }

  @Test("once the oldest has waited long, the newest goes first: it can still make its deadline")
  func newestFirst() async throws {
    let gate = Gate()
    let server = gate.server(limits())
    let connection = connect(server, as: "p")
    var tasks = [await begin("gate", waits: true, on: connection, server)]
    for number in 1...5 { tasks.append(await begin("\(number)", on: connection, server)) }
    // This is longer than the queue's patience of 20 ms.
    let end = ContinuousClock.now + .milliseconds(60)
    while ContinuousClock.now < end { await Task.yield() }

    gate.open()
    for task in tasks { #expect(await task.value == nil) }

    #expect(gate.ran.withLock { $0 } == ["gate", "5", "4", "3", "2", "1"])
    connection.close()
  }
}
