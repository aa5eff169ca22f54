import Foundation
import TestSupport
import Testing

@Suite("A service that cannot start says what to do, in a line", .onWaitingThreads)
struct StartRefusalTests {
  /// Returns what a service says that cannot start, with some options changed from those of a fresh home.
  private func words(
    _ options: [String: Any], without absent: [String] = [], language: String = "C.UTF-8"
  ) throws -> String {
    let home = FileManager.default.temporaryDirectory.appending(path: "vigie-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let made = try RunningSystem.vigie(["keys", "init", "--home", home.path])
    try #require(made.code == 0, "\(made.errors)")
    let file = home.appending(path: "registry.json")
    var all = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any])
    for (name, value) in options { all[name] = value }
    for name in absent { all[name] = nil }
    try JSONSerialization.data(withJSONObject: all).write(to: file)
    let (process, errors) = (Process(), Pipe())
    // If the service starts after all, `timeout` ends it.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = [
      "20", Programs.folder.appending(path: "vigie-registry").path, "--config", file.path,
    ]
    process.environment = ["LANG": language]
    process.standardError = errors
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    let said = String(decoding: text, as: UTF8.self)
    #expect(said.split(separator: "\n").count == 1, "\(said)")
    return said
  }

  @Test("what cannot be said, on a standard error that is full or closed, ends in no trap")
  func unsaid() throws {
    for stream in ["2> /dev/full", "2>&-", ">&- 2>&- <&-"] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      let service = Programs.folder.appending(path: "vigie-registry").path
      process.arguments = ["-c", "'\(service)' --config /nonexistent \(stream)"]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 1, "\(stream)")
    }
  }

  @Test("an allow-list that is refused is told; there is no last good one to serve with")
  func refusedList() throws {
    let list = FileManager.default.temporaryDirectory.appending(
      path: "vigie-list-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: list) }
    try Data("[]".utf8).write(to: list)
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: list.path)
    #expect(try words(["allowListFile": list.path]).contains("run: chmod go-w"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: list.path)
    try Data("[{}]".utf8).write(to: list)
    #expect(try words(["allowListFile": list.path]).contains("key number 1"))
  }

  @Test("one of file and URL is needed, and not both")
  func exclusive() throws {
    let url = ["databaseURL": "postgresql://127.0.0.1:1/vigie"]
    #expect(
      try words(url).contains("options databaseFile and databaseURL exclude each other"))
    #expect(try words(url, language: "fr_FR.UTF-8").contains("donnés ensemble"))
    #expect(
      try words([:], without: ["databaseFile"])
        .contains("databaseFile (SQLite) or databaseURL (PostgreSQL) is missing"))
  }

  @Test("an address that is none, or where nobody is, is said without its password")
  func unreachable() throws {
    let wrong = try words(["databaseURL": "mysql://me:s3cret@h/x"], without: ["databaseFile"])
    #expect(wrong.contains("postgresql://host/database") && !wrong.contains("s3cret"))
    let nobody = try words(
      ["databaseURL": "postgresql://me:s3cret@127.0.0.1:1/vigie"], without: ["databaseFile"])
    #expect(nobody.contains("cannot open the store postgresql://127.0.0.1:1/vigie"))
    #expect(!nobody.contains("s3cret"))
  }

  @Test("an option that there is not, or whose value is another kind or too large, is named")
  func options() throws {
    #expect(
      try words(["drainSecond": 3]).contains("there is no option “drainSecond”. Options: "))
    #expect(
      try words(["drainSeconds": "soon"]).contains(
        "drainSeconds must be a whole number 0…600, not soon"))
    #expect(
      try words(["drainSeconds": 601]).contains(
        "drainSeconds must be a whole number 0…600, not 601"))
    #expect(
      try words(["drainSeconds": [10]]).contains("drainSeconds must be a whole number"))
    #expect(try words(["keyFile": 7]).contains("keyFile must be a text"))
    #expect(try words(["endpoint": "localhost"]).contains("endpoint is no address such as tcp://"))
    // Options inside other options are checked too.
    let rotation = ["endpoint": "tcp://127.0.0.1:0", "keyfile": "keys/registry.key"]
    #expect(try words(["rotation": rotation]).contains("rotation.keyFile is missing"))
    #expect(
      try words(["rotation": ["endpoint": "tcp://127.0.0.1:0", "keyFile": 7]])
        .contains("rotation.keyFile must be a text"))
    #expect(
      try words(["peers": ["training": ["endpoint": "tcp://127.0.0.1:1", "key": "x"]]])
        .contains("there is no option “peers.training.key”"))
    #expect(try words([:], without: ["keyFile"]).contains("keyFile is missing; add it"))
    #expect(try words(["drainSecond": 3], language: "fr_FR.UTF-8").contains("option inconnue"))
  }

  @Test(
    "a key that cannot be read, an address that is taken, a folder where nothing can be written")
  func surroundings() throws {
    #expect(try words(["keyFile": "keys/none.key"]).contains("none.key; make it with: vigie"))
    // A folder cannot be read as a file, just as another user's file cannot.
    #expect(try words(["keyFile": "keys"]).contains("let this program's user read it"))
    #expect(try words(["keyFile": "registry.json"]).contains("holds no secret key"))
    let taken = try SilentPort()
    defer { taken.close() }
    #expect(
      try words(["endpoint": "tcp://127.0.0.1:\(taken.port)"])
        .contains("address in use; stop the other program or change the option endpoint"))
    #expect(
      try words(["endpoint": "tcp://nowhere.invalid:1"]).contains("correct the option endpoint"))
    // /proc lets nobody make a folder, not even root.
    #expect(try words(["uploadFolder": "/proc/vigie"]).contains("change the option uploadFolder"))
    #expect(
      try words(["databaseFile": "/proc/vigie/r.sqlite"]).contains(
        "check where it is and its rights"))
  }
}
