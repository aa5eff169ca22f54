import Foundation

/// Raw bytes in a message; in JSON they are base64 text (RFC 4648 §4).
public struct Bytes: Hashable, Sendable {
  /// The bytes.
  public var array: [UInt8]

  /// Takes bytes.
  public init(_ bytes: some Sequence<UInt8>) {
    array = Array(bytes)
  }
}

extension Bytes: Codable {
  /// Reads base64 text.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the text is not base64.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let data = Data(base64Encoded: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64")
    }
    array = Array(data)
  }

  /// Writes base64 text.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(array).base64EncodedString())
  }
}
