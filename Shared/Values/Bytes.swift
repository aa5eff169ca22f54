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
  /// Reads base64 text from JSON, a byte string from CBOR.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when the text is not base64.
  public init(from decoder: any Decoder) throws {
    array = Array(try decoder.singleValueContainer().decode(Data.self))
  }

  /// Writes base64 text to JSON, a byte string to CBOR.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(array))
  }
}
