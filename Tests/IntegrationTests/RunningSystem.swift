import Foundation
import GRDB
import Glibc
import Synchronization
import TestSupport
import Testing

/// The five services as processes, in a fresh folder, and the gateway to call them.
final class RunningSystem {
  struct Result: Sendable {
    let code: Int32
    let output: String
    let errors: String

    /// The objects of a list that was written as JSON.
    ///
    /// - Throws: `ExpectationFailedError` where the command failed or wrote something else.
    func objects() throws -> [[String: Any]] {
      try #require(code == 0, "\(errors)")
      return try #require(
        JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
    }

    /// The digest of the report that was frozen.
    ///
    /// - Throws: `ExpectationFailedError` where none was told.
    func digest() throws -> String {
      String(
        try #require(output.firstMatch(of: /Report frozen\. Digest: ([0-9a-f]+)/)?.1, "\(output)"))
    }

    /// The name under which the write that was told is undone.
    ///
    /// - Throws: `ExpectationFailedError` where none was told.
    func importID() throws -> String {
      let name = output.firstMatch(of: /(?:vigie undo|\(import) ([0-9a-f-]+)/)?.1
      return String(try #require(name, "\(output)"))
    }
  }

  static let services = ["registry", "training", "senacs", "evaluation", "exchange"]
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let golden = root.appending(path: "Tests/Golden").path
  /// The golden network with the files of the year's questions. Source: acceptance/golden-year.
  static let goldenYear = "\(golden)/golden-year"
  static let sample = root.appending(path: "deploy/sample").path

  let home: String
  /// The port on which the portal serves browsers; nil where there is no portal.
  let webPort: Int?
  /// The PostgreSQL database that the five share; nil on SQLite.
  let server: TestServer?
  private var processes: [String: Process] = [:]

  /// Starts the five services.
  ///
  /// - Parameters:
  ///   - stores: a folder of stores, one a service, that they take over; nil for new ones.
  ///   - portal: whether the portal is started beside them; its mails go into the folder `mails`.
  /// - Throws: what keeps a service from starting.
  init(stores: String? = nil, portal: Bool = false) throws {
    home = FileManager.default.temporaryDirectory.appending(path: "vigie-\(UUID().uuidString)").path
    server = try TestServer.make()
    webPort = portal ? Self.freePort() : nil
    let services = Self.services + (portal ? ["portal"] : [])
    let made = try Self.vigie(
      ["keys", "init", "--home", home] + (portal ? ["--portal"] : []), home: home)
    try #require(made.code == 0, "\(made.errors)")
    try takePorts()
    if let webPort {
      try configure("portal") { options in
        options["httpAddress"] = "127.0.0.1:\(webPort)"
        options["mailFolder"] = "mails"
      }
    }
    if let server {
      for service in services {
        try configure(service) { options in
          options["databaseFile"] = nil
          options["databaseURL"] = server.url
        }
      }
    }
    if let stores {
      try FileManager.default.createDirectory(
        atPath: "\(home)/data", withIntermediateDirectories: true)
      for service in Self.services {
        try FileManager.default.copyItem(
          atPath: "\(stores)/\(service).sqlite", toPath: "\(home)/data/\(service).sqlite")
      }
    }
    for service in services { try start(service) }
    let status = try vigie("status", "--wait", "60")
    try #require(status.code == 0, "\(status.output) \(status.errors)")
  }

  deinit {
    for process in processes.values where process.isRunning { process.terminate() }
    for process in processes.values { process.waitUntilExit() }
    server?.remove()
    try? FileManager.default.removeItem(atPath: home)
  }

  /// The last port that this process looked at. Ports stay below those that the kernel gives to connections of other tests.
  private static let ports = Mutex(Int.random(in: 20_000..<30_000))

  /// Returns a port on which nobody listens.
  static func freePort() -> Int {
    ports.withLock { port in
      repeat { port = port < 31_999 ? port + 1 : 20_000 } while !isFree(port)
      return port
    }
  }

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Moves the services to ports below those given to connections, so that they stay free until the services listen. A port
  /// that `keys init` found free may be taken by another test by then.
  private func takePorts() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: home).filter {
      $0.hasSuffix(".json")
    }
    var texts = try files.map { try String(contentsOfFile: "\(home)/\($0)", encoding: .utf8) }
    let old = Set(texts.flatMap { $0.matches(of: /127\.0\.0\.1:(\d+)/).map { String($0.1) } })
    for port in old {
      let new = Self.freePort()
      texts = texts.map { $0.replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(new)") }
    }
    for (file, text) in zip(files, texts) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(home)/\(file)"))
    }
  }

  /// Changes a service's options; the service reads them when it starts.
  func configure(_ service: String, _ change: (inout [String: Any]) -> Void) throws {
    let url = URL(fileURLWithPath: "\(home)/\(service).json")
    var options = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: url)) as? [String: Any])
    change(&options)
    try JSONSerialization.data(withJSONObject: options).write(to: url)
  }

  /// Changes a table of the stopped exchange.
  func change(_ table: String, _ rest: String) throws {
    if let server {
      try server.run("UPDATE exchange.\(table) \(rest)")
      return
    }
    try DatabaseQueue(path: "\(home)/data/exchange.sqlite").write {
      try $0.execute(sql: "UPDATE \(table) \(rest)")
    }
  }

  func start(_ service: String, program: String? = nil) throws {
    let process = Process()
    process.executableURL = Programs.folder.appending(path: "vigie-\(program ?? service)")
    process.arguments = ["--config", "\(home)/\(service).json"]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    processes[service] = process
  }

  /// Starts another process of a service on the same database, at an address of its own; returns its name.
  func startReplica(of service: String) throws -> String {
    let name = "\(service)-replica"
    try FileManager.default.copyItem(
      atPath: "\(home)/\(service).json", toPath: "\(home)/\(name).json")
    try configure(name) { $0["endpoint"] = "tcp://127.0.0.1:*" }
    try start(name, program: service)
    return name
  }

  /// Stops a service by SIGTERM, or by SIGKILL.
  func stop(_ service: String, by signal: Int32 = SIGTERM) {
    guard let process = processes.removeValue(forKey: service) else { return }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
  }

  func isRunning(_ service: String) -> Bool { processes[service]?.isRunning ?? false }

  func signal(_ service: String, _ signal: Int32) {
    if let process = processes[service] { kill(process.processIdentifier, signal) }
  }

  /// Runs the gateway with this system's home.
  @discardableResult
  func vigie(_ arguments: String...) throws -> Result {
    try Self.vigie(arguments, home: home)
  }

  /// Makes the gateway go on under a new key with a role, and for a structure if one is named.
  func goOn(as role: String, of structure: String? = nil) throws {
    let key = try vigie("keys", "make", "\(home)/keys/other.key").output
    let place = structure.map { ["--structure", $0] } ?? []
    let allowed = try Self.vigie(
      ["keys", "allow", "--name", "other", "--role", role] + place
        + ["--", key.trimmingCharacters(in: .newlines)], home: home)
    try #require(allowed.code == 0, "\(allowed.errors)")
    try useKey("keys/other.key")
  }

  /// Makes the gateway go on under the operator's key again.
  func goOnAsOperator() throws { try useKey("keys/operator.key") }

  private func useKey(_ file: String) throws {
    let url = URL(fileURLWithPath: "\(home)/vigie.json")
    var options = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: url)) as? [String: Any])
    options["keyFile"] = file
    try JSONSerialization.data(withJSONObject: options).write(to: url)
  }

  /// Runs the gateway again and again until a new key is known, which takes less than a second; each try takes a good part of
  /// one.
  func vigieOnceAllowed(_ arguments: String...) throws -> Result {
    try vigieOnceAllowed(arguments)
  }

  func vigieOnceAllowed(_ arguments: [String]) throws -> Result {
    var result = try Self.vigie(arguments, home: home)
    for _ in 0..<50 where result.errors.contains("KEY_REFUSED") {
      result = try Self.vigie(arguments, home: home)
    }
    return result
  }

  /// Runs the gateway.
  static func vigie(_ arguments: [String], home: String = "/nonexistent") throws -> Result {
    let process = Process()
    process.executableURL = Programs.folder.appending(path: "vigie")
    process.arguments = arguments
    process.environment = ["VIGIE_HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let folder = FileManager.default.temporaryDirectory
    let files = ["out", "err"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    for file in files { try Data().write(to: file) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    // A command that asks something must not wait for whoever runs the tests on a terminal.
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus,
      output: PlainSpaces.text(String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)),
      errors: PlainSpaces.text(String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)))
  }

  /// Loads the communes and a folder of invented facts.
  func load(_ folder: String = golden) throws {
    for file in ["communes-69.csv", "mouvements-69.csv"] {
      let loaded = try vigie("import", "\(Self.sample)/\(file)")
      try #require(loaded.code == 0, "\(loaded.errors)")
    }
    let loaded = try vigie("import", folder, "--fictitious")
    try #require(loaded.code == 0, "\(loaded.errors)")
  }
}

/// A figure as the gateway prints it.
struct PrintedFigure: Decodable {
  struct Details: Decodable {
    struct Exclusion: Decodable, Hashable {
      let structure_code: String
      let reason: String
    }
    struct Level: Decodable, Hashable {
      let structure_code: String
      let level: String
    }
    let excluded: [Exclusion]?
    let unexpected: [String]?
    let levels: [Level]?
  }

  let code: String
  let scope: String
  let numerator: Decimal
  let denominator: Decimal
  let value: Decimal?
  let bounds: [Decimal]?
  let details: Details?

  var name: String { "\(code) \(scope)" }

  static func read(_ data: Data) throws -> [String: PrintedFigure] {
    let figures = try JSONDecoder().decode([PrintedFigure].self, from: data)
    return Dictionary(uniqueKeysWithValues: figures.map { ($0.name, $0) })
  }
}

/// The report that an import prints.
struct PrintedImport: Decodable {
  struct Finding: Decodable, Hashable {
    let file: String
    let row: Int
    let column: String
    let value: String
    let code: String
    let beside: [String]?
  }

  let loaded: Int
  let unchanged: Int
  let refused: [Finding]
  let findings: [Finding]

  static func read(_ text: String) throws -> PrintedImport {
    try JSONDecoder().decode(PrintedImport.self, from: Data(text.utf8))
  }
}
