import Foundation
import RPCContract
import Storage

/// How much one key may have in uploads that it has begun and not committed.
struct UploadQuota: Sendable {
  /// The most uploads.
  static let most = 32
  /// The most bytes of their files, as announced.
  static let mostBytes = 4 << 30
  /// How long nobody may have gone on with an upload that makes room for another.
  static let idle: TimeInterval = 86_400

  let folder: String

  /// Lets a rehearsed upload make room for others at once, as one does that was left alone for a day. Until they need the room it can
  /// still be committed.
  static func release(_ path: String) {
    let day = Date(timeIntervalSinceNow: -2 * idle)
    try? FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: path)
  }

  /// Makes sure that a key may begin an upload; what it has left alone for a day makes room.
  ///
  /// - Throws: `RPCError` with RESOURCE_EXHAUSTED, `UPLOADS_UNFINISHED`.
  func check(
    _ byteCount: Int, of principal: String, in transaction: ReadTransaction
  ) throws {
    var open: [(path: String, bytes: Int, idle: TimeInterval)] = try ImportTables.unfinished(
      of: principal, in: transaction
    ).compactMap { upload in
      let path = "\(folder)/\(upload.id).part"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let modified = attributes?[.modificationDate] as? Date else { return nil }
      return (path, upload.byteCount, -modified.timeIntervalSinceNow)
    }
    func isFull() -> Bool {
      open.count >= Self.most || open.reduce(byteCount) { $0 + $1.bytes } > Self.mostBytes
    }
    if isFull() {
      for left in open where left.idle > Self.idle {
        try? FileManager.default.removeItem(atPath: left.path)
      }
      open.removeAll { $0.idle > Self.idle }
    }
    guard !isFull() else {
      throw RPCError(
        Status(
          .resourceExhausted, reason: "UPLOADS_UNFINISHED", domain: "vigie.files",
          "this key has \(open.count) uploads of \(open.reduce(0) { $0 + $1.bytes }) bytes that are not "
            + "committed; commit some: \(Self.most) of \(Self.mostBytes) bytes together may be open",
          arguments: ["most": "\(Self.most)", "mostBytes": "\(Self.mostBytes)"]))
    }
  }
}
