import Foundation
import RPCContract
import ServiceKit
import ZeroMQ

/// The folder of one machine's keys and configurations; existing ones are left alone.
struct HomeFolder {
  let path: String

  /// The given folder, else `$VIGIE_HOME`, else the folder of a packaged host, `/etc/vigie`.
  static func path(_ said: String?) -> String {
    let home = said ?? ProcessInfo.processInfo.environment["VIGIE_HOME"] ?? ""
    return URL(fileURLWithPath: home.isEmpty ? "/etc/vigie" : home).path
  }

  /// Makes the folder.
  ///
  /// - Parameter hasPortal: whether people come in by the web.
  /// - Throws: `ConfigurationProblem`; what making files throws.
  func make(hasPortal: Bool = false) async throws {
    for folder in ["", "/keys", "/data", "/run", "/log"] {
      try FileManager.default.createDirectory(
        atPath: path + folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    guard !FileManager.default.fileExists(atPath: path + "/vigie.json") else {
      // A refused allow-list has to be corrected before anything else is done here.
      _ = try AllowListFile.read(path + "/allow-list.json")
      return
    }
    var keys: [String: CurveKeyPair] = [:]
    let hosts = Gateway.hosts + (hasPortal ? [Gateway.portal] : [])
    for name in hosts + [HostFolder.operator] {
      keys[name] = try KeyFile.readOrMake("\(path)/keys/\(name).key")
    }
    let entries = keys.map { HostFolder.entry($0.key, $0.value.publicKey) }
    try AllowListFile.write(entries, to: path + "/allow-list.json")
    // One more than services need: where the portal serves browsers.
    let ports = try await FreePorts.find(hosts.count + 1)
    var addresses: [String: ServiceAddress] = [:]
    for (service, port) in zip(hosts, ports) {
      addresses[service] = keys[service].map {
        ServiceAddress(endpoints: [port], serverKey: $0.publicKey)
      }
    }
    for (service, own) in addresses {
      try OptionsFile(path: "\(path)/\(service).json").write(
        ServiceOptions(
          endpoint: own.endpoints[0].text, databaseFile: "data/\(service).sqlite",
          keyFile: "keys/\(service).key", uploadFolder: "data/\(service)-uploads",
          peers: addresses.filter { $0.key != service }))
    }
    if hasPortal, let port = ports.last { try completePortal(at: port) }
    try OptionsFile(path: "\(path)/vigie.json").write(
      GatewayConfiguration(keyFile: "keys/operator.key", services: addresses))
  }

  /// Adds to the portal's options where it serves browsers, and a folder for its mails: a machine for trying has no mail of its own.
  private func completePortal(at port: Endpoint) throws {
    let file = OptionsFile(path: "\(path)/\(Gateway.portal).json")
    var options = try file.read()
    options["httpAddress"] = port.text.replacing("tcp://", with: "")
    options["mailFolder"] = "data/mails"
    try file.write(options)
  }
}

/// Finds free ports on the loopback, by binding all of them at the same time.
enum FreePorts {
  @Reactor
  static func find(_ count: Int) throws -> [Endpoint] {
    let sockets = try (0..<count).map { _ in try Socket(.dealer, security: .none) }
    defer { sockets.forEach { $0.close() } }
    return try sockets.map { try $0.bind(Endpoint("tcp://127.0.0.1:*")!) }
  }
}
