import Foundation
import RPCContract

/// The header of a call's first frame.
public struct CallHeader: Sendable, Hashable {
  /// The method's full name, such as `vigie.registry.v1/GetStructure`.
  public var method: String
  /// The time left, in milliseconds, counted from arrival; nil for the server's longest.
  public var timeoutMilliseconds: Int?
  /// How messages are written; nil for `application/json`.
  public var contentType: String?
  /// Whether the caller reads compressed messages.
  public var acceptsDeflate = false
  /// Names and values of the caller.
  public var metadata: Metadata = [:]
  /// How much the caller takes of a stream before it grants more; nil for ``Credit/initial``.
  public var credit: Credit?

  /// Makes a header.
  public init(method: String) { self.method = method }

  /// Reads a header; members that are not known are passed over.
  ///
  /// - Throws: a fault that says what is wrong and at which byte.
  public init(json: [UInt8]) throws {
    self.init(method: "")
    var hasMethod = false
    try JSONReader.read(json) { reader in
      try reader.object { member, reader in
        switch member {
        case "method": (method, hasMethod) = (try reader.string(), true)
        case "timeoutMs": timeoutMilliseconds = try reader.integer()
        case "contentType": contentType = try reader.string()
        case "accepts":
          try reader.array { if try $0.string() == "deflate" { acceptsDeflate = true } }
        case "metadata": metadata = try Metadata(&reader)
        case "credit": credit = try Credit(&reader)
        default: try reader.skip()
        }
      }
    }
    guard hasMethod else { throw JSONReader.Fault(text: "method is missing", offset: 0) }
  }

  /// The header as JSON.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.begin()
    writer.member("method", method)
    if let timeoutMilliseconds { writer.member("timeoutMs", timeoutMilliseconds) }
    if let contentType { writer.member("contentType", contentType) }
    if acceptsDeflate {
      writer.name("accepts")
      writer.begin("[")
      writer.value("deflate")
      writer.end("]")
    }
    if !metadata.isEmpty { metadata.write(to: &writer) }
    if let credit {
      writer.name("credit")
      writer.begin()
      writer.member("messages", credit.messages)
      writer.member("bytes", credit.bytes)
      writer.end()
    }
    writer.end()
    return writer.bytes
  }
}
