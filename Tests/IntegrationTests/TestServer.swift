import Foundation
import Testing

/// A fresh database for one system, on the PostgreSQL server that `VIGIE_TEST_DATABASE_URL` names
/// (`deploy/lib/postgres.sh run`). Without that variable the systems keep their stores in SQLite files.
struct TestServer {
  private static let administration = ProcessInfo.processInfo.environment["VIGIE_TEST_DATABASE_URL"]
  /// Whether the systems of this run keep their stores in PostgreSQL.
  static let isWanted = administration != nil
  private let name: String
  /// The database's own URL.
  let url: String

  static func make() throws -> TestServer? {
    guard let administration, let address = URLComponents(string: administration) else {
      return nil
    }
    let name = "vigie_" + UUID().uuidString.lowercased().replacing("-", with: "_")
    try run("CREATE DATABASE \(name)", on: administration)
    var own = address
    own.path = "/" + name
    return TestServer(name: name, url: try #require(own.string))
  }

  /// Runs SQL in the system's database and returns the rows as text.
  @discardableResult
  func run(_ sql: String) throws -> String { try Self.run(sql, on: url) }

  func remove() {
    guard let administration = Self.administration else { return }
    _ = try? Self.run("DROP DATABASE \(name) WITH (FORCE)", on: administration)
  }

  @discardableResult
  private static func run(_ sql: String, on url: String) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
    process.arguments = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-c", sql, url]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(sql)")
    return String(decoding: data, as: UTF8.self)
  }
}
