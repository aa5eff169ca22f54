import CBOR
import Foundation

/// libFuzzer's entry point: takes the bytes as a message from a peer.
///
/// A value that was read must be written, and read again as the same value: so the encoder and the decoder agree.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let value = try? CBORDecoder().decode(Item.self, from: bytes) {
    // The decoder counts items for its depth and the encoder only containers, so what was read can always be written.
    guard let written = try? CBOREncoder().encode(value) else {
      preconditionFailure("what was read cannot be written")
    }
    let again = try? CBORDecoder().decode(Item.self, from: written)
    precondition(again == value, "a value changed")
    precondition(
      (try? CBOREncoder().encode(again ?? .null)) == written, "equal values have other bytes")
  }
  _ = try? CBORDecoder().decode(Message.self, from: bytes)
  return 0
}

/// Any value of the data model that messages use.
private indirect enum Item: Codable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case float(UInt64)
  case text(String)
  case bytes(Data)
  case list([Item])
  case map([String: Item])

  init(from decoder: any Decoder) throws {
    if let map = try? decoder.container(keyedBy: Name.self) {
      var items: [String: Item] = [:]
      for key in map.allKeys { items[key.stringValue] = try map.decode(Item.self, forKey: key) }
      self = .map(items)
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var items: [Item] = []
      while !list.isAtEnd { items.append(try list.decode(Item.self)) }
      self = .list(items)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .null
    } else if let value = try? single.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? single.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? single.decode(UInt64.self) {
      self = .unsigned(value)
    } else if let value = try? single.decode(Double.self) {
      // A negative number below Int64 is read as the nearest float, which may be a whole number.
      self =
        Int64(exactly: value).map { .integer($0) }
        ?? .float(value.isNaN ? Double.nan.bitPattern : value.bitPattern)
    } else if let value = try? single.decode(String.self) {
      self = .text(value)
    } else {
      self = .bytes(try single.decode(Data.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    if case .map(let items) = self {
      var map = encoder.container(keyedBy: Name.self)
      for (name, item) in items { try map.encode(item, forKey: Name(stringValue: name)) }
      return
    }
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .unsigned(let value): try container.encode(value)
    case .float(let bits): try container.encode(Double(bitPattern: bits))
    case .text(let value): try container.encode(value)
    case .bytes(let value): try container.encode(value)
    case .list(let items): try container.encode(items)
    case .map: break
    }
  }
}

private struct Name: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A message with members of every kind.
private struct Message: Codable {
  struct Inner: Codable {
    var name: String
    var numbers: [Int]
  }
  var text: String
  var number: Int
  var small: UInt8?
  var ratio: Double?
  var isTrue: Bool?
  var data: Data?
  var inner: Inner?
  var many: [Inner]?
  var named: [String: Int]?
}
