import CZlib
import RPCContract

/// Compression of single messages: zlib's format (RFC 1950).
enum Deflate {
  /// Compresses bytes.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = Int(compressBound(UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      var size = UInt(bound)
      // Level 1: a message is sent once, so time counts more than the last percent.
      let result = compress2(buffer.baseAddress, &size, bytes, UInt(bytes.count), 1)
      precondition(result == Z_OK, "zlib cannot compress into a buffer of its own bound")
      count = Int(size)
    }
  }

  /// Inflates bytes up to a limit; nothing beyond it is ever written.
  ///
  /// - Throws: `RPCError`: RESOURCE_EXHAUSTED above the limit, INVALID_ARGUMENT when the bytes are not
  ///   of the format or not whole.
  static func inflate(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
    var stream = z_stream()
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw RPCError(.internal, "zlib cannot begin")
    }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    return try input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while true {
        let (result, written) = chunk.withUnsafeMutableBufferPointer { buffer in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          let result = CZlib.inflate(&stream, Z_NO_FLUSH)
          return (result, buffer.count - Int(stream.avail_out))
        }
        output += chunk[..<written]
        guard output.count <= limit else {
          throw RPCError(.resourceExhausted, "a message inflates to more than \(limit) bytes")
        }
        if result == Z_STREAM_END, stream.avail_in == 0 { return output }
        guard result == Z_OK, written > 0 || stream.avail_in > 0 else {
          throw RPCError(PayloadFault.unreadable("it is marked as compressed and is not"))
        }
      }
    }
  }
}
