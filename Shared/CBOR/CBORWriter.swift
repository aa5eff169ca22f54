/// Writes items of CBOR (RFC 8949) deterministically: shortest heads, shortest floats, definite lengths,
/// map keys in the order of their bytes (§4.2.1).
struct CBORWriter {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(512) }

  var count: Int { bytes.count }

  /// Writes the head of an item: the major type and its argument.
  @inline(__always)
  mutating func head(_ major: UInt8, _ argument: UInt64) {
    if argument < 24 {
      bytes.append(major << 5 | UInt8(truncatingIfNeeded: argument))
    } else {
      longHead(major, argument)
    }
  }

  private mutating func longHead(_ major: UInt8, _ argument: UInt64) {
    let size = argument <= 0xFF ? 0 : argument <= 0xFFFF ? 1 : argument <= 0xFFFF_FFFF ? 2 : 3
    bytes.append(major << 5 | UInt8(24 + size))
    big(argument, 1 << size)
  }

  @inline(__always)
  mutating func integer(_ value: Int64) {
    if value >= 0 { head(0, UInt64(value)) } else { head(1, ~UInt64(bitPattern: value)) }
  }

  mutating func boolean(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }

  mutating func null() { bytes.append(0xF6) }

  @inline(__always)
  mutating func text(_ value: String) {
    var value = value
    value.withUTF8 { utf8 in
      head(3, UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func byteString(_ value: some Sequence<UInt8>, count: Int) {
    head(2, UInt64(count))
    bytes.append(contentsOf: value)
  }

  mutating func float(_ value: Double) {
    if value.isNaN { return bytes.append(contentsOf: [0xF9, 0x7E, 0x00]) }
    let single = Float(value)
    guard Double(single) == value else {
      bytes.append(0xFB)
      return big(value.bitPattern, 8)
    }
    guard let half = Self.half(single) else {
      bytes.append(0xFA)
      return big(UInt64(single.bitPattern), 4)
    }
    bytes.append(0xF9)
    big(UInt64(half), 2)
  }

  private mutating func big(_ value: UInt64, _ count: Int) {
    for shift in stride(from: count * 8 - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  /// Returns the half-precision bits that stand for exactly this number; nil if there are none. Float16 is not on every platform.
  private static func half(_ value: Float) -> UInt16? {
    let bits = value.bitPattern
    let sign = UInt16(bits >> 16 & 0x8000)
    let exponent = Int(bits >> 23 & 0xFF)
    let mantissa = bits & 0x7F_FFFF
    switch exponent {
    case 0xFF: return mantissa == 0 ? sign | 0x7C00 : nil
    case 0: return mantissa == 0 ? sign : nil
    case 113...142:
      guard mantissa & 0x1FFF == 0 else { return nil }
      return sign | UInt16(exponent - 112) << 10 | UInt16(mantissa >> 13)
    case 103...112:
      let shift = UInt32(126 - exponent)
      let whole = mantissa | 0x80_0000
      guard whole & (1 << shift - 1) == 0 else { return nil }
      return sign | UInt16(whole >> shift)
    default: return nil
    }
  }

  // MARK: Maps and arrays, whose number of entries is known only at their end

  /// Makes room for the head of a map or an array.
  @inline(__always)
  mutating func open() -> Int {
    bytes.append(0)
    return bytes.count
  }

  /// Puts the head before what was written since ``open()``.
  @inline(__always)
  mutating func close(_ major: UInt8, from start: Int, count: Int) {
    if count < 24 {
      bytes[start - 1] = major << 5 | UInt8(count)
    } else {
      var head = CBORWriter()
      head.head(major, UInt64(count))
      bytes.replaceSubrange(start - 1..<start, with: head.bytes)
    }
  }

  /// Sorts the entries of a map by the bytes of their keys; of entries with equal keys only the last one stays.
  ///
  /// - Returns: how many there are.
  mutating func sort(_ starts: ArraySlice<Int>, from start: Int) -> Int {
    guard let first = starts.first else { return 0 }
    let end = bytes.count
    var order = Array(starts.indices)
    let isSorted = bytes.withUnsafeBytes { buffer in
      zip(starts, starts.dropFirst()).allSatisfy { Self.precedes($0, $1, buffer) }
    }
    if isSorted { return starts.count }
    bytes.withUnsafeBytes { buffer in
      order.sort { left, right in
        Self.precedes(starts[left], starts[right], buffer)
          || (!Self.precedes(starts[right], starts[left], buffer) && left < right)
      }
      order = order.indices.filter { index in
        index + 1 == order.count
          || Self.precedes(starts[order[index]], starts[order[index + 1]], buffer)
      }.map { order[$0] }
    }
    var sorted: [UInt8] = []
    sorted.reserveCapacity(end - first)
    for index in order {
      let next = index + 1 < starts.endIndex ? starts[index + 1] : end
      sorted.append(contentsOf: bytes[starts[index]..<next])
    }
    bytes.replaceSubrange(first..<end, with: sorted)
    return order.count
  }

  /// Whether the key at one place comes before the key at another.
  private static func precedes(
    _ left: Int, _ right: Int, _ buffer: UnsafeRawBufferPointer
  ) -> Bool {
    CBORTape.precedes(key(left, buffer), key(right, buffer))
  }

  /// The bytes of the key at a place, without their head.
  private static func key(
    _ start: Int, _ buffer: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    let low = Int(buffer[start] & 31)
    let first = start + 1 + (low < 24 ? 0 : 1 << (low - 24))
    let size = low < 24 ? low : (start + 1..<first).reduce(0) { $0 << 8 | Int(buffer[$1]) }
    return UnsafeRawBufferPointer(rebasing: buffer[first..<first + size])
  }
}
