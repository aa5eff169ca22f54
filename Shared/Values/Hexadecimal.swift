/// Bytes as lower-case hexadecimal digits, two each.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(64)
  // As an array: a generic sequence is asked for each byte by way of its witness table.
  for byte in Array(bytes) {
    // Not a loop over both digits: their array was a sixtieth of an import.
    text.append(digit(byte >> 4))
    text.append(digit(byte & 15))
  }
  return String(decoding: text, as: UTF8.self)
}

private func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
