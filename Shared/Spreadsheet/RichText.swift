/// Gathers the text of a string item, `si` or `is`: its runs joined, its phonetic runs left out.
struct RichText {
  private(set) var bytes: [UInt8] = []
  private var isInText = false
  private var isPreserved = false
  private var isInPhonetic = false
  private var runStart = 0

  mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "rPh": isInPhonetic = true
    case "t":
      isInText = !isInPhonetic
      isPreserved =
        attributes.bytes("space", in: .xml).map { $0.elementsEqual("preserve".utf8) } ?? false
      runStart = bytes.count
    default: break
    }
  }

  mutating func end(_ name: XMLName) {
    switch name {
    case "rPh": isInPhonetic = false
    case "t" where isInText:
      isInText = false
      if !isPreserved { trim() }
    default: break
    }
  }

  /// Takes a piece of text; false when the text becomes longer than a cell's may be.
  mutating func characters(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isInText else { return true }
    bytes.append(contentsOf: piece)
    return bytes.count <= SpreadsheetLimits.textBytes
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    (isInText, isInPhonetic, runStart) = (false, false, 0)
  }

  /// Without `xml:space="preserve"` white space at a run's ends is layout of the XML.
  private mutating func trim() {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    while bytes.count > runStart, let last = bytes.last, isSpace(last) { bytes.removeLast() }
    let leading = bytes[runStart...].prefix(while: isSpace).count
    bytes.removeSubrange(runStart..<runStart + leading)
  }
}
