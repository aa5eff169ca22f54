import Foundation

/// Stands at one value.
struct ValueDecoder: Decoder {
  let state: DecodingState
  let offset: Int
  let depth: Int
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(
      try MapReader<Key>(state: state, offset: offset, depth: depth, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try ArrayReader(state: state, offset: offset, depth: depth, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleReader(state: state, offset: offset, depth: depth, codingPath: codingPath)
  }
}

/// A map's keys and where their values are.
private struct MapReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private struct Entry {
    let key: UnsafeRawBufferPointer
    let chunks: String?
    let value: Int
  }

  let state: DecodingState
  let depth: Int
  let codingPath: [any CodingKey]
  private let entries: [Entry]

  init(state: DecodingState, offset: Int, depth: Int, codingPath: [any CodingKey]) throws {
    self.state = state
    self.depth = depth
    self.codingPath = codingPath
    var (head, reader) = try state.head(at: offset, codingPath)
    guard head.major == 5 else {
      throw state.mismatch([String: Any].self, head, codingPath)
    }
    do throws(CBORReader.Fault) {
      entries = try Self.entries(head, &reader)
    } catch {
      throw corrupted(codingPath, error)
    }
  }

  private static func entries(
    _ head: CBORReader.Head, _ reader: inout CBORReader
  ) throws(CBORReader.Fault) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(Int(min(head.argument, 64)))
    var isSorted = true
    while head.isIndefinite || entries.count < head.argument {
      let key = try reader.untaggedHead()
      if key.isBreak { break }
      guard key.major == 3 else { throw reader.fault("a map key that is no text") }
      let entry: Entry
      if key.isIndefinite {
        let text = String(decoding: try reader.takeChunks(3), as: UTF8.self)
        entry = Entry(key: .init(start: nil, count: 0), chunks: text, value: reader.offset)
        isSorted = false
      } else {
        let bytes = try reader.take(key.argument)
        entry = Entry(key: bytes, chunks: nil, value: reader.offset)
        if let last = entries.last, isSorted { isSorted = precedes(last.key, bytes) }
      }
      entries.append(entry)
      try reader.skip(try reader.head(), depth: 0)
    }
    // Keys that ascend cannot repeat; only others are compared one by one.
    if !isSorted, Set(entries.map(name)).count < entries.count {
      throw reader.fault("a key is there twice")
    }
    return entries
  }

  private static func precedes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    if left.count != right.count { return left.count < right.count }
    return memcmp(left.baseAddress!, right.baseAddress!, left.count) < 0
  }

  private static func name(_ entry: Entry) -> String {
    entry.chunks ?? String(decoding: entry.key, as: UTF8.self)
  }

  var allKeys: [Key] { entries.compactMap { Key(stringValue: Self.name($0)) } }

  private func find(_ key: Key) -> Int? {
    var name = key.stringValue
    return name.withUTF8 { name in
      for entry in entries {
        if let chunks = entry.chunks {
          if chunks == key.stringValue { return entry.value }
        } else if entry.key.count == name.count,
          memcmp(
            entry.key.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, name.baseAddress!, name.count
          ) == 0
        {
          return entry.value
        }
      }
      return nil
    }
  }

  private func place(_ key: Key) throws -> Int {
    guard let place = find(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
    }
    return place
  }

  private func present(_ key: Key) throws -> Int? {
    guard let place = find(key), try !state.isNull(at: place) else { return nil }
    return place
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try state.isNull(at: place(key)) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try state.boolean(at: place(key), codingPath + [key])
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try state.text(at: place(key), codingPath + [key])
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try state.float(at: place(key), codingPath + [key])
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    Float(try state.float(at: place(key), codingPath + [key]))
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try number(key) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try number(key) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try number(key) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try number(key) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try number(key) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try number(key) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try number(key) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try number(key) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try number(key) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try number(key) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try state.read(type, at: place(key), depth: depth + 1, path: codingPath + [key])
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try present(key).map { try state.text(at: $0, codingPath + [key]) }
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try present(key).map { try state.integer(Int.self, at: $0, codingPath + [key]) }
  }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key).map {
      try state.read(type, at: $0, depth: depth + 1, path: codingPath + [key])
    }
  }

  private func number<Number: FixedWidthInteger>(_ key: Key) throws -> Number {
    try state.integer(Number.self, at: place(key), codingPath + [key])
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try decoder(key).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder {
    guard let key = Key(stringValue: "super") else {
      throw corrupted(codingPath, .init(text: "there is no super", offset: 0))
    }
    return try decoder(key)
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: Key) throws -> ValueDecoder {
    ValueDecoder(
      state: state, offset: try place(key), depth: depth + 1, codingPath: codingPath + [key])
  }
}

/// An array, read element by element.
private struct ArrayReader: UnkeyedDecodingContainer {
  let state: DecodingState
  let depth: Int
  let codingPath: [any CodingKey]
  let count: Int?
  private(set) var currentIndex = 0
  private var offset: Int

  init(state: DecodingState, offset: Int, depth: Int, codingPath: [any CodingKey]) throws {
    self.state = state
    self.depth = depth
    self.codingPath = codingPath
    let (head, reader) = try state.head(at: offset, codingPath)
    guard head.major == 4 else { throw state.mismatch([Any].self, head, codingPath) }
    count = head.isIndefinite ? nil : Int(head.argument)
    self.offset = reader.offset
  }

  var isAtEnd: Bool {
    if let count { return currentIndex >= count }
    return state.bytes[offset] == 0xFF
  }

  private mutating func next<Value>(_ read: (Int) throws -> Value) throws -> Value {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Value.self,
        .init(codingPath: codingPath, debugDescription: "the array has no more elements"))
    }
    let value = try read(offset)
    advance()
    return value
  }

  private mutating func advance() {
    var reader = CBORReader(state.bytes, at: offset)
    // It was found well-formed before.
    if let head = try? reader.head() { try? reader.skip(head, depth: 0) }
    offset = reader.offset
    currentIndex += 1
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, try state.isNull(at: offset) else { return false }
    advance()
    return true
  }
  mutating func decode(_ type: Bool.Type) throws -> Bool {
    try next { [state, codingPath] in try state.boolean(at: $0, codingPath) }
  }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next { [state, depth, codingPath] in
      try state.read(type, at: $0, depth: depth + 1, path: codingPath)
    }
  }
  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try superDecoder().container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder {
    try next { [state, depth, codingPath] in
      ValueDecoder(state: state, offset: $0, depth: depth + 1, codingPath: codingPath)
    }
  }
}

private struct SingleReader: SingleValueDecodingContainer {
  let state: DecodingState
  let offset: Int
  let depth: Int
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { (try? state.isNull(at: offset)) ?? false }
  func decode(_ type: Bool.Type) throws -> Bool { try state.boolean(at: offset, codingPath) }
  func decode(_ type: String.Type) throws -> String { try state.text(at: offset, codingPath) }
  func decode(_ type: Double.Type) throws -> Double { try state.float(at: offset, codingPath) }
  func decode(_ type: Float.Type) throws -> Float {
    Float(try state.float(at: offset, codingPath))
  }
  func decode(_ type: Int.Type) throws -> Int { try number() }
  func decode(_ type: Int8.Type) throws -> Int8 { try number() }
  func decode(_ type: Int16.Type) throws -> Int16 { try number() }
  func decode(_ type: Int32.Type) throws -> Int32 { try number() }
  func decode(_ type: Int64.Type) throws -> Int64 { try number() }
  func decode(_ type: UInt.Type) throws -> UInt { try number() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try number() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try number() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try number() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try number() }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try state.read(type, at: offset, depth: depth + 1, path: codingPath)
  }

  private func number<Number: FixedWidthInteger>() throws -> Number {
    try state.integer(Number.self, at: offset, codingPath)
  }
}
