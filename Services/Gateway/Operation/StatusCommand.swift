import ArgumentParser
import Foundation
import RPC
import RPCContract
import ServiceKit
import ZeroMQ

struct StatusCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "status",
    "Affiche l'état des services : disponibilité, événements en retard, disque, clés, dernière erreur.",
    "Shows the state of the services: whether they serve, lag, disk, keys, last error.")

  @OptionGroup var options: GatewayOptions
  @Option(
    help: .words(
      "Attend au plus ce nombre de secondes que tous soient en service, de 0 à 600.",
      "Waits up to so many seconds until all serve, from 0 to 600.", .seconds))
  var wait = 0
  @Option(help: .format) var format = OutputFormat.Status.text

  func validate() throws {
    guard (0...600).contains(wait) else {
      throw ValidationError(
        "--wait : un nombre de secondes entre 0 et 600",
        "--wait: a number of seconds between 0 and 600")
    }
  }

  static var jsonSchema: JSONSchema { .value([HostStatus].self) }

  func run() async throws {
    let gateway = try options.gateway()
    let addresses = try GatewayConfiguration.read(options.path).services
    let found = await withTaskGroup(of: HostStatus.self) { group in
      for service in gateway.hosts {
        guard let client = gateway.clients[service], let address = addresses[service] else {
          continue
        }
        group.addTask {
          await HostStatus.ask(service, client, at: address.endpoints, waiting: wait)
        }
      }
      return await group.reduce(into: [HostStatus]()) { $0.append($1) }
    }
    await gateway.close()
    let rows = HostStatus.withLags(
      gateway.hosts.compactMap { name in found.first { $0.service == name } })
    switch format {
    case .text: Output.line(HostStatusTable.text(rows))
    case .json: Output.data(try OutputFormat.jsonLine(rows))
    case .prometheus: Output.line(HostStatusTable.prometheus(rows))
    }
    if rows.contains(where: { $0.status != "SERVING" }) { throw ExitCode(3) }
  }
}

/// What is known of one service's host.
struct HostStatus: Codable, Sendable {
  let service: String
  /// Its addresses.
  let host: String
  /// `SERVING`, or the code of why it did not answer.
  let status: String
  var version: String?
  var schema: String?
  var uptimeSeconds: Int?
  /// The time from the question to the answer, on an open connection.
  var latencyMilliseconds: Double?
  var position: String?
  /// How far it has read the other services' feeds.
  var projections: [String: String]?
  /// How many events of other services it has not read yet: those of services that answered.
  var feedLag: Int?
  /// How many calls and how much work wait in it.
  var waiting: Int?
  var freeBytes: Int?
  var keyExpiry: ReadStatus.KeyExpiry?
  var lastError: ReadStatus.LoggedError?
  /// Why it does not use the keys of its allow-list's file; nil where it does.
  var allowListProblem: String?
  /// Events of other services that it could not take; absent before version 0.3.
  var setAside: Int?
  /// Why it did not answer.
  var message: String?

  static func ask(
    _ service: String, _ client: Client, at endpoints: [Endpoint], waiting seconds: Int
  ) async -> HostStatus {
    let options = CallOptions(timeout: .seconds(max(seconds, 3)), waitsForReady: seconds > 0)
    let host = endpoints.map { String($0.description.trimmingPrefix("tcp://")) }.joined(
      separator: " ")
    do {
      _ = try await client.call(CheckHealth(), options: options)
      let start = ContinuousClock.now
      let health = try await client.call(CheckHealth(), options: options)
      let latency = ContinuousClock.now - start
      let more = try? await client.call(ReadStatus(), options: options)
      return HostStatus(
        service: service, host: host, status: health.status, version: health.version,
        schema: more?.schema, uptimeSeconds: health.uptimeSeconds,
        latencyMilliseconds: (latency / .milliseconds(1) * 10).rounded() / 10,
        position: health.position, projections: health.projections, waiting: more?.waiting,
        freeBytes: more?.freeBytes, keyExpiry: more?.keyExpiry, lastError: more?.lastError,
        allowListProblem: more?.allowListProblem, setAside: more?.setAside)
    } catch {
      let failure = error as? RPCError
      return HostStatus(
        service: service, host: host, status: failure?.status.code.name ?? "UNKNOWN",
        message: failure.map { Failure.sentence($0.status) } ?? Failure.text(error))
    }
  }

  /// Adds to each service how far it is behind the others' feeds, computed from the positions that all of them gave.
  static func withLags(_ rows: [HostStatus]) -> [HostStatus] {
    func sequence(_ position: String?) -> Int {
      position?.split(separator: "-").last.flatMap { Int($0) } ?? 0
    }
    let ends = Dictionary(uniqueKeysWithValues: rows.map { ($0.service, $0.position) })
    return rows.map { row in
      var row = row
      row.feedLag = row.projections?.reduce(into: 0) { lag, projection in
        guard let end = ends[projection.key] ?? nil else { return }
        lag += max(0, sequence(end) - sequence(projection.value))
      }
      return row
    }
  }
}
