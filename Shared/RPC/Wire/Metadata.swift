import Foundation

/// Names and values that travel beside a call's messages.
///
/// Names are lower-case ASCII letters, digits, `-`, `_` and `.`; a name has any number of values, in
/// order. Values of names that end in `-bin` are bytes, written as base64. Names that begin with
/// `vigie-` belong to the runtime.
public struct Metadata: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// Names and values, for the wire.
  public private(set) var dictionary: [String: [String]]

  /// Makes metadata from names and one value each.
  public init(dictionaryLiteral elements: (String, String)...) {
    dictionary = [:]
    for (name, value) in elements { add(value, for: name) }
  }

  /// Takes names and values as they came from the wire.
  public init(_ values: [String: [String]]) {
    dictionary = values
  }

  /// The first value of a name.
  public subscript(name: String) -> String? {
    dictionary[name]?.first
  }

  /// Every value of a name.
  public func all(_ name: String) -> [String] {
    dictionary[name] ?? []
  }

  /// Adds a value to a name.
  public mutating func add(_ value: String, for name: String) {
    dictionary[name, default: []].append(value)
  }

  /// Puts one value in the place of all values of a name.
  public mutating func set(_ value: String, for name: String) {
    dictionary[name] = [value]
  }

  /// Whether there is nothing.
  public var isEmpty: Bool { dictionary.isEmpty }

  /// The first name that is not of the allowed form, or nil.
  var firstBadName: String? {
    dictionary.keys.sorted().first { name in
      name.isEmpty
        || !name.utf8.allSatisfy {
          (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
        }
    }
  }

  /// The first value of a name that ends in `-bin`, as bytes; nil where it is absent or no base64.
  public func bytes(_ name: String) -> [UInt8]? {
    self[name].flatMap { Data(base64Encoded: $0) }.map { Array($0) }
  }

  /// Adds bytes to a name that ends in `-bin`.
  public mutating func add(bytes: [UInt8], for name: String) {
    add(Data(bytes).base64EncodedString(), for: name)
  }

  /// What is wrong with a name or a value of it, or nil.
  var fault: String? {
    if let name = firstBadName {
      return "the metadata name \(name.debugDescription) is not allowed"
    }
    let bad = dictionary.first { name, values in
      name.hasSuffix("-bin") && values.contains { Data(base64Encoded: $0) == nil }
    }
    if let bad { return "the metadata \(bad.key) is not base64" }
    let control = dictionary.first { name, values in
      name.hasPrefix("vigie-") && values.contains(where: Self.hasControl)
    }
    return control.map { "the metadata \($0.key) has a control character" }
  }

  /// Whether a value has a control character (U+0000 to U+001F, U+007F to U+009F); the runtime stores and shows the values it reads.
  private static func hasControl(_ value: String) -> Bool {
    value.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}
