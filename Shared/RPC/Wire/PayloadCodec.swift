import Foundation
public import RPCContract

/// Writes and reads the messages of calls.
public protocol PayloadCodec: Sendable {
  /// The name in a call's header, such as `application/json`.
  var contentType: String { get }
  /// Writes a message.
  ///
  /// - Throws: `RPCError` with INTERNAL when the value cannot be written.
  func encode(_ value: some Encodable) throws -> [UInt8]
  /// Reads a message.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT and the field that is wrong.
  func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value
}

/// Messages as JSON (RFC 8259): what any partner can write.
public struct JSONCodec: PayloadCodec {
  /// The name in a call's header.
  public static let contentType = "application/json"
  /// The name in a call's header.
  public var contentType: String { Self.contentType }

  /// Makes the codec.
  public init() {}

  /// Writes a message with sorted keys.
  ///
  /// - Throws: `RPCError` with INTERNAL when the value cannot be written.
  public func encode(_ value: some Encodable) throws -> [UInt8] {
    do {
      return try JSON.encode(value)
    } catch {
      throw RPCError(.internal, "a message cannot be written as JSON")
    }
  }

  /// Reads a message; fields that the type does not know are passed over.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT and the field that is wrong.
  public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    do {
      var bytes = bytes.isEmpty ? Array("{}".utf8) : bytes
      // Our reader checks the bytes first: Foundation accepts a name twice in an object, and its nesting limit is far higher.
      let lookalikes = try JSONReader.read(bytes) { reader in
        try reader.object { _, reader in try reader.skip() }
        return reader.lookalikes
      }
      for range in lookalikes { Self.rename(&bytes, range) }
      return try JSON.decode(type, from: bytes)
    } catch let fault as JSONReader.Fault {
      throw RPCError(PayloadFault.unreadable("byte \(fault.offset): \(fault.text)"))
    } catch let error as DecodingError {
      throw RPCError(PayloadFault.status(error))
    } catch {
      throw RPCError(PayloadFault.unreadable("it is not JSON"))
    }
  }

  /// Replaces the Kelvin signs (U+212A) in a name, which Foundation would take for the letter "K" of a member's name. The next code
  /// point, Ångström's sign (U+212B), equals no letter in members' names.
  private static func rename(_ bytes: inout [UInt8], _ range: Range<Int>) {
    for index in range.dropLast(2) {
      let isSign = bytes[index] == 0xE2 && bytes[index + 1] == 0x84 && bytes[index + 2] == 0xAA
      if isSign { bytes[index + 2] = 0xAB }
      guard index + 5 < range.upperBound, bytes[index] == 0x5C else { continue }
      let escape = String(decoding: bytes[index..<index + 6], as: UTF8.self).lowercased()
      if escape == #"\u212a"# { bytes[index + 5] += 1 }
    }
  }
}

/// What a codec says of a message that it cannot read.
public enum PayloadFault {
  /// The refusal of bytes in which no field can be named.
  public static func unreadable(_ text: String) -> Status {
    Status(
      .invalidArgument, reason: "BAD_MESSAGE", domain: "vigie.rpc",
      "the message cannot be read: \(text)")
  }

  /// The path of the field that is wrong, and what is wrong with it.
  public static func place(of error: DecodingError) -> (path: [any CodingKey], text: String) {
    switch error {
    case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      (context.codingPath, context.debugDescription)
    @unknown default: ([], "cannot be read")
    }
  }

  /// The refusal, with the field that is wrong.
  public static func status(_ error: DecodingError) -> Status {
    let (path, text) = place(of: error)
    let field = path.reduce("") { text, key in
      key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? "" : text + ".") + key.stringValue
    }
    let violation = StatusDetails.FieldViolation(field: field, description: text)
    return Status(
      .invalidArgument, "the message cannot be read: \(field.isEmpty ? "it" : field) \(text)",
      details: StatusDetails(
        reason: "BAD_MESSAGE", domain: "vigie.rpc", fieldViolations: [violation]))
  }
}
