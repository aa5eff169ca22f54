/// Bytes as lower-case hexadecimal digits, two each.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  // Copied to an array first, because reading a generic sequence calls through its witness table for every byte.
  Array(bytes).withUnsafeBytes { hexadecimal($0) }
}

/// Bytes as lower-case hexadecimal digits, two each.
public func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
  String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
    for (place, byte) in bytes.enumerated() {
      text[2 * place] = digit(byte >> 4)
      text[2 * place + 1] = digit(byte & 15)
    }
    return 2 * bytes.count
  }
}

/// A number as sixteen lower-case hexadecimal digits.
public func hexadecimal(_ number: UInt64) -> String {
  withUnsafeBytes(of: number.bigEndian) { hexadecimal($0) }
}

private func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
