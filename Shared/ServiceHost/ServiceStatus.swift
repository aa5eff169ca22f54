import CoreMetrics
import Foundation
import Locking
import RPC
import RPCContract
import ServiceKit
import Values
import ZeroMQ

/// The status that a service reports to those who run it, as a reply and as metrics.
final class ServiceStatus: Sendable {
  /// The server; nil until the service serves.
  let server = Mutex<Server?>(nil)
  /// What else waits in this service.
  let backlog = Mutex(Backlog(count: { 0 }))

  /// The function that counts what else waits. A bare function in a `Mutex` would get one more wrapper at each access: 2 KiB that
  /// are never freed.
  struct Backlog {
    let count: @Sendable () async throws -> Int
  }

  private let start = ContinuousClock.now
  private let schema: String
  private let storeFolder: String?
  private let allowList: AllowList
  private let errors: ErrorMemory

  private let setAside: @Sendable () async throws -> Int

  init(
    schema: String, configuration: ServiceConfiguration, allowList: AllowList, errors: ErrorMemory,
    setAside: @escaping @Sendable () async throws -> Int
  ) {
    self.schema = schema
    self.setAside = setAside
    self.errors = errors
    self.allowList = allowList
    storeFolder = configuration.database.folder
  }

  var uptime: Duration { ContinuousClock.now - start }

  func read() async throws -> ReadStatus.Reply {
    let server = server.withLock { $0 }
    let backlog = backlog.withLock { $0 }
    let list = allowList.inForce
    return ReadStatus.Reply(
      schema: schema, freeBytes: storeFolder.flatMap(Self.freeBytes),
      openCalls: server?.openCalls ?? 0,
      waiting: (server?.waitingCalls ?? 0) + (try await backlog.count()),
      keyExpiry: Self.keyExpiry(list.entries), lastError: errors.last,
      allowListProblem: list.problem?.english, setAside: try await setAside())
  }

  private static func freeBytes(_ folder: String) -> Int? {
    (try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize]) as? Int
  }

  private static func keyExpiry(_ entries: [AllowedKey]) -> ReadStatus.KeyExpiry? {
    entries.compactMap { entry in
      entry.validTo.map { ReadStatus.KeyExpiry(name: entry.name, day: $0.iso) }
    }.min { $0.day < $1.day }
  }

  /// All that is measured, in Prometheus' text form.
  func metrics(_ version: String, positions: [(name: String, sequence: Int)]) async throws -> String
  {
    let metrics = PrometheusMetrics.shared
    func gauge(_ name: String, _ value: Double, _ labels: [(String, String)] = []) {
      metrics.makeRecorder(label: name, dimensions: labels, aggregate: false).record(value)
    }
    let status = try await read()
    gauge("rpc_server_open_calls", Double(status.openCalls))
    gauge("rpc_server_waiting_calls", Double(server.withLock { $0?.waitingCalls ?? 0 }))
    gauge("service_waiting", Double(status.waiting))
    gauge("feed_set_aside", Double(status.setAside ?? 0))
    gauge("service_uptime_seconds", uptime / .seconds(1))
    gauge("service_build_info", 1, [("schema", status.schema), ("version", version)])
    if let free = status.freeBytes { gauge("storage_free_bytes", Double(free)) }
    if let day = status.keyExpiry?.day, let date = try? Date("\(day)T12:00:00Z", strategy: .iso8601)
    {
      gauge("key_expiry_time_seconds", date.timeIntervalSince1970)
    }
    gauge("log_errors_last_time_seconds", errors.lastTime)
    for (name, sequence) in positions {
      gauge("feed_position", Double(sequence), [("feed", name)])
    }
    // The longest stall since the last reading.
    let stall = await Reactor.takeLongestStall()
    gauge("reactor_longest_stall_seconds", stall / .seconds(1))
    return metrics.text
  }
}
