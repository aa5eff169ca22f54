import Foundation
import RPCContract
import ServiceKit
import ZeroMQ

/// The folder of one host's key, configuration and allow-list; each service may have a host of its own.
struct HostFolder {
  /// The default port of each service.
  static let ports = [
    "registry": 7101, "training": 7102, "senacs": 7103, "evaluation": 7104, "exchange": 7105,
    "portal": 7106,
  ]
  /// The operator's host, which asks the services and runs none.
  static let `operator` = "operator"
  static let names = Gateway.hosts + [Gateway.portal, `operator`]

  let path: String

  private var allowList: String { "\(path)/allow-list.json" }

  /// What lets a service, or the operator, in.
  static func entry(_ name: String, _ key: CurvePublicKey) -> AllowedKey {
    let isOperator = name == Self.operator
    // The portal calls in the name of people only.
    let caller = name == Gateway.portal ? "web" : name
    return AllowedKey(
      key: key.text, name: isOperator ? "operator-1" : caller,
      roles: [isOperator ? .operator : .service])
  }

  /// The configuration files in this folder that can say where a service is, each with the member that does.
  func callers(of service: String) -> [(file: OptionsFile, member: String)] {
    let services = (Gateway.hosts + [Gateway.portal]).filter { $0 != service }.map {
      (file: OptionsFile(path: "\(path)/\($0).json"), member: "peers")
    }
    return (services + [(file: OptionsFile(path: "\(path)/vigie.json"), member: "services")])
      .filter { $0.file.isThere }
  }

  /// Writes the key and the configuration of a service, or of the operator; existing ones stay.
  ///
  /// - Parameters:
  ///   - name: the service, or `operator`.
  ///   - bind: the address to serve; nil for the operator.
  ///   - state: the folder of the service's store.
  /// - Returns: the public key.
  /// - Throws: `ConfigurationProblem`.
  func make(_ name: String, bind: Endpoint?, state: String) throws -> CurvePublicKey {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let keys = try KeyFile.readOrMake("\(path)/\(name).key")
    // This key is made here too, because the running service may not be allowed to write in this folder.
    if name == "exchange" { _ = try KeyFile.readOrMake("\(path)/exchange-rows.key") }
    try FolderLock.hold(path) {
      guard !FileManager.default.fileExists(atPath: allowList) else { return }
      try AllowListFile.write([], to: allowList)
    }
    let file = OptionsFile(path: "\(path)/\(name == Self.operator ? "vigie" : name).json")
    guard !file.isThere else { return keys.publicKey }
    if let bind {
      try file.write(
        ServiceOptions(
          endpoint: bind.text, databaseFile: "\(state)/\(name).sqlite", keyFile: "\(name).key",
          uploadFolder: "\(state)/uploads"))
    } else {
      try file.write(GatewayConfiguration(keyFile: "\(name).key", services: [:]))
    }
    return keys.publicKey
  }

  /// Lets another host in, and records where its service is; a key or address that it had before is replaced.
  func join(_ name: String, at endpoints: [Endpoint], key: CurvePublicKey) throws {
    let callers = callers(of: name)
    guard !callers.isEmpty || FileManager.default.fileExists(atPath: "\(path)/\(name).json") else {
      throw ConfigurationProblem(
        "Rien à configurer dans \(path) : commencez par vigie host init.",
        "Nothing to configure in \(path): begin with vigie host init.")
    }
    let entry = Self.entry(name, key)
    try FolderLock.hold(path) {
      let others = try AllowListFile.read(allowList).filter {
        $0.name != entry.name && $0.key != entry.key
      }
      try AllowListFile.write(others + [entry], to: allowList)
      guard name != Self.operator else { return }
      let address = ServiceAddress(endpoints: endpoints, serverKey: key)
      for (file, member) in callers { try file.set(name, in: member, to: address) }
    }
  }
}
