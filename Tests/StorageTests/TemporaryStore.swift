import Foundation
import Synchronization
import Testing
import Values

@testable import Storage

/// The engine that keeps a store.
enum Engine: CaseIterable {
  case sqlite, postgreSQL

  /// The engines that this machine has; CI has both.
  static let available = allCases.filter { $0 == .sqlite || Cluster.isInstalled }
}

/// A store for one test: a file in a folder that is removed afterwards, or a schema in the tests' PostgreSQL cluster.
final class TemporaryStore: Sendable {
  static let facts = HistoryTable("facts", key: ["code"], values: ["value"])
  static let migrations = [Migration("facts-1", facts.creation)]

  let engine: Engine
  let schema = "store_" + String((0..<12).map { _ in "abcdefghij".randomElement()! })
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "vigie-store-\(UUID().uuidString)")
  let now = Mutex(Instant("2026-01-01T12:00:00Z")!)
  let cluster: Cluster?

  init(_ engine: Engine, cluster: Cluster? = nil) async throws {
    self.engine = engine
    if engine == .sqlite {
      self.cluster = nil
    } else if let cluster {
      self.cluster = cluster
    } else {
      self.cluster = try await Cluster.shared.value
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.appending(path: "store.sqlite").path }

  func open(_ migrations: [Migration] = migrations) throws -> Database {
    let clock: @Sendable () -> Instant = { [self] in now.withLock { $0 } }
    guard let cluster else {
      return try Database(path: path, migrations: migrations, clock: clock)
    }
    return try Database(url: cluster.url, schema: schema, migrations: migrations, clock: clock)
  }

  static func put(_ code: String, _ value: String, in transaction: WriteTransaction) throws
    -> HistoryTable.Change
  {
    try facts.put(
      { $0 == "code" ? code : value }, cause: Cause("test"), in: transaction)
  }
}

/// A PostgreSQL server that the tests start themselves (`deploy/lib/postgres.sh`), on a Unix socket.
final class Cluster: Sendable {
  static let isInstalled =
    !((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []).isEmpty
  /// The server that most tests share.
  static let shared = Task { try await start() }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../deploy/lib/postgres.sh").standardized
  let url: String
  // Never read or written: the script removes the cluster when this end is closed, however the tests end.
  private let life: FileHandle

  /// Starts a server, off the threads that tests share.
  static func start() async throws -> Cluster { try await aside { try Cluster() } }

  private static func aside<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws
    -> T
  {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }

  private init() throws {
    let (process, life, answer) = (Process(), Pipe(), Pipe())
    process.executableURL = Self.script
    process.arguments = ["serve"]
    process.standardInput = life
    process.standardOutput = answer
    try process.run()
    self.life = life.fileHandleForWriting
    var line = Data()
    while let byte = try answer.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
      guard !byte.isEmpty else { break }
      line += byte
    }
    url = String(decoding: line, as: UTF8.self)
    try #require(url.hasPrefix("postgresql://"), "the cluster does not start")
  }

  private var folder: String { String(url.split(separator: "=")[1]) }

  /// Stops the server as a crash would, or starts it again, by the verb.
  func control(_ verb: String) async throws {
    let arguments = [verb, folder]
    let status = try await Self.aside {
      let process = try Process.run(Self.script, arguments: arguments)
      process.waitUntilExit()
      return process.terminationStatus
    }
    try #require(status == 0)
  }
}
