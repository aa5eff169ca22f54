import Foundation
import RPC
import RPCContract
import ServiceKit
import ZeroMQ

/// Changes the key of one service of a home, in two steps, without a stop (Shared/ServiceHost/README.md).
struct KeyRotation {
  private typealias Object = OptionsFile.Object

  let home: String
  let service: String

  private var allowList: String { "\(home)/allow-list.json" }
  private var file: OptionsFile { OptionsFile(path: "\(home)/\(service).json") }

  /// Makes a new key and has it served at a second address.
  ///
  /// - Parameter endpoint: the second address; nil for a free port of the loopback, where the first address is there too.
  /// - Returns: the new address and key.
  /// - Throws: `ConfigurationProblem`.
  func begin(at endpoint: Endpoint?) async throws -> ServiceAddress {
    // Checks the allow-list before a key is made.
    _ = try AllowListFile.read(allowList)
    var options = try file.read()
    guard options["rotation"] == nil else {
      throw ConfigurationProblem(
        "Un changement de clé est déjà en cours pour \(service). Terminez-le : vigie keys rotate \(service) --finish",
        "A change of key is under way for \(service). Finish it: vigie keys rotate \(service) --finish"
      )
    }
    let keyFile = try newKeyFile(beside: options["keyFile"])
    let second =
      if let endpoint { endpoint } else { try await freePort(beside: options["endpoint"]) }
    let old = try KeyFile.read(path(options["keyFile"])).publicKey
    let new = try KeyFile.make(path(keyFile)).publicKey
    try allow(new, as: old)
    options["rotation"] = ["endpoint": second.description, "keyFile": keyFile]
    try file.write(options)
    return ServiceAddress(endpoints: [second], serverKey: new)
  }

  /// Waits up to five seconds for a running service to serve the new address. A service that is down serves both from its start on.
  func waitUntilServed(_ address: ServiceAddress) async throws {
    let file = "\(home)/vigie.json"
    guard FileManager.default.fileExists(atPath: file) else { return }
    let keys = try KeyFile.read(try GatewayConfiguration.read(file).keyFile)
    let client = ServiceClient(to: address, keys: keys)
    _ = try? await client.client.call(
      CheckHealth(), options: CallOptions(timeout: .seconds(5), waitsForReady: true))
    await client.close()
  }

  /// Ends the use of the old address and key.
  ///
  /// - Returns: the old public key, under which the service calls others until it is restarted.
  /// - Throws: `ConfigurationProblem`.
  func finish() throws -> CurvePublicKey {
    _ = try AllowListFile.read(allowList)
    var options = try file.read()
    guard let rotation = options["rotation"] as? Object, let endpoint = rotation["endpoint"],
      let keyFile = rotation["keyFile"]
    else {
      throw ConfigurationProblem(
        "Aucun changement de clé en cours pour \(service). Pour en commencer un : vigie keys rotate \(service)",
        "No change of key is under way for \(service). To begin one: vigie keys rotate \(service)")
    }
    let oldFile = path(options["keyFile"])
    let old = try KeyFile.read(oldFile).publicKey
    options["rotation"] = nil
    options["endpoint"] = endpoint
    options["keyFile"] = keyFile
    try file.write(options)
    try FileManager.default.removeItem(atPath: oldFile)
    return old
  }

  private func path(_ value: Any?) -> String {
    URL(
      fileURLWithPath: value as? String ?? "", relativeTo: URL(fileURLWithPath: home + "/")
    ).path
  }

  private func newKeyFile(beside old: Any?) throws -> String {
    let folder = (old as? String ?? "").split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().map { $0 + "/" }.joined()
    let names = (2...999).lazy.map { "\(folder)\(service).\($0).key" }
    guard let name = names.first(where: { !FileManager.default.fileExists(atPath: path($0)) })
    else {
      throw ConfigurationProblem(
        "Trop d'anciennes clés du service \(service) dans \(path(folder)) : supprimez-en.",
        "Too many old keys of \(service) in \(path(folder)): delete some.")
    }
    return name
  }

  private func freePort(beside endpoint: Any?) async throws -> Endpoint {
    guard (endpoint as? String ?? "").hasPrefix("tcp://127."),
      let port = try await FreePorts.find(1).first
    else {
      throw ConfigurationProblem(
        "Indiquez la seconde adresse : --endpoint tcp://ADRESSE:PORT (port ouvert dans le pare-feu).",
        "Say the second address: --endpoint tcp://ADDRESS:PORT (its port open in the firewall).")
    }
    return port
  }

  /// Allows the new key what the old one is allowed, since the service will call others under the new key.
  private func allow(_ new: CurvePublicKey, as old: CurvePublicKey) throws {
    try AllowListFile.edit(allowList) { entries in
      guard var entry = entries.first(where: { $0.key == old.text }) else { return }
      entry.key = new.text
      entries.append(entry)
    }
  }

  /// Writes the new address into the configuration of every caller in this home, which calls it from its next start on.
  func announceToOthers(_ address: ServiceAddress) throws {
    for (file, member) in HostFolder(path: home).callers(of: service)
    where try file.names(service, in: member) {
      try file.set(service, in: member, to: address)
    }
  }
}
