import Values

/// Makes a value of any type that can be decoded, with every member present and two elements in every list. So a test also
/// covers members that are added later.
final class Filling {
  /// Gives the text for a place where the type wants one; a place is the names of the members and the numbers of the elements
  /// that lead to it.
  let text: ([String]) -> String
  /// Every place whose text was asked for.
  private(set) var places: Set<[String]> = []

  init(_ text: @escaping ([String]) -> String) { self.text = text }

  func make<Value: Decodable>(_ name: String) throws -> Value {
    try make(Value.self, at: [name])
  }

  fileprivate func text(at place: [String]) -> String {
    places.insert(place)
    return text(place)
  }

  /// Texts from which types such as days and instants can be made.
  private static let forms = [
    "2025-03-01", "2025-03-01T10:00:00Z", "3", "01a22884-6073-7c89-9be2-9f62fd686013",
  ]

  fileprivate func make<Value: Decodable>(_ type: Value.Type, at place: [String]) throws -> Value {
    if type == String.self, let text = text(at: place) as? Value { return text }
    for plain in [true, 3, 3.0, UInt64(3)] as [any Sendable] {
      if let value = plain as? Value { return value }
    }
    // The number 3, which other members get, is out of a year's range.
    if let year = Year(2025) as? Value { return year }
    let tries = [nil] + Self.forms.map(Optional.some)
    for form in tries.dropLast() {
      if let value = try? Value(from: Filler(self, place, form)) { return value }
    }
    return try Value(from: Filler(self, place, tries.last ?? nil))
  }
}

/// Decodes the value at a place. `form` is the text for a type that is made of a single text.
private struct Filler: Decoder {
  let filling: Filling
  let place: [String]
  let form: String?
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ filling: Filling, _ place: [String], _ form: String?) {
    self.filling = filling
    self.place = place
    self.form = form
  }

  func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Members(filler: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { Elements(filler: self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(filler: self) }
}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let filler: Filler
  let codingPath: [any CodingKey] = []

  /// The keys of a dictionary; a structure asks for its members by name instead.
  var allKeys: [Key] {
    ["fr", "en", filler.filling.text(at: filler.place + ["key"])].compactMap(Key.init)
  }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    // Whatever key a dictionary has, its value gets the same place.
    let name =
      ["fr", "en"].contains(key.stringValue) || Key(stringValue: "\u{0}") == nil
      ? key.stringValue : "value"
    return try filler.filling.make(type, at: filler.place + [name])
  }

  func nestedContainer<Other: CodingKey>(
    keyedBy: Other.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Other> {
    Filler(filler.filling, filler.place + [key.stringValue], nil).container(keyedBy: Other.self)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
    Filler(filler.filling, filler.place + [key.stringValue], nil).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { filler }
  func superDecoder(forKey key: Key) -> any Decoder { filler }
}

private struct Elements: UnkeyedDecodingContainer {
  let filler: Filler
  let codingPath: [any CodingKey] = []
  let count: Int? = 2
  var currentIndex = 0
  var isAtEnd: Bool { currentIndex == 2 }

  private var next: [String] { filler.place + [String(currentIndex)] }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    defer { currentIndex += 1 }
    return try filler.filling.make(type, at: next)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy: Key.Type) -> KeyedDecodingContainer<Key> {
    defer { currentIndex += 1 }
    return Filler(filler.filling, next, nil).container(keyedBy: Key.self)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer {
    defer { currentIndex += 1 }
    return Filler(filler.filling, next, nil).unkeyedContainer()
  }

  mutating func superDecoder() -> any Decoder { filler }
}

private struct Single: SingleValueDecodingContainer {
  let filler: Filler
  let codingPath: [any CodingKey] = []

  func decodeNil() -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == String.self, let form = filler.form as? Value { return form }
    return try filler.filling.make(type, at: filler.place)
  }
}
