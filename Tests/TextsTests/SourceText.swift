/// A text that a source has between quotation marks.
struct SourceText: Hashable {
  /// The line on which it begins.
  let line: Int
  /// The text; what an interpolation puts in stands as U+FFFC.
  let text: String
  /// Whether it follows a comma, as the second text of a pair does.
  let isSecond: Bool

  /// The texts of Swift source, those within interpolations before those around them; comments have none.
  static func all(in source: String) -> [SourceText] {
    var reader = SwiftReader(Array(source.utf8))
    reader.read()
    return reader.found
  }
}

/// Reads Swift source byte by byte, as far as it takes to find its string literals.
private struct SwiftReader {
  private(set) var found: [SourceText] = []
  private let bytes: [UInt8]
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() { _ = code(from: 0, inBrackets: false) }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// Reads code to the end, or to the bracket that closes an interpolation; returns the place behind it.
  private mutating func code(from start: Int, inBrackets: Bool) -> Int {
    var (place, depth) = (start, 1)
    while place < bytes.count {
      switch (bytes[place], byte(place + 1)) {
      case (UInt8(ascii: "/"), UInt8(ascii: "/")):
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
        continue
      case (UInt8(ascii: "\""), _), (UInt8(ascii: "#"), _):
        if let end = literal(at: place) {
          place = end
          continue
        }
      case (UInt8(ascii: "("), _): depth += 1
      case (UInt8(ascii: ")"), _):
        depth -= 1
        if inBrackets, depth == 0 { return place + 1 }
      case (UInt8(ascii: "\n"), _): line += 1
      default: break
      }
      place += 1
    }
    return place
  }

  /// Reads a literal and returns the place behind it; nil where none begins or it does not end.
  private mutating func literal(at start: Int) -> Int? {
    let (firstLine, texts) = (line, found.count)
    var place = start
    while byte(place) == UInt8(ascii: "#") { place += 1 }
    let hashes = place - start
    guard byte(place) == UInt8(ascii: "\"") else { return nil }
    let isLong =
      byte(place + 1) == UInt8(ascii: "\"") && byte(place + 2) == UInt8(ascii: "\"")
    let mark = Array(repeating: UInt8(ascii: "\""), count: isLong ? 3 : 1)
    let (end, escape) = (mark + pound(hashes), [UInt8(ascii: "\\")] + pound(hashes))
    place += mark.count
    var text: [UInt8] = []
    while place < bytes.count {
      if stands(end, at: place) {
        found.append(
          SourceText(
            line: firstLine, text: String(decoding: text, as: UTF8.self),
            isSecond: follows(comma: start)))
        return place + end.count
      }
      if stands(escape, at: place) {
        place += escape.count
        switch byte(place) {
        case UInt8(ascii: "("):
          place = code(from: place + 1, inBrackets: true)
          text += Array("\u{FFFC}".utf8)
          continue
        case UInt8(ascii: "\n"): line += 1
        case UInt8(ascii: "n"), UInt8(ascii: "t"): text.append(UInt8(ascii: " "))
        case UInt8(ascii: "u"):
          // A character by its number, such as a no-break space.
          while place < bytes.count, bytes[place] != UInt8(ascii: "}") { place += 1 }
          text.append(UInt8(ascii: " "))
        default: text.append(byte(place))
        }
      } else if bytes[place] == UInt8(ascii: "\n") {
        guard isLong else { break }
        line += 1
        text.append(bytes[place])
      } else {
        text.append(bytes[place])
      }
      place += 1
    }
    // It was none, such as a quotation mark in a regular expression.
    line = firstLine
    found.removeSubrange(texts...)
    return nil
  }

  private func pound(_ count: Int) -> [UInt8] { Array(repeating: UInt8(ascii: "#"), count: count) }

  private func stands(_ mark: [UInt8], at place: Int) -> Bool {
    place + mark.count <= bytes.count && bytes[place..<place + mark.count].elementsEqual(mark)
  }

  private func follows(comma start: Int) -> Bool {
    let before = bytes[..<start].last { ![UInt8(ascii: " "), UInt8(ascii: "\n")].contains($0) }
    return before == UInt8(ascii: ",")
  }
}
