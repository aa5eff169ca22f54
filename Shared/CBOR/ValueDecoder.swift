import Foundation

/// The decoder of one value.
struct ValueDecoder: Decoder {
  let state: DecodingState
  let place: Int
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try MapReader<Key>(state: state, place: place, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try ArrayReader(state: state, place: place, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleReader(state: state, place: place, codingPath: codingPath)
  }
}

/// A map's range of the tape: key, value, key, value…
private struct MapReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let state: DecodingState
  let codingPath: [any CodingKey]
  private let first: Int
  private let end: Int

  init(state: DecodingState, place: Int, codingPath: [any CodingKey]) throws {
    let (head, _) = state.head(at: place)
    guard head.major == 5 else { throw state.mismatch([String: Any].self, head, codingPath) }
    self.state = state
    self.codingPath = codingPath
    first = place + 1
    end = state.next(after: place)
  }

  var allKeys: [Key] {
    var keys: [Key] = []
    var place = first
    while place < end {
      if let name = try? state.text(at: place, []), let key = Key(stringValue: name) {
        keys.append(key)
      }
      place = state.next(after: place + 1)
    }
    return keys
  }

  /// The place of a key's value.
  private func find(_ key: Key) -> Int? {
    var name = key.stringValue
    return name.withUTF8 { name in
      var place = first
      while place < end {
        if state.isText(name, at: place) { return place + 1 }
        place = state.next(after: place + 1)
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
    guard let place = find(key), !state.isNull(at: place) else { return nil }
    return place
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { state.isNull(at: try place(key)) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try state.boolean(at: place(key), codingPath + [key])
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try state.text(at: place(key), codingPath + [key])
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try state.float(at: place(key), codingPath + [key])
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try state.integer(type, at: place(key), codingPath + [key])
  }
  // The other numbers, which no message of ours has, go through their own decoding, as elements of arrays do.
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try state.read(type, at: place(key), path: codingPath + [key])
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try present(key).map { try state.text(at: $0, codingPath + [key]) }
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try present(key).map { try state.integer(Int.self, at: $0, codingPath + [key]) }
  }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key).map {
      try state.read(type, at: $0, path: codingPath + [key])
    }
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
    ValueDecoder(state: state, place: try place(key), codingPath: codingPath + [key])
  }
}

/// An array, read element by element.
private struct ArrayReader: UnkeyedDecodingContainer {
  let state: DecodingState
  let codingPath: [any CodingKey]
  let count: Int?
  private(set) var currentIndex = 0
  private var place: Int
  private let end: Int

  init(state: DecodingState, place: Int, codingPath: [any CodingKey]) throws {
    let (head, _) = state.head(at: place)
    guard head.major == 4 else { throw state.mismatch([Any].self, head, codingPath) }
    self.state = state
    self.codingPath = codingPath
    count = head.isIndefinite ? nil : Int(head.argument)
    self.place = place + 1
    end = state.next(after: place)
  }

  var isAtEnd: Bool { place >= end }

  private mutating func next<Value>(_ read: (Int) throws -> Value) throws -> Value {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Value.self,
        .init(codingPath: codingPath, debugDescription: "the array has no more elements"))
    }
    let value = try read(place)
    advance()
    return value
  }

  private mutating func advance() {
    place = state.next(after: place)
    currentIndex += 1
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, state.isNull(at: place) else { return false }
    advance()
    return true
  }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next { [state, codingPath] in
      try state.read(type, at: $0, path: codingPath)
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
    try next { [state, codingPath] in
      ValueDecoder(state: state, place: $0, codingPath: codingPath)
    }
  }
}

private struct SingleReader: SingleValueDecodingContainer {
  let state: DecodingState
  let place: Int
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { state.isNull(at: place) }
  func decode(_ type: Bool.Type) throws -> Bool { try state.boolean(at: place, codingPath) }
  func decode(_ type: String.Type) throws -> String { try state.text(at: place, codingPath) }
  func decode(_ type: Double.Type) throws -> Double { try state.float(at: place, codingPath) }
  func decode(_ type: Float.Type) throws -> Float {
    Float(try state.float(at: place, codingPath))
  }
  /// Reads a whole number of any type.
  func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
    try state.integer(type, at: place, codingPath)
  }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try state.read(type, at: place, path: codingPath)
  }
}
