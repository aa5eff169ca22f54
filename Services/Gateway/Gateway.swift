import Composition
import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import Synchronization
import Values

/// The services, as the gateway calls them, and how far it has seen each one's feed.
///
/// Positions are kept beside `vigie.json`, so that a command sees what the one before it wrote.
final class Gateway: ServiceCalls {
  /// The services that keep facts and compute figures, then the exchange.
  static let hosts = Evaluator.services + ["exchange"]
  /// The web, which not every system has; it keeps no facts.
  static let portal = "portal"

  /// Those that the configuration names: all hosts, and the portal where there is one.
  var hosts: [String] { Self.hosts + (clients[Self.portal] == nil ? [] : [Self.portal]) }

  let clients: [String: Client]
  /// Whom a structure calls.
  let contacts: [GatewayConfiguration.Contact]
  private let connections: [ServiceClient]
  private let positionsFile: String
  private let positions: Mutex<[String: String]>
  /// One trace for each command: all that its calls cause has the same trace in every service's log.
  private let trace = TraceContext.begin()

  /// Reads the files; messages are CBOR, as among services, unless `isJSON`.
  init(configurationFile: String, isJSON: Bool = false) throws {
    let configuration = try GatewayConfiguration.read(configurationFile)
    let keys = try KeyFile.read(configuration.keyFile)
    let config = try ServiceConfig.read(configuration.serviceConfigFile)
    var services: [String: ServiceClient] = [:]
    for (name, address) in configuration.services {
      services[name] =
        isJSON
        ? ServiceClient(to: address, keys: keys, codec: JSONCodec(), config: config, named: name)
        : ServiceClient(to: address, keys: keys, config: config, named: name)
    }
    clients = services.mapValues(\.client)
    contacts = configuration.contacts ?? []
    connections = Array(services.values)
    positionsFile =
      URL(fileURLWithPath: configurationFile).deletingLastPathComponent().path + "/positions.json"
    let kept = FileManager.default.contents(atPath: positionsFile)
      .flatMap { try? JSONDecoder().decode([String: String].self, from: $0) }
    positions = Mutex(kept ?? [:])
  }

  func client(_ service: String) throws -> Client {
    guard let client = clients[service] else {
      let known = hosts.joined(separator: ", ")
      throw ConfigurationProblem(
        "vigie.json ne déclare pas de service « \(service) ». Services : \(known)",
        "vigie.json declares no service “\(service)”. Services: \(known)")
    }
    return client
  }

  func options(timeout: Duration = .seconds(60), key: String? = nil) -> CallOptions {
    var metadata: Metadata = [:]
    for (service, position) in positions.withLock({ $0 }) {
      metadata.add("\(service)=\(position)", for: MetadataName.seen)
    }
    metadata.set(trace.text, for: MetadataName.traceparent)
    if let key { metadata.set(key, for: MetadataName.idempotencyKey) }
    return CallOptions(timeout: timeout, metadata: metadata, waitsForReady: false)
  }

  /// Calls a service and remembers the position that a write made.
  func call<Request: RPCRequest>(
    _ service: String, _ request: Request, formerly name: String?, timeout: Duration, key: String?
  ) async throws -> Request.Reply {
    let key = Request.mutates ? key ?? Identifier.mint().rawValue : nil
    let (client, options) = (try client(service), options(timeout: timeout, key: key))
    let response = try await client.respond(request, formerly: name, options: options)
    remember(response.trailing)
    return response.message
  }

  /// Whether the network is invented: facts are real or invented like the network that they are about. Nil where it has no structure.
  func isNetworkFictitious() async throws -> Bool? {
    try await call("registry", ListStructures(asOf: .today, limit: 1)).structures.first?.fictitious
  }

  /// Asks a service for a stream.
  func stream<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, timeout: Duration
  ) throws -> ResponseStream<Request.Item> {
    try client(service).stream(request, options: options(timeout: timeout))
  }

  /// Makes every later call wait until the called service has followed the other services up to these positions: service → position.
  func see(_ seen: [String: String]) {
    positions.withLock { $0.merge(seen) { $1 } }
  }

  private func remember(_ trailing: Metadata) {
    let made = trailing.all(MetadataName.position)
    guard !made.isEmpty else { return }
    let data = positions.withLock { positions in
      for position in made {
        let parts = position.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2 { positions[parts[0]] = parts[1] }
      }
      return try? JSONEncoder().encode(positions)
    }
    try? data?.write(to: URL(fileURLWithPath: positionsFile), options: .atomic)
  }

  func close() async {
    for connection in connections { await connection.close() }
  }
}
