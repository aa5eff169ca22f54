import Contracts
import Crypto
import Foundation
import Glibc
import RPC
import RPCContract
import ServiceKit
import Synchronization
import TestSupport
import Testing
import Values

@Suite(
  "An import is watched while it is committed", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct WatchImportTests {
  let system: RunningSystem
  private let service: ServiceClient
  private let path: String
  /// So many answers keep a debug build busy for seconds on any machine.
  private static let rows = 15_000

  init() throws {
    system = try RunningSystem()
    try system.load()
    let codebook = "\(system.home)/codebook.json"
    try Data(
      SenacsAnswersTests.codebook.replacing(#""primaryKey": ["code_structure"], "#, with: "").utf8
    )
    .write(to: URL(fileURLWithPath: codebook))
    let set = try system.vigie("senacs", "codebook", "2025", "--set", codebook)
    try #require(set.code == 0, "\(set.errors)")
    path = "\(system.home)/many.csv"
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    service = ServiceClient(
      to: try #require(configuration.services["senacs"]),
      keys: try KeyFile.read(configuration.keyFile))
    try write(0)
  }

  /// Writes a file of answers and returns its size; another number gives other answers.
  @discardableResult
  private func write(_ number: Int) throws -> Int {
    let lines = (1...Self.rows).map { "S10;\($0);1;valide;note \($0) \(number)" }
    let text = (["code_structure;salaries;etp;statut;q1"] + lines).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return text.utf8.count
  }

  /// Uploads the file and returns the import's id.
  private func upload() async throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    func options() -> CallOptions {
      var options = CallOptions(timeout: .seconds(60), waitsForReady: true)
      options.metadata.set(UUID().uuidString, for: MetadataName.idempotencyKey)
      return options
    }
    let begun = try await service.client.call(
      BeginImport(
        file: AnswersFile.name, byteCount: Bounded(clamping: data.count),
        sha256: hexadecimal(SHA256.hash(data: data)), fictitious: true,
        reading: .init(subject: "2025")), options: options())
    _ = try await service.client.call(
      PutChunk(importID: begun.importID, offset: 0, data: Bytes(Array(data))), options: options())
    return begun.importID
  }

  private static func commit(
    _ id: String, _ service: ServiceClient, whenOver tell: @Sendable () -> Void
  ) async throws -> CommitImport.Reply {
    defer { tell() }
    var options = CallOptions(timeout: .seconds(240))
    options.metadata.set(UUID().uuidString, for: MetadataName.idempotencyKey)
    return try await service.client.call(CommitImport(importID: id), options: options)
  }

  private func watch(_ id: String, most: Int = .max) async throws -> [WatchImport.Item] {
    var items: [WatchImport.Item] = []
    for try await item in try service.client.stream(
      WatchImport(importID: id), options: CallOptions(timeout: .seconds(240)))
    {
      items.append(item)
      // A watcher that goes away does not disturb the import.
      if items.count == most { break }
    }
    return items
  }

  /// Commits an import and watches it for at most `most` items; returns the reply and the items. There are none if this process
  /// had no turn while the import was under way.
  private func commitWatched(
    _ id: String, most: Int = .max
  ) async throws -> (reply: CommitImport.Reply, items: [WatchImport.Item]) {
    let service = service
    let isOver = Mutex(false)
    async let reply = Self.commit(id, service) { isOver.withLock { $0 = true } }
    // The first tries to watch may come before the commit has begun.
    var items: [WatchImport.Item] = []
    while items.isEmpty && !isOver.withLock({ $0 }) { items = try await watch(id, most: most) }
    return (try await reply, items)
  }

  @Test("bytes and rows rise, and the watch ends with the import; before and after there is none")
  func watched() async throws {
    var seen: [WatchImport.Item] = []
    var size = 0
    for turn in 0..<5 where seen.count < 2 {
      size = try write(turn)
      let id = try await upload()
      let early = try await watch(id)
      let (reply, items) = try await commitWatched(id)
      let late = try await watch(id)

      #expect(reply.loaded == Self.rows && early.isEmpty && late.isEmpty)
      seen = items
    }

    #expect(seen.allSatisfy { $0.byteCount == size && (0...size).contains($0.bytesRead) })
    #expect(
      zip(seen, seen.dropFirst()).allSatisfy {
        $0.rows <= $1.rows && $0.bytesRead <= $1.bytesRead
      })
    #expect(seen.contains { (1..<Self.rows).contains($0.rows) }, "\(seen)")
    let unknown = await status { try await watch("nobody's") }
    #expect(unknown?.code == .notFound)
    await service.close()
  }

  @Test("who watches no longer leaves the import alone")
  func leaving() async throws {
    let (reply, _) = try await commitWatched(try await upload(), most: 1)

    #expect(reply.loaded == Self.rows)
    await service.close()
  }

  @Test("on a terminal the gateway shows how far the service has come, elsewhere nothing")
  func shown() throws {
    let words = ["senacs", "load", "2025", path, "--fictitious"]
    let terminal = try Terminal()
    let process = Process()
    process.executableURL = Programs.folder.appending(path: "vigie")
    process.arguments = words
    process.environment = ["VIGIE_HOME": system.home, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = terminal.far
    try process.run()
    try terminal.far.close()
    let text = terminal.read()
    process.waitUntilExit()

    #expect(process.terminationStatus == 0)
    #expect(text.contains("%, ") && text.contains(" s left"), "\(text)")
    // At the end the gateway removes the line.
    #expect(text.hasSuffix("\r\u{1B}[K"), "\(text)")
    #expect(try RunningSystem.vigie(words, home: system.home).errors.isEmpty)
  }
}

/// A terminal, of which this process holds the near end.
private struct Terminal {
  private let near: FileHandle
  let far: FileHandle

  init() throws {
    // Opens it by the kernel's own calls, because the module Glibc lacks posix_openpt.
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number): (CInt, CInt) = (0, 0)
    let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    try #require(
      descriptor >= 0 && ioctl(descriptor, setLock, &lock) == 0
        && ioctl(descriptor, getNumber, &number) == 0)
    near = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let name = "/dev/pts/\(number)"
    let other = open(name, O_RDWR | O_NOCTTY)
    try #require(other >= 0)
    far = FileHandle(fileDescriptor: other, closeOnDealloc: true)
  }

  /// Returns all that comes until nobody holds the far end any more.
  func read() -> String {
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(near.fileDescriptor, &bytes, bytes.count)
      // EIO says that the far end is closed.
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += bytes.prefix(count)
    }
  }
}
