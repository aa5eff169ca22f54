import Foundation

/// Reads `Decodable` values from CBOR (RFC 8949).
///
/// What is well-formed is read, also lengths left open and tags, which are passed over. A key that comes
/// twice in a map, text that is no UTF-8, bytes behind the value, and nesting beyond ``maxDepth`` are
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
    try bytes.withUnsafeBytes { buffer in
      var reader = CBORReader(buffer)
      do throws(CBORReader.Fault) {
        try reader.skip(try reader.head(), depth: 0)
      } catch {
        throw corrupted([], error)
      }
      guard reader.offset == buffer.count else {
        throw corrupted([], reader.fault("something follows the value"))
      }
      return try DecodingState(buffer).read(type, at: 0, depth: 0, path: [])
    }
  }
}

func corrupted(
  _ path: [any CodingKey], _ fault: CBORReader.Fault
) -> DecodingError {
  .dataCorrupted(
    .init(codingPath: path, debugDescription: "byte \(fault.offset): \(fault.text)"))
}

/// The bytes of a decoding, which were found well-formed before.
final class DecodingState {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Reads any value at a place.
  func read<Value: Decodable>(
    _ type: Value.Type, at offset: Int, depth: Int, path: @autoclosure () -> [any CodingKey]
  ) throws -> Value {
    if type == String.self, let text = try text(at: offset, path()) as? Value { return text }
    if type == Int.self, let number = try integer(Int.self, at: offset, path()) as? Value {
      return number
    }
    if type == Data.self, let data = try data(at: offset, path()) as? Value { return data }
    guard depth < CBORDecoder.maxDepth else {
      throw corrupted(path(), .init(text: "nested too deeply", offset: offset))
    }
    return try Value(
      from: ValueDecoder(state: self, offset: offset, depth: depth, codingPath: path()))
  }

  @inline(__always)
  func head(at offset: Int, _ path: @autoclosure () -> [any CodingKey]) throws
    -> (CBORReader.Head, CBORReader)
  {
    var reader = CBORReader(bytes, at: offset)
    do throws(CBORReader.Fault) {
      return (try reader.untaggedHead(), reader)
    } catch {
      throw corrupted(path(), error)
    }
  }

  func isNull(at offset: Int) throws -> Bool {
    let (head, _) = try head(at: offset, [])
    return head.major == 7 && (head.low == 22 || head.low == 23)
  }

  func text(at offset: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> String {
    var (head, reader) = try head(at: offset, path())
    guard head.major == 3 else { throw mismatch(String.self, head, path()) }
    do throws(CBORReader.Fault) {
      if head.isIndefinite {
        return String(decoding: try reader.takeChunks(3), as: UTF8.self)
      }
      // It was found to be UTF-8 when the whole was checked.
      return String(decoding: try reader.take(head.argument), as: UTF8.self)
    } catch {
      throw corrupted(path(), error)
    }
  }

  func data(at offset: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> Data {
    var (head, reader) = try head(at: offset, path())
    guard head.major == 2 else { throw mismatch(Data.self, head, path()) }
    do throws(CBORReader.Fault) {
      return Data(
        head.isIndefinite ? try reader.takeChunks(2) : Array(try reader.take(head.argument)))
    } catch {
      throw corrupted(path(), error)
    }
  }

  func integer<Number: FixedWidthInteger>(
    _ type: Number.Type, at offset: Int, _ path: @autoclosure () -> [any CodingKey]
  ) throws -> Number {
    let (head, _) = try head(at: offset, path())
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

  func float(at offset: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> Double {
    let (head, _) = try head(at: offset, path())
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

  func boolean(at offset: Int, _ path: @autoclosure () -> [any CodingKey]) throws -> Bool {
    let (head, _) = try head(at: offset, path())
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
        codingPath: path, debugDescription: "\(type) is expected, \(names[Int(head.major)]) came"))
  }
}
