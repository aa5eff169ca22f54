import Foundation

/// A mail that came from outside, or a part of one: its fields and its lines. Bytes that are no UTF-8 are replaced.
///
/// Source: RFC 5322, RFC 2046.
struct MailParts {
  private static let mostFields = 200
  private static let mostBytes = 2000
  private static let mostParts = 20
  private static let longestBoundary = 70

  /// Lines without their ends.
  typealias Lines = ArraySlice<ArraySlice<UInt8>>

  /// The fields by their names in small letters; of several of a name the first is first.
  let fields: [(name: String, value: String)]
  /// What stands below the fields.
  let lines: Lines

  /// Reads the lines of a mail, or of a part.
  init(_ lines: Lines) {
    var fields: [(name: String, value: String)] = []
    var rest = lines
    while let line = rest.popFirst(), !line.isEmpty {
      let text = String(decoding: line.prefix(Self.mostBytes), as: UTF8.self)
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        // A folded line belongs to the field above it (RFC 5322 §2.2.3).
        if let last = fields.indices.last, fields[last].value.utf8.count < Self.mostBytes {
          fields[last].value += " " + Self.trimmed(text)
        }
        continue
      }
      let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, fields.count < Self.mostFields,
        !sides[0].isEmpty, sides[0].utf8.allSatisfy({ (33...126).contains($0) })
      else { continue }
      fields.append((name: sides[0].lowercased(), value: Self.trimmed(sides[1])))
    }
    self.fields = fields
    self.lines = rest
  }

  /// Reads a whole mail.
  init(bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    self.init(lines[...])
  }

  /// The first field of a name; nil where there is none.
  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// What it is, in small letters, such as `multipart/report`.
  var type: String {
    Self.trimmed((self["content-type"] ?? "").prefix { $0 != ";" }).lowercased()
  }

  /// A parameter of its type, such as `boundary`; nil where there is none (RFC 2045 §5.1).
  func parameter(_ name: String) -> String? {
    var (quoted, current, pieces): (Bool, String, [String]) = (false, "", [])
    for character in self["content-type"] ?? "" {
      switch character {
      case "\"": quoted.toggle()
      case ";" where !quoted:
        pieces.append(current)
        current = ""
      default: current.append(character)
      }
    }
    pieces.append(current)
    for piece in pieces.dropFirst() {
      let sides = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if sides.count == 2, Self.trimmed(sides[0]).lowercased() == name {
        return Self.trimmed(sides[1])
      }
    }
    return nil
  }

  /// The parts of a mail that has several; none of one that has not.
  var parts: [MailParts] {
    guard let boundary = parameter("boundary"),
      (1...Self.longestBoundary).contains(boundary.utf8.count)
    else { return [] }
    let mark = Array(("--" + boundary).utf8)
    var parts: [MailParts] = []
    var start: Int?
    for (place, line) in zip(lines.indices, lines) where line.starts(with: mark) {
      let rest = Self.trimmed(String(decoding: line.dropFirst(mark.count), as: UTF8.self))
      guard rest.isEmpty || rest == "--" else { continue }
      if let start { parts.append(MailParts(lines[start..<place])) }
      start = rest.isEmpty ? place + 1 : nil
      if parts.count == Self.mostParts { return parts }
    }
    // The end of a mail that was cut off is missing.
    if let start { parts.append(MailParts(lines[start..<lines.endIndex])) }
    return parts
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    text.trimmingCharacters(in: .whitespaces)
  }
}
