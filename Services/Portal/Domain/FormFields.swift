/// The fields of a form or of a query, as browsers send them (WHATWG URL, application/x-www-form-urlencoded). Of several fields of a name
/// the last one counts.
public struct FormFields: Sendable, Hashable {
  /// The most fields.
  public static let most = 500
  private var values: [String: String] = [:]

  /// No fields.
  public init() {}

  /// Takes fields that were read already.
  init(_ values: [String: String]) { self.values = values }

  /// Reads a text; nil if it has too many fields, or bytes that are no UTF-8.
  public init?(_ bytes: some Sequence<UInt8>) {
    let parts = Array(bytes).split(separator: UInt8(ascii: "&"))
    guard parts.count <= Self.most else { return nil }
    for part in parts {
      let sides = part.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(sides[0]),
        let value = Self.decoded(sides.count > 1 ? sides[1] : [])
      else { return nil }
      values[name] = value
    }
  }

  /// The value of a field; nil where it is not there.
  public subscript(_ name: String) -> String? { values[name] }

  /// All fields by their names.
  public var all: [String: String] { values }

  /// Reads one side of a field; nil for bytes that are no UTF-8. A percent sign without two digits stands for itself.
  public static func decoded(_ bytes: some Collection<UInt8>, isPath: Bool = false) -> String? {
    let bytes = Array(bytes)
    var (decoded, place): ([UInt8], Int) = ([], 0)
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "%"), place + 2 < bytes.count,
        let high = digit(bytes[place + 1]), let low = digit(bytes[place + 2])
      {
        decoded.append(high << 4 | low)
        place += 3
      } else {
        decoded.append(byte == UInt8(ascii: "+") && !isPath ? UInt8(ascii: " ") : byte)
        place += 1
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
