import Foundation
import Values

/// A JSON object with the bytes with which it was written, cut into its members and the rows of its lists.
///
/// An event passes through a feed, the exchange and its log. A JSON coder on the way could alter it in silence (`JSONSerialization` drops a
/// U+FEFF at the beginning of each text), so an event that is passed on is never encoded anew.
public struct EventText: Sendable {
  /// A member of the object.
  public struct Member: Sendable {
    /// The name.
    public let name: String
    /// The value's JSON, to the byte.
    public let value: String
  }

  /// The members, in the order of their names.
  public let members: [Member]
  private let rows: [(member: Int, value: String)]

  /// Cuts a text; nil where it is no JSON object (RFC 8259), is nested deeper than 64 levels, or a name comes twice.
  public init?(_ text: String) {
    var scanner = Scanner(text)
    guard let found = scanner.members(), scanner.isAtEnd else { return nil }
    let sorted = found.sorted { $0.name < $1.name }
    guard Set(sorted.map { Array($0.name.utf8) }).count == sorted.count else { return nil }
    members = sorted
    rows = sorted.enumerated().flatMap { index, member in
      (Self.objects(member.value) ?? []).map { (index, $0) }
    }
  }

  /// The value of a member, to the byte; nil where there is none.
  public subscript(name: String) -> String? { members.first { $0.name == name }?.value }

  /// Returns the text of a member that is a JSON string; nil for any other.
  public func text(_ name: String) -> String? { self[name].flatMap(Self.unquoted) }

  /// Returns the objects of a member that is a list of objects; nil for any other, and if one of the objects has a name twice.
  public func rows(_ name: String) -> [EventText]? {
    guard let values = self[name].flatMap(Self.objects) else { return nil }
    let cut = values.compactMap { EventText($0) }
    return cut.count == values.count ? cut : nil
  }

  /// How many objects stand in its lists.
  public var rowCount: Int { rows.count }

  /// Returns the object with only some of its rows. Rows are counted from 0 through all its lists, in the order of their names.
  public func part(_ wanted: Range<Int>) -> String {
    let kept = rows[wanted]
    let text = members.enumerated().map { index, member in
      guard Self.objects(member.value) != nil else { return Self.text(member) }
      let values = kept.filter { $0.member == index }.map(\.value)
      return Self.text(Member(name: member.name, value: "[\(values.joined(separator: ","))]"))
    }
    return "{\(text.joined(separator: ","))}"
  }

  /// Returns the object's JSON with all or some of its members, in the order of their names, so that equal objects have equal bytes.
  public func inOrder(_ isKept: (Member) -> Bool = { _ in true }) -> String {
    "{\(members.filter(isKept).map(Self.text).joined(separator: ","))}"
  }

  private static func text(_ member: Member) -> String {
    "\(JSONText.quoted(member.name)):\(member.value)"
  }

  /// The elements of a list of objects; nil for any other value.
  private static func objects(_ value: String) -> [String]? {
    guard value.utf8.first == UInt8(ascii: "[") else { return nil }
    var scanner = Scanner(value)
    guard let elements = scanner.elements(),
      elements.allSatisfy({ $0.utf8.first == UInt8(ascii: "{") })
    else { return nil }
    return elements
  }

  /// Returns the text that a JSON string stands for; nil for any other value, and if it has half of a surrogate pair.
  public static func unquoted(_ value: String) -> String? {
    guard value.utf8.count > 1, value.utf8.first == UInt8(ascii: "\"") else { return nil }
    if !value.utf8.contains(UInt8(ascii: "\\")) {
      return String(validating: value.utf8.dropFirst().dropLast(), as: UTF8.self)
    }
    return try? JSONDecoder().decode([String].self, from: Data("[\(value)]".utf8)).first
  }
}

/// Finds where the values of a JSON text begin and end, and checks that they are JSON.
private struct Scanner {
  private static let maxDepth = 64
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether nothing but white space follows.
  var isAtEnd: Bool { bytes[offset...].allSatisfy(Self.isSpace) }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x0A, 0x0D, 0x09].contains(byte) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func passSpace() {
    while let next, Self.isSpace(next) { offset += 1 }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    passSpace()
    guard next == UInt8(ascii: mark) else { return false }
    offset += 1
    return true
  }

  private mutating func list<Item>(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ item: (inout Scanner) -> Item?
  ) -> [Item]? {
    guard depth < Self.maxDepth, take(opening) else { return nil }
    depth += 1
    defer { depth -= 1 }
    var items: [Item] = []
    if take(closing) { return items }
    repeat {
      guard let item = item(&self) else { return nil }
      items.append(item)
    } while take(",")
    return take(closing) ? items : nil
  }

  /// The members of an object; nil for any other value.
  mutating func members() -> [EventText.Member]? {
    list("{", "}") { scanner in
      guard let name = scanner.value().flatMap(EventText.unquoted), scanner.take(":"),
        let value = scanner.value()
      else { return nil }
      return EventText.Member(name: name, value: value)
    }
  }

  /// The elements of a list; nil for any other value.
  mutating func elements() -> [String]? { list("[", "]") { $0.value() } }

  /// The next value, to the byte; nil where none is.
  private mutating func value() -> String? {
    passSpace()
    let start = offset
    guard passValue() else { return nil }
    return String(validating: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func passValue() -> Bool {
    passSpace()
    switch next {
    case UInt8(ascii: "{"):
      return list("{", "}") { scanner in
        scanner.passString() && scanner.take(":") && scanner.passValue() ? () : nil
      } != nil
    case UInt8(ascii: "["): return list("[", "]") { $0.passValue() ? () : nil } != nil
    case UInt8(ascii: "\""): return passString()
    case UInt8(ascii: "t"): return pass("true")
    case UInt8(ascii: "f"): return pass("false")
    case UInt8(ascii: "n"): return pass("null")
    default: return passNumber()
    }
  }

  private mutating func pass(_ word: String) -> Bool {
    guard bytes[offset...].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  private mutating func passString() -> Bool {
    guard take("\"") else { return false }
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard passEscape() else { return false }
      case ..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func passEscape() -> Bool {
    guard let byte = next else { return false }
    offset += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    let digits = bytes[offset...].prefix(4)
    offset += digits.count
    return digits.count == 4
      && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
  }

  /// Passes over a number as RFC 8259, §6, defines it.
  private mutating func passNumber() -> Bool {
    if next == UInt8(ascii: "-") { offset += 1 }
    let isZero = next == UInt8(ascii: "0")
    let whole = passDigits()
    guard whole > 0, !isZero || whole == 1 else { return false }
    if next == UInt8(ascii: ".") {
      offset += 1
      guard passDigits() > 0 else { return false }
    }
    guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return true }
    offset += 1
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
    return passDigits() > 0
  }

  private mutating func passDigits() -> Int {
    let start = offset
    while let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { offset += 1 }
    return offset - start
  }
}
