/// The strings that cells refer to by number, in one buffer.
struct SharedStrings {
  private var bytes: [UInt8] = []
  /// Where each one ends.
  private var ends: [UInt32] = []

  var count: Int { ends.count }

  /// Makes an empty list of strings.
  init() {}

  /// Reads the part `sharedStrings.xml`.
  init(_ entry: ArchiveEntry) throws {
    let reader = Reader(part: entry.name)
    _ = try XMLStream(entry, reader).advance()
    self = reader.strings
  }

  /// A string, with its escapes decoded.
  subscript(index: Int) -> String {
    EscapedText.decode(bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])])
  }

  private final class Reader: XMLHandler {
    let part: String
    var strings = SharedStrings()
    private var text = RichText()

    init(part: String) { self.part = part }

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
      strings.bytes += text.bytes
      guard strings.bytes.count <= SpreadsheetLimits.sharedStringBytes,
        strings.count < SpreadsheetLimits.sharedStrings
      else { throw SpreadsheetError.tooLargeInside("\(part) has too many strings") }
      strings.ends.append(UInt32(strings.bytes.count))
      return false
    }
  }
}
