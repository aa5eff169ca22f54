import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import Synchronization
import TestSupport
import Testing
import Values

/// The services are restarted one after the other, as an upgrade does it, while all of them are called.
@Suite("A rolling restart", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct RollingRestartTests {
  @Test("under load it loses no call that may be made again, and takes nothing twice")
  func underLoad() async throws {
    let system = try RunningSystem()
    try system.load()
    let load = try Load(on: system)
    // Each service is stopped in order, and then killed, so that calls under way must be made again.
    for (service, signal) in RunningSystem.services.flatMap({ [($0, SIGTERM), ($0, SIGKILL)] }) {
      try await load.goesOn()
      system.stop(service, by: signal)
      try system.start(service)
      let status = try system.vigie("status", "--wait", "60")
      try #require(status.code == 0, "\(status.output)")
    }
    try await load.goesOn()
    let (submitted, failures) = await load.end()

    #expect(failures.isEmpty)
    // The feed has each submitted row once.
    let recorded = try await load.recorded()
    #expect(submitted.count >= 6 && recorded.sorted() == submitted.sorted())
    await load.close()
  }
}

/// Callers that go on until they are told to end. As by default, the client makes a call again if that is safe.
private final class Load: Sendable {
  private struct State {
    var calls: [String: Int] = [:]
    var submitted: [String] = []
    var failures: [String] = []
    var isEnding = false
  }

  private let state = Mutex(State())
  private let services: [String: ServiceClient]
  private let callers: Mutex<[Task<Void, Never>]> = Mutex([])
  private let options = CallOptions(timeout: .seconds(60), waitsForReady: true)

  init(on system: RunningSystem) throws {
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    let keys = try KeyFile.read(configuration.keyFile)
    services = configuration.services.mapValues {
      ServiceClient(to: $0, keys: keys, config: .standard)
    }
    let query = FigureQuery(year: 2025)
    let today = try #require(CivilDate("2025-12-31"))
    repeatedly("registry") { client, options in
      _ = try await client.call(GetStructure(code: "S01", asOf: today), options: options)
    }
    repeatedly("training") { client, options in
      _ = try await client.call(ComputeFigures(query: query), options: options)
    }
    repeatedly("evaluation") { client, options in
      let reply = try await client.call(ComputeFigures(query: query), options: options)
      // Evaluation asks senacs in its turn.
      if !reply.missing.isEmpty { throw RPCError(.unavailable, "\(reply.missing)") }
    }
    repeatedly("exchange") { client, options in
      _ = try await client.call(GetExchangeStatistics(), options: options)
    }
    for _ in 0..<2 {
      repeatedly("senacs") { [self] client, options in
        let key = Identifier.mint().rawValue
        var options = options
        options.metadata.set(key, for: MetadataName.idempotencyKey)
        let row = [
          "campaign": "2024", "structure_code": "S01", "submission_code": key,
          "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
          "base_items_answered": "80",
        ]
        let reply = try await client.call(
          SubmitRows(file: "submissions.csv", rows: [row], fictitious: true, cause: key),
          options: options)
        if reply.counts.loaded != 1 { throw RPCError(.internal, "\(reply)") }
        state.withLock { $0.submitted.append(key) }
      }
    }
  }

  private func repeatedly(
    _ service: String, _ body: @escaping @Sendable (Client, CallOptions) async throws -> Void
  ) {
    guard let client = services[service]?.client else { return }
    let task = Task { [self] in
      while !state.withLock({ $0.isEnding }) {
        do {
          try await body(client, options)
          state.withLock { $0.calls[service, default: 0] += 1 }
        } catch {
          // A single failure is enough to fail the test.
          return state.withLock { $0.failures.append("\(service): \(error)") }
        }
      }
    }
    callers.withLock { $0.append(task) }
  }

  /// Waits until each service has answered three more calls.
  func goesOn() async throws {
    let before = state.withLock { $0.calls }
    while state.withLock({ now in
      now.failures.isEmpty
        && services.keys.contains { now.calls[$0, default: 0] < before[$0, default: 0] + 3 }
    }) {
      // Each call takes milliseconds; the suite's time limit ends a wait without an end.
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  func end() async -> (submitted: [String], failures: [String]) {
    state.withLock { $0.isEnding = true }
    for caller in callers.withLock({ $0 }) { await caller.value }
    return state.withLock { ($0.submitted, $0.failures) }
  }

  /// Returns the codes of the answers that senacs has recorded for this load.
  func recorded() async throws -> [String] {
    var codes: [String] = []
    let feed = try #require(services["senacs"]).client.stream(
      ReadFeed(epoch: "", after: 0, follow: false), options: options)
    for try await item in feed {
      guard let payload = item.payload else { continue }
      let submitted = state.withLock { $0.submitted }
      codes += submitted.filter { payload.contains($0) }
    }
    return codes
  }

  func close() async {
    for service in services.values { await service.close() }
  }
}
