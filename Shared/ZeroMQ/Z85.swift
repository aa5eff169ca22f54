import CZeroMQ

/// Z85 (RFC 32): four bytes in five printable characters.
enum Z85 {
  static func encode(_ bytes: [UInt8]) -> String {
    var buffer = [CChar](repeating: 0, count: bytes.count * 5 / 4 + 1)
    precondition(bytes.count % 4 == 0, "Z85 takes multiples of four bytes")
    _ = zmq_z85_encode(&buffer, bytes, bytes.count)
    return String(terminated: buffer)
  }

  static func decode(_ text: String) -> [UInt8]? {
    let alphabet = Set(
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        + ".-:+=^!/*?&<>()[]{}@%$#")
    guard text.count == 40, text.allSatisfy(alphabet.contains) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 32)
    return zmq_z85_decode(&buffer, text) == nil ? nil : buffer
  }
}

extension String {
  /// The text of a C buffer that ends with 0.
  init(terminated buffer: [CChar]) {
    self.init(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
