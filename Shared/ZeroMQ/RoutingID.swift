/// The peer that a message on a ROUTER is from or for.
public enum RoutingID: Hashable, Sendable {
  /// The ROUTER's own choice: a zero and four bytes.
  case assigned(UInt32)
  /// The client's choice, which the wire's page forbids.
  case chosen([UInt8])

  init(_ bytes: UnsafeRawBufferPointer) {
    if bytes.count == 5, bytes[0] == 0 {
      self = .assigned(bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
    } else {
      self = .chosen(Array(bytes))
    }
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch self {
    case .assigned(let number):
      var bytes: (UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0)
      return withUnsafeMutableBytes(of: &bytes) { buffer in
        buffer.storeBytes(of: number, toByteOffset: 1, as: UInt32.self)
        return body(UnsafeRawBufferPointer(buffer))
      }
    case .chosen(let bytes): return bytes.withUnsafeBytes(body)
    }
  }
}
