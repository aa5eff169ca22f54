import Contracts
import Crypto
import FactKinds
import Foundation
import Logging
import RPC
import RPCContract
import RPCInProcessTransport
import Storage
import Tabular
import TestSupport
import Testing
import Values

@testable import ServiceHost

extension FactKind {
  fileprivate static let notes = FactKind(
    TableForm("notes.csv", key: ["code"], columns: [Column("code"), Column("text", .text)]),
    owner: "test", words: ("notes", "notes"))
}

@Suite("Files that are sent in parts", .timeLimit(.minutes(5)))
struct FileHandlersTests {
  private let store: Store
  private let folder: UploadFolder
  private let client: Client

  init() throws {
    store = try Store([.notes])
    let file = FactFile(.notes)
    let database = store.database
    folder = UploadFolder(folder: store.folder.path) { database.now }
    var router = Router()
    FileHandlers(
      database: database, folder: folder,
      rows: FactRows(
        catalogue: .vigie, files: [file], described: [], tables: ["notes": file.table],
        logger: Logger(label: "test")),
      writes: IdempotentWrites(database, service: "test")
    ).register(in: &router)
    client = Client(
      InProcessConnection(
        to: Server(router: router), as: Principal(name: "pilot", roles: [.operator])
      ).client)
  }

  private func begin(
    _ text: String, claiming other: String? = nil, bytes: Int? = nil
  ) async throws -> BeginImport.Reply {
    let digest = SHA256.hash(data: Data((other ?? text).utf8))
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    return try await client.call(
      BeginImport(
        file: "notes.csv", byteCount: .init(clamping: bytes ?? text.utf8.count), sha256: digest,
        fictitious: true))
  }

  private func put(_ id: String, _ text: String, at offset: Int) async throws -> Int {
    try await client.call(
      PutChunk(
        importID: id, offset: .init(clamping: offset), data: Bytes(Array(text.utf8)))
    ).offset
  }

  private func commit(_ id: String, key: String) async throws -> CommitImport.Reply {
    var options = CallOptions()
    options.metadata.set(key, for: MetadataName.idempotencyKey)
    return try await client.call(CommitImport(importID: id), options: options)
  }

  private var uploads: Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: store.folder.path)) ?? []
    return names.count { $0.hasSuffix(".part") }
  }

  private let text = "code;text\nA;one\nB;two\n"

  @Test(
    "a file goes on where it stopped; a part beyond its end, or behind a hole, is refused; it is taken once"
  )
  func parts() async throws {
    let first = try await begin(text)
    #expect(first.offset == 0)
    #expect(try await put(first.importID, String(text.prefix(9)), at: 0) == 9)
    // The same file again is the same upload, at the same place.
    let again = try await begin(text)
    #expect(again.importID == first.importID && again.offset == 9)
    for (part, offset) in [("x", 10), ("too long for this file", 9)] {
      let refused = await status { try await put(first.importID, part, at: offset) }
      #expect(refused?.code == .outOfRange)
    }
    let early = await status { try await commit(first.importID, key: "early") }
    #expect(early?.code == .failedPrecondition && early?.details?.reason == "FILE_INCOMPLETE")
    // A part that was there already, and the rest behind it.
    #expect(
      try await put(first.importID, String(text.dropFirst(5)), at: 5) == text.utf8.count)
    let reply = try await commit(first.importID, key: "one")
    #expect(reply.loaded == 2 && uploads == 0)
    #expect(try await commit(first.importID, key: "two") == reply)
  }

  @Test("bytes that changed on the way are not looked into, and are to be sent again")
  func digest() async throws {
    let upload = try await begin(text, claiming: "other bytes")
    _ = try await put(upload.importID, text, at: 0)
    let refused = await status { try await commit(upload.importID, key: "k") }
    #expect(refused?.code == .dataLoss && refused?.details?.reason == "FILE_DIGEST")
    #expect(uploads == 0)
  }

  @Test("an upload that nobody went on with is kept for a week, and no longer")
  func abandoned() async throws {
    _ = try await begin(text)
    store.pass(.seconds(6 * 86_400))
    folder.removeAbandoned()
    #expect(uploads == 1)
    store.pass(.seconds(2 * 86_400))
    folder.removeAbandoned()
    #expect(uploads == 0)
  }

  @Test("a key has 32 uploads open; those that it left alone for a day make room for others")
  func quota() async throws {
    for number in 1...32 { _ = try await begin("code;text\nA;\(number)\n") }
    let refused = await status { try await begin("one more") }
    #expect(
      refused?.code == .resourceExhausted && refused?.details?.reason == "UPLOADS_UNFINISHED")
    store.pass(.seconds(86_400 + 60))
    _ = try await begin("one more")
    #expect(uploads == 1)
  }
}
