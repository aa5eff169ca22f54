import Crypto
import Foundation
import RPCContract
import Storage
import Values

/// The folder in which uploads wait for their commit: a file each. Only this service uses it.
struct UploadFolder: Sendable {
  /// The most uploads of one key that are begun and not committed.
  static let most = 32
  /// The most bytes of their files, as announced.
  static let mostBytes = 4 << 30
  /// An upload that nobody has continued for so long makes room for another of its key.
  private static let idle: TimeInterval = 86_400
  /// How long an upload that nobody continues is kept.
  private static let patience: TimeInterval = 7 * 86_400

  let folder: String
  /// The store's clock. The files are stamped with its time, since the system's clock may be set back.
  let now: @Sendable () -> Instant

  /// The path of an upload's file.
  func path(of id: String) -> String { "\(folder)/\(id).part" }

  func has(_ id: String) -> Bool { FileManager.default.fileExists(atPath: path(of: id)) }

  /// How many bytes of an upload are there.
  func size(of id: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path(of: id))[.size] as? Int) ?? 0
  }

  /// Makes an upload's file.
  ///
  /// - Throws: `StorageError.full`; `CocoaError`.
  func make(_ id: String) throws {
    try storing { try Data().write(to: URL(fileURLWithPath: path(of: id))) }
    touch(id, idle: 0)
  }

  /// Writes a part of an upload.
  ///
  /// - Throws: `RPCError` with NOT_FOUND where the file is gone; `StorageError.full`; `CocoaError`.
  func write(_ bytes: [UInt8], at offset: Int, of id: String) throws {
    guard let handle = FileHandle(forWritingAtPath: path(of: id)) else { throw Self.gone }
    defer { try? handle.close() }
    try storing {
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: bytes)
    }
    touch(id, idle: 0)
  }

  func remove(_ id: String) { try? FileManager.default.removeItem(atPath: path(of: id)) }

  /// Lets a rehearsed upload make room for others at once. It can still be committed while nobody needs the room.
  func release(_ id: String) { touch(id, idle: 2 * Self.idle) }

  /// Removes the uploads that nobody has continued for a week.
  func removeAbandoned() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasSuffix(".part") {
      let path = "\(folder)/\(name)"
      guard let idle = idle(path), idle > Self.patience else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Makes sure that a key may begin an upload; uploads that it has left alone for a day make room.
  ///
  /// - Throws: `RPCError` with RESOURCE_EXHAUSTED, `UPLOADS_UNFINISHED`; `StorageError`.
  func checkRoom(
    for byteCount: Int, of principal: String, in transaction: ReadTransaction
  ) throws {
    var open = try ImportTables.unfinished(of: principal, in: transaction).compactMap { upload in
      idle(path(of: upload.id)).map { (id: upload.id, bytes: upload.byteCount, idle: $0) }
    }
    func isFull() -> Bool {
      open.count >= Self.most || open.reduce(byteCount) { $0 + $1.bytes } > Self.mostBytes
    }
    if isFull() {
      for left in open where left.idle > Self.idle { remove(left.id) }
      open.removeAll { $0.idle > Self.idle }
    }
    guard !isFull() else {
      throw RPCError(
        .resourceExhausted, reason: "UPLOADS_UNFINISHED", domain: "vigie.files",
        "this key has \(open.count) uploads of \(open.reduce(0) { $0 + $1.bytes }) bytes that are not "
          + "committed; commit some: \(Self.most) of \(Self.mostBytes) bytes together may be open",
        arguments: ["most": "\(Self.most)", "mostBytes": "\(Self.mostBytes)"])
    }
  }

  /// Checks an upload's size and digest: a file that was cut off, or whose bytes changed on the way, is refused before it is read.
  ///
  /// - Throws: `RPCError`: FAILED_PRECONDITION, `FILE_INCOMPLETE`; DATA_LOSS, `FILE_DIGEST`; NOT_FOUND.
  func check(_ upload: ImportTables.Import) throws {
    let size = size(of: upload.id)
    guard size == upload.byteCount else {
      throw RPCError(
        .failedPrecondition, reason: "FILE_INCOMPLETE", domain: "vigie.files",
        "\(size) of \(upload.byteCount) bytes are there; send the rest, then commit")
    }
    guard let handle = FileHandle(forReadingAtPath: path(of: upload.id)) else { throw Self.gone }
    defer { try? handle.close() }
    guard try handle.digest() == upload.sha256 else {
      remove(upload.id)
      throw RPCError(
        .dataLoss, reason: "FILE_DIGEST", domain: "vigie.files",
        "the file's digest is not the one announced; begin the import again")
    }
  }

  private static let gone = RPCError(
    .notFound, reason: "UPLOAD_UNKNOWN", domain: "vigie.files",
    "the upload is not there any more; begin it again")

  /// For how long nobody has continued an upload, in seconds; nil where its file is not there.
  private func idle(_ path: String) -> TimeInterval? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.modificationDate] as? Date).map { date.timeIntervalSince($0) }
  }

  private func touch(_ id: String, idle: TimeInterval) {
    try? FileManager.default.setAttributes(
      [.modificationDate: date.addingTimeInterval(-idle)], ofItemAtPath: path(of: id))
  }

  private var date: Date {
    Date(timeIntervalSince1970: Double(now().microseconds) / 1_000_000)
  }

  /// Runs a body that writes to a file; a full disk is the same error as in the store.
  private func storing(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
      throw StorageError.full
    }
  }
}

extension FileHandle {
  /// Returns the SHA-256 of the bytes from here to the end.
  ///
  /// - Throws: what reading throws.
  func digest() throws -> String {
    var digest = SHA256()
    // Pieces this small come from memory that was used before; of larger ones the kernel must clear each page first.
    while let data = try read(upToCount: 1 << 16), !data.isEmpty { digest.update(data: data) }
    return hexadecimal(digest.finalize())
  }
}
