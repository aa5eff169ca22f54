import Foundation
import RPC
import RPCContract
import ServiceKit
import TestSupport
import Testing
import ZeroMQ

/// A caller with a key of its own, for every service of a system.
struct Caller: Sendable {
  let name: String
  private let services: [String: ServiceClient]

  /// Makes a key, allows it under a name, and waits until every service knows it.
  static func join(
    _ system: RunningSystem, as name: String, _ roles: Role..., territories: [String]? = nil,
    structure: String? = nil
  ) async throws -> Caller {
    try await join(
      system, as: name, Set(roles), territories: territories, structure: structure)
  }

  static func join(
    _ system: RunningSystem, as name: String, _ roles: Set<Role>, territories: [String]? = nil,
    structure: String? = nil
  ) async throws -> Caller {
    let keys = try KeyFile.make("\(system.home)/keys/\(UUID().uuidString).key")
    try allow(
      system,
      AllowedKey(
        key: keys.publicKey.text, name: name, roles: roles, territories: territories,
        structure: structure))
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    let caller = Caller(
      name: name,
      services: configuration.services.mapValues {
        ServiceClient(to: $0, keys: keys, codec: JSONCodec())
      })
    for service in configuration.services.keys {
      // The services know a newly allowed key within a second.
      while await status({ try await caller.call(service, CheckHealth()) })?.code
        == .unauthenticated
      {
        await Task.yield()
      }
    }
    return caller
  }

  /// Puts an entry into the allow-list, in place of the entries of the same name.
  private static func allow(_ system: RunningSystem, _ entry: AllowedKey) throws {
    try AllowListFile.edit("\(system.home)/allow-list.json") { entries in
      entries.removeAll { $0.name == entry.name && !$0.roles.contains(.service) }
      entries.append(entry)
    }
  }

  /// Gives the keys of a name other roles, and waits until all services know it.
  static func change(
    _ system: RunningSystem, _ name: String, to roles: Set<Role>, _ caller: Caller,
    isKnown: (Caller) async -> Bool
  ) async throws {
    try AllowListFile.edit("\(system.home)/allow-list.json") { entries in
      for index in entries.indices where entries[index].name == name {
        entries[index].roles = roles
      }
    }
    while await !isKnown(caller) { await Task.yield() }
  }

  private func options(_ timeout: Duration, key: String) -> CallOptions {
    var options = CallOptions(timeout: timeout, waitsForReady: true)
    options.metadata.set(key, for: MetadataName.idempotencyKey)
    return options
  }

  @discardableResult
  func call<Request: RPCRequest>(
    _ service: String, _ request: Request, key: String = UUID().uuidString,
    onBehalfOf name: String? = nil
  ) async throws -> Request.Reply {
    var options = options(.seconds(60), key: key)
    if let name { options.metadata.set(name, for: MetadataName.onBehalfOf) }
    return try await #require(services[service]).client.call(request, options: options)
  }

  /// Reads a stream to its end.
  func read<Request: RPCStreamRequest>(
    _ service: String, _ request: Request, onBehalfOf name: String? = nil
  ) async throws -> [Request.Item] {
    var items: [Request.Item] = []
    var options = options(.seconds(60), key: UUID().uuidString)
    if let name { options.metadata.set(name, for: MetadataName.onBehalfOf) }
    let stream = try #require(services[service]).client.stream(request, options: options)
    for try await item in stream { items.append(item) }
    return items
  }

  /// Calls a method with a JSON message. For a stream only the status means something.
  func raw(
    _ service: String, _ method: String, _ message: String, timeout: Duration = .seconds(60)
  ) async throws -> String {
    let reply = try await #require(services[service]).client.respond(
      method: method, payload: Array(message.utf8),
      options: options(timeout, key: UUID().uuidString))
    return String(decoding: reply.message, as: UTF8.self)
  }

  func close() async {
    for service in services.values { await service.close() }
  }
}
