import Foundation
import TestSupport
import Testing

@Suite("Where a service's store is")
struct DatabaseOptionTests {
  /// What a service says that cannot start with some options beside those of a fresh home.
  private func words(
    _ options: [String: String], without absent: [String] = [], language: String = "C.UTF-8"
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
    process.executableURL = Programs.folder.appending(path: "vigie-registry")
    process.arguments = ["--config", file.path]
    process.environment = ["LANG": language]
    process.standardError = errors
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    return String(decoding: text, as: UTF8.self)
  }

  @Test("one of file and URL is needed, and not both")
  func exclusive() throws {
    let url = ["databaseURL": "postgresql://127.0.0.1:1/vigie"]
    #expect(
      try words(url).contains("options databaseFile and databaseURL exclude each other"))
    #expect(try words(url, language: "fr_FR.UTF-8").contains("s'excluent"))
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
}
