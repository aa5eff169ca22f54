import CBOR
import Foundation
import Testing

/// Bytes from hexadecimal digits.
private func bytes(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

private struct Item: Codable, Equatable {
  var code: String
  var count: Int
  var ratio: Double
}

private struct Message: Codable, Equatable {
  var title: String
  var isOpen: Bool
  var note: String?
  var data: Data
  var items: [Item]
  var tags: [String: Int]
}

/// A number within lists.
private indirect enum Nest: Codable, Equatable {
  case number(Int)
  case list(Nest)

  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      self = .list(try list.decode(Nest.self))
    } else {
      self = .number(try decoder.singleValueContainer().decode(Int.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .number(let number):
      var single = encoder.singleValueContainer()
      try single.encode(number)
    case .list(let inner):
      var list = encoder.unkeyedContainer()
      try list.encode(inner)
    }
  }
}

@Suite("CBOR (RFC 8949)")
struct CBORTests {
  @Test(
    "Appendix A: whole numbers, both ways",
    arguments: [
      (0, "00"), (1, "01"), (10, "0a"), (23, "17"), (24, "1818"), (25, "1819"), (100, "1864"),
      (1000, "1903e8"), (1_000_000, "1a000f4240"), (1_000_000_000_000, "1b000000e8d4a51000"),
      (-1, "20"), (-10, "29"), (-100, "3863"), (-1000, "3903e7"),
    ])
  func integers(_ value: Int, _ hex: String) throws {
    #expect(hexadecimal(try CBOREncoder().encode(value)) == hex)
    #expect(try CBORDecoder().decode(Int.self, from: bytes(hex)) == value)
  }

  @Test("Appendix A: the largest unsigned number")
  func unsigned() throws {
    #expect(hexadecimal(try CBOREncoder().encode(UInt64.max)) == "1bffffffffffffffff")
    #expect(try CBORDecoder().decode(UInt64.self, from: bytes("1bffffffffffffffff")) == .max)
    #expect(throws: DecodingError.self) {
      // -18446744073709551616 does not fit.
      try CBORDecoder().decode(Int64.self, from: bytes("3bffffffffffffffff"))
    }
  }

  @Test(
    "Appendix A: floats take the shortest form that holds them",
    arguments: [
      (0.0, "f90000"), (-0.0, "f98000"), (1.0, "f93c00"), (1.1, "fb3ff199999999999a"),
      (1.5, "f93e00"), (65504.0, "f97bff"), (100000.0, "fa47c35000"),
      (3.4028234663852886e+38, "fa7f7fffff"), (1.0e+300, "fb7e37e43c8800759c"),
      (5.960464477539063e-8, "f90001"), (0.00006103515625, "f90400"), (-4.0, "f9c400"),
      (-4.1, "fbc010666666666666"), (.infinity, "f97c00"), (-.infinity, "f9fc00"),
    ])
  func floats(_ value: Double, _ hex: String) throws {
    #expect(hexadecimal(try CBOREncoder().encode(value)) == hex)
    let read = try CBORDecoder().decode(Double.self, from: bytes(hex))
    #expect(read.bitPattern == value.bitPattern)
  }

  @Test("Appendix A: not-a-number and infinities in every length are read")
  func longFloats() throws {
    #expect(hexadecimal(try CBOREncoder().encode(Double.nan)) == "f97e00")
    for hex in ["f97e00", "fa7fc00000", "fb7ff8000000000000"] {
      #expect(try CBORDecoder().decode(Double.self, from: bytes(hex)).isNaN)
    }
    for hex in ["fa7f800000", "fb7ff0000000000000"] {
      #expect(try CBORDecoder().decode(Double.self, from: bytes(hex)) == .infinity)
    }
  }

  @Test(
    "Appendix A: texts, both ways",
    arguments: [
      ("", "60"), ("a", "6161"), ("IETF", "6449455446"), ("\"\\", "62225c"), ("ü", "62c3bc"),
      ("水", "63e6b0b4"), ("𐅑", "64f0908591"),
    ])
  func texts(_ value: String, _ hex: String) throws {
    #expect(hexadecimal(try CBOREncoder().encode(value)) == hex)
    #expect(try CBORDecoder().decode(String.self, from: bytes(hex)) == value)
  }

  @Test("Appendix A: byte strings, simple values, tags that are passed over")
  func others() throws {
    let decoder = CBORDecoder()
    #expect(hexadecimal(try CBOREncoder().encode(Data([1, 2, 3, 4]))) == "4401020304")
    #expect(try decoder.decode(Data.self, from: bytes("4401020304")) == Data([1, 2, 3, 4]))
    #expect(try decoder.decode(Data.self, from: bytes("40")).isEmpty)
    #expect(try decoder.decode(Bool.self, from: bytes("f4")) == false)
    #expect(try decoder.decode(Bool.self, from: bytes("f5")) == true)
    #expect(try decoder.decode(Int?.self, from: bytes("f6")) == nil)
    #expect(try decoder.decode(Int?.self, from: bytes("f7")) == nil)
    #expect(
      try decoder.decode(String.self, from: bytes("c074323031332d30332d32315432303a30343a30305a"))
        == "2013-03-21T20:04:00Z")
    #expect(try decoder.decode(Int.self, from: bytes("c11a514b67b0")) == 1_363_896_240)
    #expect(try decoder.decode(Data.self, from: bytes("d74401020304")) == Data([1, 2, 3, 4]))
    // Bignums (2^64 and a negative one) are numbers, though they are written as bytes. So they cannot be read as bytes, and an
    // unknown member that holds one is passed over.
    for bignum in ["c249010000000000000000", "c349010000000000000000"] {
      #expect(throws: DecodingError.self) { try decoder.decode(Data.self, from: bytes(bignum)) }
      struct One: Decodable { let b: Bool }
      #expect(try decoder.decode(One.self, from: bytes("a26161\(bignum)6162f5")).b)
    }
  }

  @Test("Appendix A: arrays and maps, both ways")
  func containers() throws {
    let long = "98190102030405060708090a0b0c0d0e0f101112131415161718181819"
    #expect(hexadecimal(try CBOREncoder().encode([Int]())) == "80")
    #expect(hexadecimal(try CBOREncoder().encode([1, 2, 3])) == "83010203")
    #expect(hexadecimal(try CBOREncoder().encode(Array(1...25))) == long)
    #expect(try CBORDecoder().decode([Int].self, from: bytes(long)) == Array(1...25))
    let letters = ["a": "A", "b": "B", "c": "C", "d": "D", "e": "E"]
    let map = "a56161614161626142616361436164614461656145"
    #expect(hexadecimal(try CBOREncoder().encode(letters)) == map)
    #expect(try CBORDecoder().decode([String: String].self, from: bytes(map)) == letters)
    #expect(hexadecimal(try CBOREncoder().encode([String: Int]())) == "a0")
  }

  @Test("Appendix A: lengths left open are read")
  func indefinite() throws {
    let decoder = CBORDecoder()
    #expect(try decoder.decode(Data.self, from: bytes("5f42010243030405ff")) == Data(1...5))
    #expect(
      try decoder.decode(String.self, from: bytes("7f657374726561646d696e67ff")) == "streaming")
    #expect(try decoder.decode([Int].self, from: bytes("9fff")).isEmpty)
    #expect(
      try decoder.decode(
        [Int].self, from: bytes("9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff"))
        == Array(1...25))
    struct Fun: Decodable, Equatable { var Fun: Bool; var Amt: Int }
    #expect(
      try decoder.decode(Fun.self, from: bytes("bf6346756ef563416d7421ff"))
        == Fun(Fun: true, Amt: -2))
    struct Nested: Decodable { var a: Int; var b: [Int] }
    #expect(try decoder.decode(Nested.self, from: bytes("bf61610161629f0203ffff")).b == [2, 3])
  }

  @Test("what is written is read again, and equal values have equal bytes")
  func roundTrip() throws {
    let message = Message(
      title: "Échange", isOpen: true, note: nil, data: Data([0, 255]),
      items: (0..<30).map { Item(code: "S\($0)", count: -$0, ratio: Double($0) / 3) },
      tags: ["z": 1, "aa": 2, "b": 3])
    let encoded = try CBOREncoder().encode(message)
    #expect(try CBORDecoder().decode(Message.self, from: encoded) == message)
    for _ in 0..<20 {
      var copy = message
      copy.tags = Dictionary(uniqueKeysWithValues: message.tags.shuffled())
      #expect(try CBOREncoder().encode(copy) == encoded)
    }
  }

  @Test("map keys stand in the order of their bytes: shorter first (§4.2.1)")
  func order() throws {
    #expect(
      hexadecimal(try CBOREncoder().encode(["aa": 2, "z": 1, "b": 3])) == "a3616203617a0162616102")
  }

  @Test(
    "what is not well-formed, or says a key twice, is refused",
    arguments: [
      "", "18", "1c", "ff", "61", "62ff", "61ff", "a161", "a1616101616102", "8200", "9f", "9f01",
      "bf6161ff", "a10102", "a26161016161 02", "0000", "f818", "7f6161", "5f6161ff", "fc", "1f",
      "9b7fffffffffffffff", "bb7fffffffffffffff", "5b7fffffffffffffff", "81", "d8",
    ])
  func malformed(_ hex: String) {
    #expect(throws: (any Error).self) {
      try CBORDecoder().decode([String: Int].self, from: bytes(hex))
    }
    #expect(throws: (any Error).self) { try CBORDecoder().decode([Int].self, from: bytes(hex)) }
  }

  @Test("what is nested as deeply as may be read can be written, and one level more neither")
  func deepest() throws {
    let deepest = [UInt8](repeating: 0x81, count: CBORDecoder.maxDepth) + [0x30]
    let value = try CBORDecoder().decode(Nest.self, from: deepest)
    #expect(try CBOREncoder().encode(value) == deepest)
    #expect(throws: DecodingError.self) {
      try CBORDecoder().decode(Nest.self, from: [0x81] + deepest)
    }
    #expect(throws: EncodingError.self) { try CBOREncoder().encode(Nest.list(value)) }
  }

  @Test("nesting of a hundred thousand levels is refused, not followed")
  func depth() {
    for head: [UInt8] in [[0x81], [0x9F], [0xC1], [0xA1, 0x61, 0x61]] {
      let deep = Array(repeatElement(head, count: 100_000).joined()) + [0]
      #expect(throws: DecodingError.self) { try CBORDecoder().decode([Int].self, from: deep) }
    }
  }

  @Test("a field that is wrong is named")
  func path() throws {
    let wrong = try CBOREncoder().encode(["items": [["code": "a"]]])
    do {
      _ = try CBORDecoder().decode([String: [Item]].self, from: wrong)
      Issue.record("it was read")
    } catch DecodingError.keyNotFound(let key, let context) {
      #expect(key.stringValue == "count")
      #expect(context.codingPath.map(\.stringValue).first == "items")
    }
  }

  @Test("random bytes never stop the reader, and what it takes it takes again")
  func random() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let noise = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? CBORDecoder().decode([Item].self, from: noise)
      _ = try? CBORDecoder().decode([String: [String]].self, from: noise)
      guard let list = try? CBORDecoder().decode([Double].self, from: noise) else { continue }
      let again = try CBORDecoder().decode([Double].self, from: CBOREncoder().encode(list))
      #expect(zip(list, again).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    }
  }
}
