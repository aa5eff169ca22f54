import Foundation
import ServiceKit

/// A configuration file that is edited as JSON: members that the gateway does not know stay as they are.
struct OptionsFile {
  typealias Object = [String: Any]

  let path: String

  var isThere: Bool { FileManager.default.fileExists(atPath: path) }

  func read() throws -> Object {
    guard let data = FileManager.default.contents(atPath: path),
      let object = try? JSONSerialization.jsonObject(with: data) as? Object
    else {
      throw ConfigurationProblem(
        "\(path) est illisible (JSON attendu) : précisez --home DOSSIER.",
        "\(path) cannot be read (JSON is expected): say --home DIR.")
    }
    return object
  }

  func write(_ value: some Encodable) throws {
    try PrivateFile.write(Data(try OutputFormat.json(value).utf8), to: path)
  }

  func write(_ object: Object) throws {
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    try PrivateFile.write(
      try JSONSerialization.data(withJSONObject: object, options: options), to: path)
  }

  /// Sets the address of another service, under `peers` of a service's file or `services` of the gateway's.
  func set(_ service: String, in member: String, to address: ServiceAddress) throws {
    var options = try read()
    var known = options[member] as? Object ?? [:]
    known[service] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(address))
    options[member] = known
    try write(options)
  }

  /// Whether another service is named.
  func names(_ service: String, in member: String) throws -> Bool {
    (try read()[member] as? Object)?[service] != nil
  }
}

/// A new service's options, as `ServiceConfiguration` reads them.
struct ServiceOptions: Encodable {
  let endpoint: String
  let databaseFile: String
  let keyFile: String
  var allowListFile = "allow-list.json"
  let uploadFolder: String
  var peers: [String: ServiceAddress] = [:]
}
