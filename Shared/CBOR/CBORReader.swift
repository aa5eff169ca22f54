/// Reads items of CBOR (RFC 8949) from bytes, checking that they are well-formed (§5.3.1).
///
/// Indefinite lengths and tags are accepted. Nothing is trusted: lengths are bounded by the bytes that are
/// there, nesting by ``CBORDecoder/maxDepth``.
struct CBORReader {
  /// What is wrong, and the byte where it was seen.
  struct Fault: Error, Hashable {
    let text: String
    let offset: Int
  }

  /// The head of an item.
  struct Head {
    let major: UInt8
    /// The low five bits: 24…27 for an argument that follows, 31 for an indefinite length.
    let low: UInt8
    let argument: UInt64

    var isIndefinite: Bool { low == 31 }
    var isBreak: Bool { major == 7 && low == 31 }
  }

  let bytes: UnsafeRawBufferPointer
  var offset = 0

  func fault(_ text: String) -> Fault { Fault(text: text, offset: offset) }

  @inline(__always)
  mutating func head() throws(Fault) -> Head {
    guard offset < bytes.count else { throw fault("the bytes end too early") }
    let first = bytes[offset]
    offset += 1
    let low = first & 31
    if low < 24 { return Head(major: first >> 5, low: low, argument: UInt64(low)) }
    return try longHead(first >> 5, low)
  }

  private mutating func longHead(_ major: UInt8, _ low: UInt8) throws(Fault) -> Head {
    if low == 31 {
      guard [2, 3, 4, 5, 7].contains(major) else { throw fault("a length is missing") }
      return Head(major: major, low: low, argument: 0)
    }
    guard low < 28 else { throw fault("a reserved head") }
    let count = 1 << Int(low - 24)
    guard offset + count <= bytes.count else { throw fault("the bytes end too early") }
    var argument: UInt64 = 0
    for index in 0..<count { argument = argument << 8 | UInt64(bytes[offset + index]) }
    offset += count
    if major == 7, low == 24, argument < 32 { throw fault("a simple value in two bytes") }
    return Head(major: major, low: low, argument: argument)
  }

  /// Takes the bytes of a string of definite length.
  @inline(__always)
  mutating func take(_ count: UInt64) throws(Fault) -> UnsafeRawBufferPointer {
    guard count <= UInt64(bytes.count - offset) else { throw fault("a string ends too early") }
    let slice = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(count)])
    offset += Int(count)
    return slice
  }

  /// Takes the chunks of a string of indefinite length.
  mutating func takeChunks(_ major: UInt8) throws(Fault) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let head = try head()
      if head.isBreak { return all }
      guard head.major == major, !head.isIndefinite else { throw fault("a chunk of another type") }
      let chunk = try take(head.argument)
      if major == 3, !Self.isUTF8(chunk) { throw fault("not UTF-8") }
      all.append(contentsOf: chunk)
    }
  }

  /// Whether bytes are UTF-8; ASCII, which nearly all names are, is checked eight bytes at a time.
  static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 {
        return String(validating: bytes, as: UTF8.self) != nil
      }
      offset += 8
    }
    while offset < bytes.count {
      if bytes[offset] & 0x80 != 0 { return String(validating: bytes, as: UTF8.self) != nil }
      offset += 1
    }
    return true
  }

  var tooDeep: Fault { fault("nested deeper than \(CBORDecoder.maxDepth) levels") }

  /// Returns the number of a float; nil if the head is not of a float.
  static func float(_ head: Head) -> Double? {
    switch head.low {
    case 25: half(UInt16(head.argument))
    case 26: Double(Float(bitPattern: UInt32(head.argument)))
    case 27: Double(bitPattern: head.argument)
    default: nil
    }
  }

  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let mantissa = Double(bits & 0x3FF)
    let value: Double =
      switch exponent {
      case 0: mantissa * 0x1p-24
      case 31: mantissa == 0 ? .infinity : .nan
      default: (mantissa + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return bits & 0x8000 == 0 ? value : -value
  }
}
