import Foundation
import RPCContract

/// The header of a call's last frame; an absent one means OK without metadata.
struct EndHeader {
  var status: Status
  var metadata: Metadata

  init(_ status: Status, _ metadata: Metadata) {
    self.status = status
    self.metadata = metadata
  }

  /// Reads a header; a code that this version does not know counts as UNKNOWN, as in gRPC.
  init(json: [UInt8]) throws {
    (status, metadata) = (.ok, [:])
    guard !json.isEmpty else { return }
    var (code, message, details): (Int, String, [UInt8]?) = (0, "", nil)
    try JSONReader.read(json) { reader in
      try reader.object { member, reader in
        switch member {
        case "code": code = try reader.integer()
        case "message": message = try reader.string()
        case "details": details = try reader.null() ? nil : reader.raw()
        case "metadata": metadata = try Metadata(&reader)
        default: try reader.skip()
        }
      }
    }
    status = Status(
      Status.Code(rawValue: code) ?? .unknown, message,
      details: try details.map { try JSON.decode(StatusDetails.self, from: $0) })
  }

  /// The header's bytes. A status may repeat texts of any length that a client sent, so its texts are cut until the header has a size
  /// that a reader accepts.
  var json: [UInt8] {
    if status.code == .ok, metadata.isEmpty { return [] }
    let most = Limits().headerBytes
    var (length, bytes) = (most, [UInt8]())
    repeat {
      bytes = json(of: status.cut(to: length))
      length /= 4
    } while bytes.count > most && length > 0
    return bytes
  }

  private func json(of status: Status) -> [UInt8] {
    var writer = JSONWriter()
    writer.begin()
    writer.member("code", status.code.rawValue)
    if !status.message.isEmpty { writer.member("message", status.message) }
    if let details = status.details, let raw = try? JSON.encode(details) {
      writer.name("details")
      writer.value(raw: raw)
    }
    if !metadata.isEmpty { metadata.write(to: &writer) }
    writer.end()
    return writer.bytes
  }
}

extension Status {
  /// Returns the status with texts of at most `length` bytes, and with lists of at most `length / 64` entries, but one at least.
  fileprivate func cut(to length: Int) -> Status {
    var cut = Status(code, message.cut(to: length))
    guard var details else { return cut }
    let most = max(1, length / 64)
    details.arguments = details.arguments.map { arguments in
      let kept = arguments.sorted { $0.key < $1.key }.prefix(most)
      return Dictionary(uniqueKeysWithValues: kept.map { ($0, $1.cut(to: length)) })
    }
    details.fieldViolations = details.fieldViolations.map { violations in
      violations.prefix(most).map {
        .init(field: $0.field.cut(to: length), description: $0.description.cut(to: length))
      }
    }
    details.resource = details.resource?.cut(to: length)
    details.localizedMessage = details.localizedMessage?.cut(to: length)
    cut.details = details
    return cut
  }
}

extension String {
  /// Returns the text; if it is longer than `length` bytes, returns the whole Unicode scalars that fit, and an ellipsis.
  fileprivate func cut(to length: Int) -> String {
    guard utf8.count > length else { return self }
    var end = utf8.index(startIndex, offsetBy: length)
    while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(unicodeScalars[..<end]) + "…"
  }
}
