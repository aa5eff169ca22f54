/// The strings that cells refer to by number, in one buffer.
final class SharedStrings: XMLHandler {
  private let part: String
  private var bytes: [UInt8] = []
  /// Where each one ends.
  private var ends: [UInt32] = []
  private var text = RichText()

  var count: Int { ends.count }

  /// Reads the part `sharedStrings.xml`.
  init(_ entry: ArchiveEntry) throws {
    part = entry.name
    try read(entry)
  }

  /// A string, with its escapes decoded.
  subscript(index: Int) -> String {
    EscapedText.decode(bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])])
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if case "si" = name { text.removeAll() } else { text.start(name, attributes) }
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard text.characters(bytes) else {
      throw SpreadsheetError.tooLargeInside(
        "\(part) has a text of more than \(SpreadsheetLimits.textBytes) bytes")
    }
  }

  func end(_ name: XMLName) throws -> Bool {
    guard case "si" = name else {
      text.end(name)
      return false
    }
    bytes += text.bytes
    guard bytes.count <= SpreadsheetLimits.sharedStringBytes,
      count < SpreadsheetLimits.sharedStrings
    else { throw SpreadsheetError.tooLargeInside("\(part) has too many strings") }
    ends.append(UInt32(bytes.count))
    return false
  }
}
