import Configuration
import Foundation
import SystemPackage
public import ZeroMQ

/// Where a service's store is.
public enum DatabaseLocation: Sendable, Hashable {
  /// A SQLite file.
  case file(String)
  /// A PostgreSQL database in libpq's own form; it may hold a password.
  case url(String)

  /// The folder of a file; nil for a server's database.
  public var folder: String? {
    guard case .file(let path) = self else { return nil }
    return URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

/// The options that every service has.
///
/// They come from the JSON file that `--config` names. An environment variable takes precedence over each:
/// `VIGIE_DATABASE_FILE` over `databaseFile`. Relative paths are taken from the file's folder.
public struct ServiceConfiguration: Sendable {
  /// The addresses to serve, each with the file of its key: `endpoint` with `keyFile`, no default; and `rotation.endpoint` with
  /// `rotation.keyFile`, served beside the first while the key is changed, default none.
  public private(set) var listeners: [Listener]
  /// `databaseFile`: the SQLite file, or `databaseURL`: the PostgreSQL database, in which the service has a
  /// schema of its name; exactly one of them.
  public var database: DatabaseLocation
  /// `keyFile`: the file of the service's secret key; no default.
  public var keyFile: String
  /// `allowListFile`: the allow-list of client keys; no default.
  public var allowListFile: String
  /// `connectionsPerKey`: the most connections of one key at a time; 1…4,096, default 256.
  public var connectionsPerKey: Int
  /// `auditYears`: for how many years lines of the audit are kept; 1…50, default 3.
  public var auditYears: Int
  /// `uploadFolder`: where files wait for their commit; default `uploads` beside the SQLite file, or
  /// beside the configuration file.
  public var uploadFolder: String
  /// `drainSeconds`: how long open calls may go on after SIGTERM; 0…600, default 10.
  public var drain: Duration
  /// `peers.NAME.endpoint` (replicas with spaces between) and `peers.NAME.serverKey`: the services this one calls.
  public var peers: [String: ServiceAddress]
  /// `serviceConfigFile`: deadlines and retries of the calls this service makes (gRPC's service config);
  /// default none, which means ``ServiceConfig/standard``.
  public var serviceConfigFile: String?
  private let options: OptionReader
  private let file: String
  /// The services that this one calls, and those without which it does less.
  private let needed, wanted: [String]

  /// Reads a service's own option that is a whole number.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is out of its range.
  public func integer(
    _ name: String, in range: ClosedRange<Int>, default value: Int
  ) throws -> Int {
    try options.integer(name, in: range, default: value)
  }

  /// Reads a service's own option that is a text; nil where it is not there.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is no text.
  public func text(_ name: String) throws -> String? { try options.text(name) }

  /// Reads a service's own option that names a file or folder; a relative path begins in the configuration's folder.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is no text.
  public func path(_ name: String) throws -> String? {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    return try options.text(name).map { URL(fileURLWithPath: $0, relativeTo: folder).path }
  }

  /// Refuses options of the file that neither this type nor the service has asked for.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public func refuseOthers() throws {
    // A service may be told of peers that it does not call.
    try options.refuseOthers(in: file) { name in
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 3 && parts[0] == "peers"
        && ["endpoint", "serverKey"].contains(parts[2])
    }
  }

  /// Reads the options. They must name the services in `needed`, and may lack those in `wanted`. Relative paths begin in the file's
  /// folder.
  private init(
    _ options: OptionReader, file: String, needed: [String], wanted: [String]
  ) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    func path(_ value: String) -> String { URL(fileURLWithPath: value, relativeTo: folder).path }
    func addresses(_ text: String, _ key: String) throws -> [Endpoint] {
      guard let endpoints = ServiceAddress.endpoints(text) else {
        throw ConfigurationProblem(
          "Option \(key) : « \(text) » n'est pas une adresse (exemple : tcp://127.0.0.1:7101).",
          "The option \(key) is no address such as tcp://127.0.0.1:7101: \(text)")
      }
      return endpoints
    }
    self.options = options
    self.file = file
    (self.needed, self.wanted) = (needed, wanted)
    let endpoint = try addresses(try options.required("endpoint"), "endpoint")[0]
    database = try Self.database(
      file: try options.text("databaseFile").map(path), url: try options.text("databaseURL"))
    keyFile = path(try options.required("keyFile"))
    listeners = [Listener(endpoint: endpoint, keyFile: keyFile)]
    allowListFile = path(try options.required("allowListFile"))
    let home = database.folder ?? path("")
    uploadFolder = path(try options.text("uploadFolder") ?? home + "/uploads")
    let rotationKey = try options.text("rotation", "keyFile")
    if rotationKey != nil || options.has("rotation") {
      let second = try options.required("rotation", "endpoint")
      listeners.append(
        Listener(
          endpoint: try addresses(second, "rotation.endpoint")[0],
          keyFile: path(try options.required("rotation", "keyFile"))))
    }
    connectionsPerKey = try options.integer("connectionsPerKey", in: 1...4096, default: 256)
    auditYears = try options.integer("auditYears", in: 1...50, default: 3)
    drain = .seconds(try options.integer("drainSeconds", in: 0...600, default: 10))
    serviceConfigFile = try options.text("serviceConfigFile").map(path)
    peers = [:]
    for name in needed + wanted.filter({ options.has("peers.\($0)") }) {
      let text = try options.required("peers", name, "serverKey")
      guard let key = CurvePublicKey(text) else {
        throw ConfigurationProblem(
          "Option peers.\(name).serverKey : « \(text) » n'est pas une clé publique (40 caractères Z85).",
          "The option peers.\(name).serverKey is no public key: \(text)")
      }
      let endpoints = try options.required("peers", name, "endpoint")
      peers[name] = ServiceAddress(
        endpoints: try addresses(endpoints, "peers.\(name).endpoint"), serverKey: key)
    }
  }

  private static func database(file: String?, url: String?) throws -> DatabaseLocation {
    switch (file, url) {
    case (let file?, nil): return .file(file)
    case (nil, let url?):
      guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else {
        // Not repeated: it may hold a password.
        throw ConfigurationProblem(
          "Option databaseURL : ce n'est pas une adresse de base de données (exemple : postgresql://machine/base).",
          "The option databaseURL is no address such as postgresql://host/database.")
      }
      return .url(url)
    case (nil, nil):
      throw ConfigurationProblem(
        "Option manquante : databaseFile (SQLite) ou databaseURL (PostgreSQL). Ajoutez l'une des deux au fichier de configuration.",
        "The option databaseFile (SQLite) or databaseURL (PostgreSQL) is missing; add one of them to the configuration file."
      )
    case (_?, _?):
      throw ConfigurationProblem(
        "databaseFile et databaseURL ne peuvent pas être donnés ensemble : retirez l'un des deux du fichier de "
          + "configuration ou de l'environnement (VIGIE_DATABASE_FILE, VIGIE_DATABASE_URL).",
        "The options databaseFile and databaseURL exclude each other; remove one of them from the "
          + "configuration file or the environment (VIGIE_DATABASE_FILE, VIGIE_DATABASE_URL).")
    }
  }

  /// Reads the options of the file that the command line names with `--config`; peers in `wanted` may be missing.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func fromCommandLine(
    peers: [String], wanted: [String] = []
  ) async throws -> ServiceConfiguration {
    let arguments = CommandLine.arguments
    guard let index = arguments.firstIndex(of: "--config"), index + 1 < arguments.count else {
      let program = URL(fileURLWithPath: arguments[0]).lastPathComponent
      throw ConfigurationProblem(
        "Utilisation : \(program) --config FICHIER", "Usage: \(program) --config FILE")
    }
    return try await read(arguments[index + 1], peers: peers, wanted: wanted)
  }

  /// Reads the options of a file; peers in `wanted` may be missing.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func read(
    _ path: String, peers: [String], wanted: [String] = []
  ) async throws -> ServiceConfiguration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationProblem(
        "Configuration illisible ou introuvable : \(path). Créez-la avec vigie host init, et donnez le droit de lecture à l'utilisateur du programme.",
        "Cannot read the configuration file \(path); make it with: vigie host init, and let this program's user read it."
      )
    }
    guard let members = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let provider = try? await FileProvider<JSONSnapshot>(filePath: FilePath(path))
    else {
      throw ConfigurationProblem(
        "\(path) n'est pas un fichier JSON valable : corrigez-le.",
        "The configuration file \(path) is no JSON object: correct it.")
    }
    let environment = EnvironmentVariablesProvider().prefixKeys(with: "vigie")
    return try ServiceConfiguration(
      OptionReader(
        ConfigReader(providers: [environment, provider]), members: members),
      file: path, needed: peers, wanted: wanted)
  }

  /// Reads the options again, as the file has them now.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public func readAgain() async throws -> ServiceConfiguration {
    try await Self.read(file, peers: needed, wanted: wanted)
  }
}

/// An address that a service serves, and the file of the secret key it has there.
public struct Listener: Sendable, Hashable {
  /// The address to bind.
  public var endpoint: Endpoint
  /// The file of the secret key.
  public var keyFile: String
}
