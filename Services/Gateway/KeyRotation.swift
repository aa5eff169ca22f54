import Foundation
import RPC
import RPCContract
import ServiceKit
import ZeroMQ

/// Changes the key of one service of a home, in two steps, without a stop (Shared/ServiceHost/README.md).
struct KeyRotation {
  private typealias Object = [String: Any]

  let home: String
  let service: String

  private var file: String { "\(home)/\(service).json" }

  /// Makes a new key and has it served at a second address.
  ///
  /// - Parameter endpoint: the second address; a free port of the loopback where the first one is there.
  /// - Returns: the new address and key.
  /// - Throws: `ConfigurationProblem`.
  func begin(at endpoint: Endpoint?) async throws -> ServiceAddress {
    var options = try read(file)
    guard options["rotation"] == nil else {
      throw ConfigurationProblem(
        "la clé de \(service) est déjà en train d'être changée ; finir par : vigie keys rotate "
          + "\(service) --finish",
        "the key of \(service) is being changed already; end it with: vigie keys rotate \(service) "
          + "--finish")
    }
    let keyFile = try newKeyFile()
    let second =
      if let endpoint { endpoint } else { try await freePort(beside: options["endpoint"]) }
    let old = try KeyFile.read(path(options["keyFile"])).publicKey
    let new = try KeyFile.make("\(home)/\(keyFile)").publicKey
    try allow(new, as: old)
    options["rotation"] = ["endpoint": second.description, "keyFile": keyFile]
    try write(options, to: file)
    return ServiceAddress(endpoints: [second], serverKey: new)
  }

  /// Waits until a running service has noticed; one that is down serves both from its start on.
  func waitUntilServed(_ address: ServiceAddress) async throws {
    let file = "\(home)/vigie.json"
    guard FileManager.default.fileExists(atPath: file) else { return }
    let keys = try KeyFile.read(try GatewayConfiguration.read(file).keyFile)
    let client = ServiceClient(to: address, keys: keys)
    _ = try? await client.client.call(
      CheckHealth(), options: CallOptions(timeout: .seconds(5), waitsForReady: true))
    await client.close()
  }

  /// Ends the old address and key.
  ///
  /// - Returns: the old public key, under which the service calls others until it is started anew.
  /// - Throws: `ConfigurationProblem`.
  func finish() throws -> CurvePublicKey {
    var options = try read(file)
    guard let rotation = options["rotation"] as? Object, let endpoint = rotation["endpoint"],
      let keyFile = rotation["keyFile"]
    else {
      throw ConfigurationProblem(
        "la clé de \(service) n'est pas en train d'être changée ; commencer par : vigie keys rotate "
          + service,
        "the key of \(service) is not being changed; begin with: vigie keys rotate \(service)")
    }
    let oldFile = path(options["keyFile"])
    let old = try KeyFile.read(oldFile).publicKey
    options["rotation"] = nil
    options["endpoint"] = endpoint
    options["keyFile"] = keyFile
    try write(options, to: file)
    try FileManager.default.removeItem(atPath: oldFile)
    return old
  }

  private func path(_ value: Any?) -> String {
    URL(
      fileURLWithPath: value as? String ?? "", relativeTo: URL(fileURLWithPath: home + "/")
    ).path
  }

  private func newKeyFile() throws -> String {
    let names = (2...999).lazy.map { "keys/\(service).\($0).key" }
    guard let name = names.first(where: { !FileManager.default.fileExists(atPath: path($0)) })
    else {
      throw ConfigurationProblem(
        "\(home)/keys est plein de clés de \(service)", "\(home)/keys is full of keys of \(service)"
      )
    }
    return name
  }

  private func freePort(beside endpoint: Any?) async throws -> Endpoint {
    guard (endpoint as? String ?? "").hasPrefix("tcp://127."),
      let port = try await FreePorts.find(1).first
    else {
      throw ConfigurationProblem(
        "donner la seconde adresse : --endpoint tcp://ADRESSE:PORT, ouverte au pare-feu",
        "say the second address: --endpoint tcp://ADDRESS:PORT, open in the firewall")
    }
    return port
  }

  /// The service calls others under its new key too: as who it is.
  private func allow(_ new: CurvePublicKey, as old: CurvePublicKey) throws {
    let list = "\(home)/allow-list.json"
    let entries = try AllowList.read(list)
    guard var entry = entries.first(where: { $0.key == old.text }) else { return }
    entry.key = new.text
    try AllowList.write(entries + [entry], to: list)
  }

  /// Has whoever is configured in this home call the new address from its next start on.
  func tellOthers(_ address: ServiceAddress) throws {
    let new: Object = [
      "endpoint": address.endpoints[0].description, "serverKey": address.serverKey.text,
    ]
    for host in Gateway.hosts where host != service {
      try change("\(home)/\(host).json", "peers", to: new)
    }
    try change("\(home)/vigie.json", "services", to: new)
  }

  private func change(_ file: String, _ member: String, to new: Object) throws {
    guard FileManager.default.fileExists(atPath: file) else { return }
    var options = try read(file)
    guard var known = options[member] as? Object, known[service] != nil else { return }
    known[service] = new
    options[member] = known
    try write(options, to: file)
  }

  private func read(_ file: String) throws -> Object {
    guard let data = FileManager.default.contents(atPath: file),
      let object = try? JSONSerialization.jsonObject(with: data) as? Object
    else {
      throw ConfigurationProblem(
        "impossible de lire \(file) comme JSON ; donner --home DOSSIER",
        "cannot read \(file) as JSON; say --home DIR")
    }
    return object
  }

  private func write(_ object: Object, to file: String) throws {
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    try data.write(to: URL(fileURLWithPath: file), options: .atomic)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
  }
}
