/// Reads the JSON of headers strictly, by RFC 8259. As in RFC 7493 (I-JSON), a name twice in an
/// object and a lone surrogate are refused.
///
/// Headers are read on the socket's thread for every call, and Foundation's decoder takes ten times as
/// long. This reader also checks messages before Foundation decodes them, see ``JSONCodec``.
struct JSONReader {
  /// What is wrong, and the byte where it was seen.
  struct Fault: Error, Hashable {
    let text: String
    let offset: Int
  }

  /// The deepest nesting that is read.
  static let maxDepth = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0
  private var depth = 0
  /// The ranges of names that Swift would take for other names: see ``object(_:)``.
  private(set) var lookalikes: [Range<Int>] = []

  /// Reads one value that must take up all the bytes.
  ///
  /// - Throws: ``Fault``; what `body` throws.
  static func read<Value>(
    _ bytes: [UInt8], _ body: (inout JSONReader) throws -> Value
  ) throws -> Value {
    try bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(bytes: buffer)
      let value = try body(&reader)
      reader.skipSpace()
      guard reader.offset == buffer.count else { throw reader.fault("something follows the value") }
      return value
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func fault(_ text: String) -> Fault { Fault(text: text, offset: offset) }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
  }

  /// Passes over spaces and returns the next byte, without passing over it.
  private mutating func peek() throws -> UInt8 {
    skipSpace()
    guard offset < bytes.count else { throw fault("the text ends too early") }
    return bytes[offset]
  }

  private mutating func expect(_ byte: UInt8, _ name: String) throws {
    guard try peek() == byte else { throw fault("\(name) is expected") }
    offset += 1
  }

  /// Reads an object; `member` is called with each name and must read its value.
  ///
  /// Names are compared code point by code point, since Swift counts texts as equal that look the same: "é" in one code point
  /// and in two, or the Kelvin sign (U+212A) and "K". "K" is the only letter in members' names that has such a double.
  mutating func object(_ member: (String, inout JSONReader) throws -> Void) throws {
    var names = Names()
    try list(0x7B, "an object", 0x7D, "the object's end") { reader in
      _ = try reader.peek()
      let start = reader.offset
      let name = try reader.string()
      if name.utf8.count > 2, name.unicodeScalars.contains("\u{212A}") {
        reader.lookalikes.append(start..<reader.offset)
      }
      guard names.insert(name) else {
        throw reader.fault("the name \(name.debugDescription) is there twice")
      }
      try reader.expect(0x3A, "a colon")
      try member(name, &reader)
    }
  }

  /// Reads an array; `element` is called for each element and must read it.
  mutating func array(_ element: (inout JSONReader) throws -> Void) throws {
    try list(0x5B, "an array", 0x5D, "the array's end", element)
  }

  /// Reads what stands between two brackets; `element` is called before each part between two commas and must read it.
  private mutating func list(
    _ begin: UInt8, _ name: String, _ end: UInt8, _ endName: String,
    _ element: (inout JSONReader) throws -> Void
  ) throws {
    depth += 1
    guard depth <= Self.maxDepth else { throw fault("nested deeper than \(Self.maxDepth) levels") }
    try expect(begin, name)
    var next = try peek()
    if next == end { offset += 1 }
    while next != end {
      try element(&self)
      next = try peek()
      offset += 1
      guard next == end || next == 0x2C else { throw fault("a comma or \(endName) is expected") }
    }
    depth -= 1
  }

  /// Reads a string.
  mutating func string() throws -> String {
    try expect(0x22, "a string")
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x22:
        let text = String(validating: bytes[start..<offset], as: UTF8.self)
        guard let text else { throw fault("the string is not UTF-8") }
        offset += 1
        return text
      case 0x5C: return try escapedString(from: start)
      case 0..<0x20: throw fault("a control character must be escaped")
      default: offset += 1
      }
    }
    throw fault("the string never ends")
  }

  /// Reads the rest of a string from its first escape on.
  private mutating func escapedString(from start: Int) throws -> String {
    var text = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case 0x22:
        guard let text = String(validating: text, as: UTF8.self) else {
          throw fault("the string is not UTF-8")
        }
        return text
      case 0x5C: try unescape(into: &text)
      case 0..<0x20: throw fault("a control character must be escaped")
      default: text.append(byte)
      }
    }
    throw fault("the string never ends")
  }

  private mutating func unescape(into text: inout [UInt8]) throws {
    guard offset < bytes.count else { throw fault("the string never ends") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75: text += Array(String(Character(try escapedScalar())).utf8)
    default: throw fault("an unknown escape")
    }
  }

  private mutating func escapedScalar() throws -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), offset + 1 < bytes.count, bytes[offset] == 0x5C,
      bytes[offset + 1] == 0x75
    else { throw fault("a lone surrogate") }
    offset += 2
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("a lone surrogate") }
    return scalar
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard offset + 4 <= bytes.count else { throw fault("the string never ends") }
    var value: UInt32 = 0
    for byte in bytes[offset..<offset + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits are expected")
      }
      value = value << 4 | UInt32(digit)
    }
    offset += 4
    return value
  }

  /// Reads a whole number; one that does not fit counts as `Int.max` or `Int.min`.
  mutating func integer() throws -> Int {
    let start = try number()
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if let value = Int(text) { return value }
    guard let value = Double(text) else { throw fault("a whole number is expected") }
    if value.magnitude >= 0x1p63 { return value < 0 ? .min : .max }
    guard let whole = Int(exactly: value) else { throw fault("a whole number is expected") }
    return whole
  }

  /// Passes over a number, and returns where it began.
  private mutating func number() throws -> Int {
    let first = try peek()
    let start = offset
    if first == 0x2D { offset += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[offset - whole] != 0x30 else {
      throw fault("a number is expected")
    }
    if offset < bytes.count, bytes[offset] == 0x2E {
      offset += 1
      guard digits() > 0 else { throw fault("digits are expected") }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == 0x65 {
      offset += 1
      if offset < bytes.count, bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
      guard digits() > 0 else { throw fault("digits are expected") }
    }
    return start
  }

  private mutating func digits() -> Int {
    let start = offset
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
    return offset - start
  }

  /// Passes over any value, checking it.
  mutating func skip() throws {
    switch try peek() {
    case 0x7B: try object { _, reader in try reader.skip() }
    case 0x5B: try array { try $0.skip() }
    case 0x22: _ = try string()
    case 0x74: try word("true")
    case 0x66: try word("false")
    case 0x6E: try word("null")
    default: _ = try number()
    }
  }

  /// Passes over any value and returns its bytes.
  mutating func raw() throws -> [UInt8] {
    _ = try peek()
    let start = offset
    try skip()
    return Array(bytes[start..<offset])
  }

  /// Passes over `null` if it is next, and returns whether it was.
  mutating func null() throws -> Bool {
    guard try peek() == 0x6E else { return false }
    try word("null")
    return true
  }

  private mutating func word(_ word: StaticString) throws {
    let count = word.utf8CodeUnitCount
    guard offset + count <= bytes.count,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[offset..<offset + count]) })
    else { throw fault("a value is expected") }
    offset += count
  }

  /// The names seen in an object: a list while they are few, which is nearly always.
  private struct Names {
    private var few: [String] = []
    private var many: Set<[UInt8]> = []

    mutating func insert(_ name: String) -> Bool {
      if many.isEmpty {
        guard !few.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return false }
        few.append(name)
        if few.count > 16 { many = Set(few.map { Array($0.utf8) }) }
        return true
      }
      return many.insert(Array(name.utf8)).inserted
    }
  }
}
