import Foundation

/// Writes `Encodable` values as CBOR (RFC 8949), deterministically (§4.2.1).
///
/// Structures become maps with text keys, `Data` byte strings; nil members that the type leaves out stay
/// out. Nesting is bound to ``CBORDecoder/maxDepth``, so that what is written can be read.
public struct CBOREncoder: Sendable {
  /// Makes an encoder.
  public init() {}

  /// The bytes of a value.
  ///
  /// - Throws: `EncodingError` for values nested too deeply; what the value's own code throws.
  public func encode(_ value: some Encodable) throws -> [UInt8] {
    let state = EncodingState()
    try state.write(value, codingPath: [])
    return state.writer.bytes
  }
}

/// The one buffer of an encoding and the maps and arrays that are open in it.
///
/// A container is handed out before its entries are known. So a frame remembers where the entries begin, and the
/// head is put before them when the value that opened the container has been written.
final class EncodingState {
  private struct Frame {
    let major: UInt8
    let start: Int
    let firstKey: Int
    var count: Int
  }

  @exclusivity(unchecked) var writer = CBORWriter()
  @exclusivity(unchecked) private var frames: [Frame] = []
  @exclusivity(unchecked) private var keys: [Int] = []

  /// Whether a map or an array was opened beyond the deepest nesting.
  @exclusivity(unchecked) private var isTooDeep = false

  /// Opens a map (5) or an array (4).
  ///
  /// - Returns: its depth.
  func open(_ major: UInt8) -> Int {
    // Handing out a container cannot throw, so `write` throws later.
    if frames.count >= CBORDecoder.maxDepth { isTooDeep = true }
    frames.append(Frame(major: major, start: writer.open(), firstKey: keys.count, count: 0))
    return frames.count
  }

  /// Closes the maps and arrays that are open deeper than a depth.
  @inline(__always)
  func close(to depth: Int) {
    while frames.count > depth { closeLast() }
  }

  private func closeLast() {
    var frame = frames.removeLast()
    if frame.major == 5 {
      frame.count = writer.sort(keys[frame.firstKey...], from: frame.start)
      keys.removeSubrange(frame.firstKey...)
    }
    writer.close(frame.major, from: frame.start, count: frame.count)
  }

  /// Begins an entry of the map at a depth.
  @inline(__always)
  func key(_ key: String, depth: Int) {
    close(to: depth)
    keys.append(writer.count)
    writer.text(key)
  }

  /// Begins an element of the array at a depth.
  @inline(__always)
  func element(depth: Int) {
    close(to: depth)
    frames[depth - 1].count += 1
  }

  func elementCount(depth: Int) -> Int { frames[depth - 1].count }

  /// Writes any value where the next item goes.
  func write<Value: Encodable>(
    _ value: Value, codingPath: @autoclosure () -> [any CodingKey]
  ) throws {
    // The types are compared first: a dynamic cast costs far more than the rest.
    if Value.self == String.self, let text = value as? String { return writer.text(text) }
    if Value.self == Int.self, let number = value as? Int {
      return writer.integer(Int64(number))
    }
    if Value.self == Data.self, let data = value as? Data {
      return writer.byteString(data, count: data.count)
    }
    let depth = frames.count
    // If a container was opened too deep already, this value is not written any more.
    guard !isTooDeep else { throw tooDeep(value, codingPath()) }
    let start = writer.count
    try value.encode(to: ValueEncoder(state: self, path: codingPath))
    guard !isTooDeep else { throw tooDeep(value, codingPath()) }
    close(to: depth)
    // A type that writes nothing is an empty map, as in JSON.
    if writer.count == start { writer.head(5, 0) }
  }

  private func tooDeep(_ value: Any, _ path: [any CodingKey]) -> EncodingError {
    .invalidValue(
      value,
      .init(
        codingPath: path, debugDescription: "nested deeper than \(CBORDecoder.maxDepth) levels"))
  }
}

/// The encoder of one value, at the place where it is written.
struct ValueEncoder: Encoder {
  let state: EncodingState
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(state: EncodingState, path: () -> [any CodingKey]) {
    self.state = state
    codingPath = path()
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(
      MapWriter<Key>(state: state, depth: state.open(5), codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    ArrayWriter(state: state, depth: state.open(4), codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleWriter(state: state, codingPath: codingPath)
  }
}

private struct MapWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let state: EncodingState
  let depth: Int
  let codingPath: [any CodingKey]

  @inline(__always)
  private func key(_ key: Key) { state.key(key.stringValue, depth: depth) }

  func encodeNil(forKey key: Key) {
    self.key(key)
    state.writer.null()
  }
  func encode(_ value: Bool, forKey key: Key) {
    self.key(key)
    state.writer.boolean(value)
  }
  func encode(_ value: String, forKey key: Key) {
    self.key(key)
    state.writer.text(value)
  }
  func encode(_ value: Double, forKey key: Key) {
    self.key(key)
    state.writer.float(value)
  }
  func encode(_ value: Int, forKey key: Key) {
    self.key(key)
    state.writer.integer(Int64(value))
  }
  // The other numbers, which no message of ours has, go through their own encoding, as elements of arrays do.
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    self.key(key)
    try state.write(value, codingPath: codingPath + [key])
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    superEncoder(forKey: key).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    superEncoder(forKey: key).unkeyedContainer()
  }
  func superEncoder() -> any Encoder {
    state.key("super", depth: depth)
    return ValueEncoder(state: state) { codingPath }
  }
  func superEncoder(forKey key: Key) -> any Encoder {
    self.key(key)
    return ValueEncoder(state: state) { codingPath + [key] }
  }
}

private struct ArrayWriter: UnkeyedEncodingContainer {
  let state: EncodingState
  let depth: Int
  let codingPath: [any CodingKey]

  var count: Int { state.elementCount(depth: depth) }

  func encodeNil() {
    state.element(depth: depth)
    state.writer.null()
  }
  func encode<Value: Encodable>(_ value: Value) throws {
    state.element(depth: depth)
    try state.write(value, codingPath: codingPath)
  }
  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    superEncoder().container(keyedBy: type)
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    superEncoder().unkeyedContainer()
  }
  func superEncoder() -> any Encoder {
    state.element(depth: depth)
    return ValueEncoder(state: state) { codingPath }
  }
}

private struct SingleWriter: SingleValueEncodingContainer {
  let state: EncodingState
  let codingPath: [any CodingKey]

  func encodeNil() { state.writer.null() }
  func encode(_ value: Bool) { state.writer.boolean(value) }
  func encode(_ value: String) { state.writer.text(value) }
  func encode(_ value: Double) { state.writer.float(value) }
  func encode(_ value: Float) { state.writer.float(Double(value)) }
  /// Writes a whole number of any type of up to 64 bits.
  func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) {
    if let signed = Int64(exactly: value) {
      state.writer.integer(signed)
    } else {
      state.writer.head(0, UInt64(value))
    }
  }
  func encode<Value: Encodable>(_ value: Value) throws {
    try state.write(value, codingPath: codingPath)
  }
}
