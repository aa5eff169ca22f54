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
      let bytes = bytes.isEmpty ? Array("{}".utf8) : bytes
      // Foundation takes names that come twice, and its nesting limit is far higher.
      try JSONReader.read(bytes) { try $0.skip() }
      return try JSON.decode(type, from: bytes)
    } catch let fault as JSONReader.Fault {
      throw RPCError(
        Status(
          .invalidArgument, reason: "BAD_MESSAGE", domain: "vigie.rpc",
          "the message cannot be read: byte \(fault.offset): \(fault.text)"))
    } catch let error as DecodingError {
      throw RPCError(PayloadFault.status(error))
    } catch {
      throw RPCError(.invalidArgument, "the message is not JSON")
    }
  }

}

/// What a codec says of a message that it cannot read.
public enum PayloadFault {
  /// The refusal, with the field that is wrong.
  public static func status(_ error: DecodingError) -> Status {
    let (path, text): ([any CodingKey], String) =
      switch error {
      case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        (context.codingPath, context.debugDescription)
      case .dataCorrupted(let context): (context.codingPath, context.debugDescription)
      @unknown default: ([], "cannot be read")
      }
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
