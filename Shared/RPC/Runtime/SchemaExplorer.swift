import Foundation
import RPCContract

/// Makes the JSON Schema of a message from its contract: the type decodes itself from a decoder that gives
/// each member a plausible value and notes what the type asked for.
struct SchemaExplorer {
  /// The texts to try for a type that accepts only texts of a certain form, and the format that each text stands for.
  private static let candidates: [(text: String, format: String?)] = [
    ("", nil), ("01890000-0000-7000-8000-000000000000", "uuid"),
    ("tcp://127.0.0.1:7101", "uri"), (String(repeating: "0", count: 40), nil), ("a", nil),
    ("01890000000070008000000000000000-1", nil), ("0", nil),
  ]
  private static let maxDepth = 16

  /// What members mean, by type and member, such as `GetStructure.code`.
  let texts: [String: String]

  /// The schema of a type.
  func schema(of type: any (Decodable & Sendable).Type) -> JSONSchema {
    explore(type, depth: 0).schema
  }

  fileprivate func explore<Value: Decodable>(
    _ type: Value.Type, depth: Int
  ) -> (schema: JSONSchema, value: Value?) {
    if let declared = type as? any SchemaDeclaring.Type {
      return (declared.schema, declared.example as? Value)
    }
    if type == Data.self { return (.bytes, Data() as? Value) }
    if type == Decimal.self { return (.number, Decimal() as? Value) }
    if let cases = type as? any CaseIterable.Type {
      let values = Self.values(of: cases)
      let texts = values.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
      if texts.count == values.count {
        return (.string(format: nil, values: texts), values.first as? Value)
      }
    }
    guard depth < Self.maxDepth else { return (.any, nil) }
    var seen = JSONSchema.any
    // The type's name without its module: two types of the same name in two modules would share their descriptions.
    let name = String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
    for candidate in Self.candidates {
      let notes = Notes(
        explorer: self, owner: name, candidate: candidate.text, format: candidate.format,
        depth: depth
      )
      let value = try? Value(from: SchemaDecoder(notes: notes))
      seen = notes.schema
      if let value { return (seen, value) }
      // Only a type that asked for a text can be tried with another text.
      guard seen.type == "string" else { break }
    }
    return (seen, nil)
  }

  private static func values<Cases: CaseIterable>(of type: Cases.Type) -> [Any] {
    type.allCases.map { $0 as Any }
  }
}

/// What a type asked for while it read itself.
private final class Notes {
  let explorer: SchemaExplorer
  /// The type that reads itself.
  let owner: String
  let candidate: String
  let format: String?
  let depth: Int
  var schema = JSONSchema.any
  var properties: [String: JSONSchema] = [:]
  var required: Set<String> = []

  init(explorer: SchemaExplorer, owner: String, candidate: String, format: String?, depth: Int) {
    (self.explorer, self.owner) = (explorer, owner)
    (self.candidate, self.format, self.depth) = (candidate, format, depth)
  }

  /// Notes that the type asked for a single value, and returns the value.
  func single<Value>(_ schema: JSONSchema, _ value: Value) -> Value {
    self.schema = schema
    return value
  }

  func note(_ name: String, _ schema: JSONSchema, isRequired: Bool) {
    var schema = schema
    schema.description = explorer.texts["\(owner).\(name)"]
    properties[name] = schema
    if isRequired { required.insert(name) }
    self.schema = .object(properties, required: required.sorted())
  }
}

private struct SchemaDecoder: Decoder {
  let notes: Notes
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    notes.schema = .object(notes.properties, required: notes.required.sorted())
    return KeyedDecodingContainer(SchemaMap<Key>(notes: notes))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { SchemaList(notes: notes) }

  func singleValueContainer() -> any SingleValueDecodingContainer { SchemaValue(notes: notes) }
}

private struct SchemaMap<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let notes: Notes
  var codingPath: [any CodingKey] { [] }

  /// Only a dictionary asks which keys there are.
  var allKeys: [Key] { Key(stringValue: "name").map { [$0] } ?? [] }
  private var isDictionary: Bool { "\(Key.self)".contains("DictionaryCodingKey") }

  func contains(_ key: Key) -> Bool { true }

  func decodeNil(forKey key: Key) -> Bool {
    notes.note(key.stringValue, .any, isRequired: false)
    return true
  }

  private func explore<Value: Decodable>(
    _ type: Value.Type, _ key: Key, isRequired: Bool
  ) -> Value? {
    let found = notes.explorer.explore(type, depth: notes.depth + 1)
    if isDictionary {
      notes.schema = .map(found.schema)
    } else {
      notes.note(key.stringValue, found.schema, isRequired: isRequired)
    }
    return found.value
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    guard let value = explore(type, key, isRequired: true) else { throw SchemaGap() }
    return value
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    _ = explore(type, key, isRequired: true)
    return notes.candidate
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    _ = explore(type, key, isRequired: false)
    return nil
  }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    _ = explore(type, key, isRequired: false)
    return nil
  }
  func decodeIfPresent(_: Bool.Type, forKey key: Key) -> Bool? { absent(key, .boolean) }
  func decodeIfPresent(_: Int.Type, forKey key: Key) -> Int? { absent(key, .integer) }
  func decodeIfPresent(_: Double.Type, forKey key: Key) -> Double? { absent(key, .number) }

  private func absent<Value>(_ key: Key, _ schema: JSONSchema) -> Value? {
    notes.note(key.stringValue, schema, isRequired: false)
    return nil
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> { throw SchemaGap() }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw SchemaGap()
  }
  func superDecoder() throws -> any Decoder { throw SchemaGap() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw SchemaGap() }
}

private struct SchemaList: UnkeyedDecodingContainer {
  let notes: Notes
  var codingPath: [any CodingKey] { [] }
  var count: Int? { 1 }
  var currentIndex = 0
  var isAtEnd: Bool { currentIndex > 0 }

  init(notes: Notes) {
    self.notes = notes
    notes.schema = .array(.any)
  }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    currentIndex += 1
    let found = notes.explorer.explore(type, depth: notes.depth + 1)
    notes.schema = .array(found.schema)
    guard let value = found.value else { throw SchemaGap() }
    return value
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> { throw SchemaGap() }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw SchemaGap()
  }
  mutating func superDecoder() throws -> any Decoder { throw SchemaGap() }
}

private struct SchemaValue: SingleValueDecodingContainer {
  let notes: Notes
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode(_: Bool.Type) -> Bool { notes.single(.boolean, false) }
  func decode(_: String.Type) -> String {
    notes.single(.string(format: notes.format, values: nil), notes.candidate)
  }
  func decode(_: Double.Type) -> Double { notes.single(.number, 0) }
  func decode(_: Float.Type) -> Float { notes.single(.number, 0) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let number = type as? any FixedWidthInteger.Type {
      notes.schema = .integer
      if let value = number.init(1) as? Value { return value }
    }
    let found = notes.explorer.explore(type, depth: notes.depth + 1)
    notes.schema = found.schema
    guard let value = found.value else { throw SchemaGap() }
    return value
  }
}

/// A type asked for something that has no plausible value here.
private struct SchemaGap: Error {}
