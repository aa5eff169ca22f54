import Contracts
import Foundation
import Locking
import RPC
import RPCContract
import ServiceKit
import Storage
import Values

/// Hands out copies of the store; one at a time.
final class StoreCopies: Sendable {
  private static let chunkBytes = 1 << 18

  private let name: String
  private let schema: String
  private let database: Database
  private let folder: String
  private let isBusy = Mutex(false)
  private let secretFiles = Mutex<[String]>([])

  /// Takes, among others, the folder in which a copy waits until it is sent.
  init(name: String, schema: String, database: Database, folder: String) {
    self.name = name
    self.schema = schema
    self.database = database
    self.folder = folder
    // A program that was killed while it sent a copy left the copy's file behind.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasSuffix(".copy") {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  func add(secretFile: String) { secretFiles.withLock { $0.append(secretFile) } }

  func send(
    _ request: CopyStore, _ context: ServerContext, _ writer: ResponseWriter<CopyStore.Item>
  ) async throws {
    guard
      isBusy.withLock({ isBusy in
        defer { isBusy = true }
        return !isBusy
      })
    else {
      throw RPCError(
        .aborted, reason: "COPY_UNDER_WAY", domain: "vigie.store",
        "a copy of this store is being made already; try again")
    }
    defer { isBusy.withLock { $0 = false } }
    let path = "\(folder)/\(UUID().uuidString).copy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let position = try await database.copy(to: path) else {
      throw RPCError(
        .failedPrecondition, reason: "STORE_ELSEWHERE", domain: "vigie.store",
        "the store of \(name) is in PostgreSQL: copy it with pg_dump --schema=\(name)",
        arguments: ["service": name])
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw RPCError(.internal, "the copy cannot be read")
    }
    // Read off the sockets' thread, which a large file would hold up.
    let digest = try await withTaskExecutorPreference(globalConcurrentExecutor) {
      try file.digest()
    }
    try await writer.write(
      CopyStore.Item(
        head: CopyStore.Head(
          service: name, version: Version.current, schema: schema, position: position.text,
          byteCount: Int(try file.offset()), digest: digest, secrets: secrets)))
    try file.seek(toOffset: 0)
    while let chunk = try file.read(upToCount: Self.chunkBytes), !chunk.isEmpty {
      try await writer.write(CopyStore.Item(data: Bytes(Array(chunk))))
    }
  }

  private var secrets: [String: String] {
    secretFiles.withLock { $0 }.reduce(into: [:]) { secrets, path in
      let name = URL(fileURLWithPath: path).lastPathComponent
      secrets[name] = try? String(contentsOfFile: path, encoding: .utf8)
    }
  }
}
