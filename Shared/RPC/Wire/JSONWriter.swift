import Values

/// Writes JSON as headers have it.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init(capacity: Int = 128) { bytes.reserveCapacity(capacity) }

  mutating func begin(_ bracket: StaticString = "{") {
    separate()
    literal(bracket)
    needsComma = false
  }

  mutating func end(_ bracket: StaticString = "}") {
    literal(bracket)
    needsComma = true
  }

  mutating func name(_ name: StaticString) {
    separate()
    literal("\"")
    literal(name)
    literal("\":")
    needsComma = false
  }

  mutating func member(_ name: StaticString, _ text: String) {
    self.name(name)
    value(text)
  }

  mutating func member(_ name: StaticString, _ number: Int) {
    self.name(name)
    value(number)
  }

  mutating func name(_ name: String) {
    value(name)
    literal(":")
    needsComma = false
  }

  mutating func value(_ number: Int) {
    separate()
    bytes += Array(String(number).utf8)
  }

  mutating func value(raw: [UInt8]) {
    separate()
    bytes += raw
  }

  mutating func value(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes += $0 }
  }
}
