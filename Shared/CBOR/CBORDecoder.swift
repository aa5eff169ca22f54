import Foundation

/// Reads `Decodable` values from CBOR (RFC 8949).
///
/// Well-formed bytes are read, even with indefinite lengths and with tags, which are passed over. A map key that
/// is no text or comes twice, text that is not UTF-8, bytes after the value, and nesting beyond ``maxDepth`` are
/// refused. Members that the type does not know are passed over.
public struct CBORDecoder: Sendable {
  /// The deepest nesting.
  public static let maxDepth = 64

  /// Makes a decoder.
  public init() {}

  /// Reads a value.
  ///
  /// - Throws: `DecodingError` with the path and the byte where something is wrong.
  public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try decode(type, from: bytes, isMap: false)
  }

  /// Reads a value that must be a map, also where its type asks for no member.
  ///
  /// - Throws: `DecodingError` with the path and the byte where something is wrong.
  public func decode<Value: Decodable>(
    _ type: Value.Type, fromMap bytes: [UInt8]
  ) throws -> Value {
    try decode(type, from: bytes, isMap: true)
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], isMap: Bool
  ) throws -> Value {
    try bytes.withUnsafeBytes { buffer in
      let tape: CBORTape
      do throws(CBORReader.Fault) {
        tape = try CBORTape(buffer)
      } catch {
        throw corrupted([], error)
      }
      let state = DecodingState(buffer, tape)
      let (head, _) = state.head(at: 0)
      guard !isMap || head.major == 5 else { throw state.mismatch([String: Any].self, head, []) }
      return try state.read(type, at: 0, path: [])
    }
  }
}

func corrupted(
  _ path: [any CodingKey], _ fault: CBORReader.Fault
) -> DecodingError {
  .dataCorrupted(
    .init(codingPath: path, debugDescription: "byte \(fault.offset): \(fault.text)"))
}

/// The bytes being decoded, and the places of their items; a place is an index into the tape.
final class DecodingState {
  let bytes: UnsafeRawBufferPointer
  private let tokens: ContiguousArray<CBORTape.Token>

  init(_ bytes: UnsafeRawBufferPointer, _ tape: CBORTape) {
    self.bytes = bytes
    tokens = tape.tokens
  }

  /// The place of what follows an item.
  @inline(__always)
  func next(after place: Int) -> Int { Int(tokens[place].next) }

  /// Reads any value at a place.
  func read<Value: Decodable>(
    _ type: Value.Type, at place: Int, path: @autoclosure () -> [any CodingKey]
  ) throws -> Value {
    if type == String.self, let text = try text(at: place, path()) as? Value { return text }
    if type == Int.self, let number = try integer(Int.self, at: place, path()) as? Value {
      return number
    }
    if type == Data.self, let data = try data(at: place, path()) as? Value { return data }
    return try Value(from: ValueDecoder(state: self, place: place, codingPath: path()))
  }

  /// Returns the head of an item, and a reader that stands after the head.
  @inline(__always)
  func head(at place: Int) -> (CBORReader.Head, CBORReader) {
    var reader = CBORReader(bytes: bytes, offset: Int(tokens[place].offset))
    do throws(CBORReader.Fault) {
      let head = try reader.head()
      return (head, reader)
    } catch {
      preconditionFailure("what is on the tape was read before")
    }
  }

  /// Whether the text at a place is the one given.
  @inline(__always)
  func isText(_ name: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    var (head, reader) = head(at: place)
    if head.isIndefinite { return (try? text(at: place, [])).map { Array($0.utf8) } == Array(name) }
    guard head.argument == name.count else { return false }
    guard name.count > 0 else { return true }
    guard let bytes = try? reader.take(head.argument) else { return false }
    return memcmp(bytes.baseAddress!, name.baseAddress!, name.count) == 0
  }

  func isNull(at place: Int) -> Bool {
    let (head, _) = head(at: place)
    return head.major == 7 && (head.low == 22 || head.low == 23)
  }

  func text(at place: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> String {
    var (head, reader) = head(at: place)
    guard head.major == 3 else { throw mismatch(String.self, head, path()) }
    do throws(CBORReader.Fault) {
      if head.isIndefinite {
        return String(decoding: try reader.takeChunks(3), as: UTF8.self)
      }
      // The tape has checked already that it is UTF-8.
      return String(decoding: try reader.take(head.argument), as: UTF8.self)
    } catch {
      throw corrupted(path(), error)
    }
  }

  func data(at place: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> Data {
    var (head, reader) = head(at: place)
    guard head.major == 2 else { throw mismatch(Data.self, head, path()) }
    do throws(CBORReader.Fault) {
      return Data(
        head.isIndefinite ? try reader.takeChunks(2) : Array(try reader.take(head.argument)))
    } catch {
      throw corrupted(path(), error)
    }
  }

  func integer<Number: FixedWidthInteger>(
    _ type: Number.Type, at place: Int, _ path: @autoclosure () -> [any CodingKey]
  ) throws -> Number {
    let (head, _) = head(at: place)
    let value: Number? =
      switch head.major {
      case 0: Number(exactly: head.argument)
      case 1: Int64(exactly: head.argument).flatMap { Number(exactly: -1 - $0) }
      case 7: CBORReader.float(head).flatMap { Number(exactly: $0) }
      default: nil
      }
    guard let value else { throw mismatch(type, head, path()) }
    return value
  }

  func float(at place: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> Double {
    let (head, _) = head(at: place)
    switch head.major {
    case 0: return Double(head.argument)
    case 1: return -1 - Double(head.argument)
    default: break
    }
    guard head.major == 7, let value = CBORReader.float(head) else {
      throw mismatch(Double.self, head, path())
    }
    return value
  }

  func boolean(at place: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> Bool {
    let (head, _) = head(at: place)
    guard head.major == 7, head.low == 20 || head.low == 21 else {
      throw mismatch(Bool.self, head, path())
    }
    return head.low == 21
  }

  func mismatch(
    _ type: Any.Type, _ head: CBORReader.Head, _ path: [any CodingKey]
  ) -> DecodingError {
    let names = [
      "a number", "a negative number", "bytes", "a text", "an array", "a map", "a tag",
      "a simple value or float",
    ]
    return .typeMismatch(
      type,
      .init(
        codingPath: path,
        debugDescription: "\(Self.name(of: type)) is expected, \(names[Int(head.major)]) came"))
  }

  /// Returns a type's name as it is clear to authors of messages in any language.
  private static func name(of type: Any.Type) -> String {
    switch type {
    case is [String: Any].Type: "an object"
    case is [Any].Type: "a list"
    case is String.Type: "a text"
    case is Data.Type: "bytes"
    case is Bool.Type: "true or false"
    case is Double.Type, is Float.Type: "a number"
    case is any FixedWidthInteger.Type: "a whole number"
    default: "\(type)"
    }
  }
}
