import Foundation
import RPCContract

/// Writes and reads the messages of calls.
public protocol PayloadCodec: Sendable {
  /// The name in a call's header, such as `application/json`.
  static var contentType: String { get }
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
      return try JSON.decode(type, from: bytes.isEmpty ? Array("{}".utf8) : bytes)
    } catch let error as DecodingError {
      throw RPCError(Self.refusal(error))
    } catch {
      throw RPCError(.invalidArgument, "the message is not JSON")
    }
  }

  private static func refusal(_ error: DecodingError) -> Status {
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
