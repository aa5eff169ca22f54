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
    var (name, timeout, type): (String?, Int?, String?)
    var (accepts, metadata, credit): (Bool, Metadata, Credit?) = (false, [:], nil)
    try JSONReader.read(json) { reader in
      try reader.object { member, reader in
        switch member {
        case "method": name = try reader.string()
        case "timeoutMs": timeout = try reader.integer()
        case "contentType": type = try reader.string()
        case "accepts": try reader.array { if try $0.string() == "deflate" { accepts = true } }
        case "metadata": metadata = try Metadata(&reader)
        case "credit": credit = try Credit(&reader)
        default: try reader.skip()
        }
      }
    }
    guard let name else { throw JSONReader.Fault(text: "method is missing", offset: 0) }
    method = name
    timeoutMilliseconds = timeout
    contentType = type
    acceptsDeflate = accepts
    self.metadata = metadata
    self.credit = credit
  }

  /// The header as JSON.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.begin()
    writer.name("method")
    writer.value(method)
    if let timeoutMilliseconds {
      writer.name("timeoutMs")
      writer.value(timeoutMilliseconds)
    }
    if let contentType {
      writer.name("contentType")
      writer.value(contentType)
    }
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
      writer.name("messages")
      writer.value(credit.messages)
      writer.name("bytes")
      writer.value(credit.bytes)
      writer.end()
    }
    writer.end()
    return writer.bytes
  }
}

/// The header of the frame that brings initial metadata.
struct HeadersHeader {
  var metadata: Metadata

  init(_ metadata: Metadata) { self.metadata = metadata }

  init(json: [UInt8]) throws {
    metadata = [:]
    guard !json.isEmpty else { return }
    var found: Metadata = [:]
    try JSONReader.read(json) { reader in
      try reader.object { member, reader in
        if member == "metadata" { found = try Metadata(&reader) } else { try reader.skip() }
      }
    }
    metadata = found
  }

  var json: [UInt8] {
    guard !metadata.isEmpty else { return [] }
    var writer = JSONWriter()
    writer.begin()
    metadata.write(to: &writer)
    writer.end()
    return writer.bytes
  }
}

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
    var found: Metadata = [:]
    try JSONReader.read(json) { reader in
      try reader.object { member, reader in
        switch member {
        case "code": code = try reader.integer()
        case "message": message = try reader.string()
        case "details": details = try reader.null() ? nil : reader.raw()
        case "metadata": found = try Metadata(&reader)
        default: try reader.skip()
        }
      }
    }
    metadata = found
    status = Status(
      Status.Code(rawValue: code) ?? .unknown, message,
      details: try details.map { try JSON.decode(StatusDetails.self, from: $0) })
  }

  /// The header's bytes. Texts that a client sent and the status repeats may be of any length: they are cut until the header has the
  /// size that a reader takes.
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
    writer.name("code")
    writer.value(status.code.rawValue)
    if !status.message.isEmpty {
      writer.name("message")
      writer.value(status.message)
    }
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
  /// The status with texts of so many bytes at most, and lists so much shorter.
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
  /// The text, or as many whole characters of Unicode as so many bytes hold, and an ellipsis.
  fileprivate func cut(to length: Int) -> String {
    guard utf8.count > length else { return self }
    var end = utf8.index(startIndex, offsetBy: length)
    while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(unicodeScalars[..<end]) + "…"
  }
}

extension Credit {
  init(_ reader: inout JSONReader) throws {
    var (messages, bytes) = (Self.initial.messages, Self.initial.bytes)
    try reader.object { member, reader in
      switch member {
      case "messages": messages = try reader.integer()
      case "bytes": bytes = try reader.integer()
      default: try reader.skip()
      }
    }
    let range = 0...Int(UInt32.max)
    guard range.contains(messages), range.contains(bytes) else {
      throw JSONReader.Fault(text: "a credit is of 0 to 4294967295", offset: reader.offset)
    }
    self.init(messages: messages, bytes: bytes)
  }
}

extension Metadata {
  init(_ reader: inout JSONReader) throws {
    var values: [String: [String]] = [:]
    try reader.object { name, reader in
      var list: [String] = []
      try reader.array { list.append(try $0.string()) }
      values[name] = list
    }
    self.init(values)
  }

  func write(to writer: inout JSONWriter) {
    writer.name("metadata")
    writer.begin()
    for (name, values) in dictionary.sorted(by: { $0.key < $1.key }) {
      writer.name(name)
      writer.begin("[")
      for value in values { writer.value(value) }
      writer.end("]")
    }
    writer.end()
  }
}

/// JSON as messages use it: keys sorted, so that equal values have equal bytes.
enum JSON {
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
