import Foundation
import RPCContract

/// The header of a call's first frame.
public struct CallHeader: Codable, Sendable, Hashable {
  /// The method's full name, such as `vigie.registry.v1/GetStructure`.
  public var method: String
  /// The time left, in milliseconds, counted from arrival; nil for the server's longest.
  public var timeoutMilliseconds: Int?
  /// How messages are written: `application/json`.
  public var contentType: String?
  /// Names and values of the caller.
  public var metadata: Metadata?
  /// How much the caller takes of a stream before it grants more.
  public var credit: Credit?

  /// A window of a stream.
  public struct Credit: Codable, Sendable, Hashable {
    /// At least 1.
    public var messages: Int
    /// At least 1.
    public var bytes: Int

    /// Makes a window.
    public init(messages: Int, bytes: Int) {
      self.messages = messages
      self.bytes = bytes
    }
  }

  /// Makes a header.
  public init(
    method: String, timeoutMilliseconds: Int? = nil, contentType: String? = nil,
    metadata: Metadata? = nil, credit: Credit? = nil
  ) {
    self.method = method
    self.timeoutMilliseconds = timeoutMilliseconds
    self.contentType = contentType
    self.metadata = metadata
    self.credit = credit
  }

  enum CodingKeys: String, CodingKey {
    case method, contentType, metadata, credit
    case timeoutMilliseconds = "timeoutMs"
  }
}

/// The header of the frame that brings initial metadata.
struct HeadersHeader: Codable, Sendable {
  var metadata: Metadata
}

/// The header of a call's last frame; an absent one means OK without metadata.
struct EndHeader: Codable, Sendable {
  var code: Int
  var message: String?
  var details: StatusDetails?
  var metadata: Metadata?

  init(_ status: Status, _ metadata: Metadata) {
    code = status.code.rawValue
    message = status.message.isEmpty ? nil : status.message
    details = status.details
    self.metadata = metadata.isEmpty ? nil : metadata
  }

  /// The status; a code that this version does not know counts as UNKNOWN, as in gRPC.
  var status: Status {
    Status(Status.Code(rawValue: code) ?? .unknown, message ?? "", details: details)
  }
}

/// JSON as headers and messages use it: keys sorted, so that equal values have equal bytes.
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
