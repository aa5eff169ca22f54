import CBOR
public import RPC
import RPCContract

/// Messages as CBOR (RFC 8949): what services use among themselves.
public struct CBORCodec: PayloadCodec {
  /// The name in a call's header.
  public let contentType = "application/cbor"

  /// Makes the codec.
  public init() {}

  /// Writes a message, deterministically.
  ///
  /// - Throws: `RPCError` with INTERNAL when the value cannot be written.
  public func encode(_ value: some Encodable) throws -> [UInt8] {
    do {
      return try CBOREncoder().encode(value)
    } catch {
      throw RPCError(.internal, "a message cannot be written as CBOR")
    }
  }

  /// Reads a message; members that the type does not know are passed over.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT and the field that is wrong.
  public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    do {
      return try CBORDecoder().decode(type, fromMap: bytes.isEmpty ? [0xA0] : bytes)
    } catch let error as DecodingError {
      throw RPCError(PayloadFault.status(error))
    } catch {
      throw RPCError(PayloadFault.unreadable("it is not CBOR"))
    }
  }
}
