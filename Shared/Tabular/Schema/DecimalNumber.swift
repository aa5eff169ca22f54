/// A decimal number as it is written: `digits` × 10^−`scale`, compared exactly.
///
/// Exact up to 36 significant digits and 36 places. A number with more is kept as a double, and compared with its 53 bits.
struct DecimalNumber: Equatable {
  private let digits: Int128
  private let scale: Int
  private let double: Double?

  private static let powers: [Int128] = (0...36).map { exponent in
    (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
  }

  /// Reads a number; nil when the text is none.
  ///
  /// A number is an optional sign, digits with at most one decimal character, and an optional exponent, with white space around
  /// allowed. Where its digits are grouped, each group has three digits, and the first has one to three.
  init?(_ text: UnsafeRawBufferPointer, decimal: UInt8 = UInt8(ascii: "."), group: [UInt8] = []) {
    if let plain = Self(digits: text) {
      self = plain
      return
    }
    var bytes = text[...].trimmed
    if !group.isEmpty, bytes.count > group.count, bytes.contains(group[0]) {
      guard let kept = Array(bytes).ungrouped(group),
        let number = kept.withUnsafeBytes({ DecimalNumber($0, decimal: decimal) })
      else { return nil }
      self = number
      return
    }
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    // The first 18 digits are summed in 64 bits, which are enough for most numbers.
    var (head, whole): (Int64, Int128) = (0, 0)
    var (count, scale, seen, isFraction) = (0, 0, 0, false)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == decimal, !isFraction {
        isFraction = true
      } else if (48...57).contains(byte) {
        seen += 1
        if count > 0 || byte != 48 { count += 1 }
        if count <= 18 {
          head = head * 10 + Int64(byte - 48)
        } else if count <= 36 {
          whole = (count == 19 ? Int128(head) : whole) * 10 + Int128(byte - 48)
        }
        if isFraction { scale += 1 }
      } else {
        break
      }
      index = bytes.index(after: index)
    }
    guard seen > 0 else { return nil }
    var exponent = 0
    if index < bytes.endIndex {
      guard bytes[index] | 0x20 == UInt8(ascii: "e"),
        let value = Self.exponent(bytes[bytes.index(after: index)...])
      else { return nil }
      exponent = value
    }
    let digits = count <= 18 ? Int128(head) : whole
    self.digits = isNegative ? -digits : digits
    self.scale = scale - exponent
    if count <= 36 && abs(self.scale) <= 36 {
      double = nil
    } else {
      let text = String(decoding: bytes, as: UTF8.self)
        .replacing(String(UnicodeScalar(decimal)), with: ".")
      guard let value = Double(text) else { return nil }
      double = isNegative ? -value : value
    }
  }

  /// Reads a number of 1 to 18 digits and nothing else, as most are; nil for any other text.
  init?(digits text: UnsafeRawBufferPointer) {
    guard (1...18).contains(text.count) else { return nil }
    var number: Int64 = 0
    for byte in text {
      guard (48...57).contains(byte) else { return nil }
      number = number &* 10 &+ Int64(byte &- 48)
    }
    (digits, scale, double) = (Int128(number), 0, nil)
  }

  private static func exponent(_ text: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard text.count <= 4 else { return nil }
    return Int(String(decoding: text, as: UTF8.self))
  }

  /// The number as text with a point, without exponent, groups and needless zeros; nil for more than 36 digits or places.
  var plain: String? {
    guard double == nil else { return nil }
    // Most numbers fit 64 bits, which are divided much faster.
    return UInt64(exactly: digits.magnitude).map(plain) ?? plain(digits.magnitude)
  }

  private func plain(_ magnitude: some UnsignedInteger & FixedWidthInteger) -> String {
    // The text is built backwards, from the last digit on.
    var (text, rest, place): ([UInt8], _, Int) = ([], magnitude, 0)
    if scale < 0, magnitude != 0 { text = Array(repeating: UInt8(ascii: "0"), count: -scale) }
    repeat {
      if place == scale, !text.isEmpty { text.append(UInt8(ascii: ".")) }
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      if place >= scale || digit != 0 || !text.isEmpty { text.append(48 + UInt8(digit)) }
      rest = quotient
      place += 1
    } while rest > 0 || place <= scale
    if digits < 0 { text.append(UInt8(ascii: "-")) }
    text.reverse()
    return String(decoding: text, as: UTF8.self)
  }

  private var value: Double {
    if let double { return double }
    return scale >= 0
      ? Double(digits) / Double(Self.powers[scale]) : Double(digits) * Double(Self.powers[-scale])
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

  static func < (left: Self, right: Self) -> Bool {
    if left.double != nil || right.double != nil { return left.value < right.value }
    let shift = left.scale - right.scale
    if shift == 0 { return left.digits < right.digits }
    let (scaled, other) = shift > 0 ? (right.digits, left.digits) : (left.digits, right.digits)
    let (product, isOver) =
      abs(shift) > 36
      ? (0, scaled != 0) : scaled.multipliedReportingOverflow(by: powers[abs(shift)])
    // A product that overflows is farther from 0 than any number that fits.
    let isScaledLess = isOver ? scaled < 0 : product < other
    let isScaledMore = isOver ? scaled > 0 : product > other
    return shift > 0 ? isScaledMore : isScaledLess
  }
}

extension Slice<UnsafeRawBufferPointer> {
  /// Without white space around.
  var trimmed: Self { trimming { $0 == 32 || (9...13).contains($0) } }
}

extension BidirectionalCollection where SubSequence == Self {
  /// Returns the elements without those at both ends that meet a condition.
  @inline(__always)
  func trimming(_ isDropped: (Element) -> Bool) -> Self {
    var rest = self
    while let first = rest.first, isDropped(first) { rest = rest.dropFirst() }
    while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
    return rest
  }
}

extension [UInt8] {
  /// Removes the group characters from a number; nil where a group does not have three digits, or the first one not one to three.
  func ungrouped(_ group: [UInt8]) -> [UInt8]? {
    var (result, index, digits): ([UInt8], Int, Int) = ([], 0, 0)
    var isGrouped = false
    while index < count {
      if self[index...].starts(with: group) {
        guard isGrouped ? digits == 3 : (1...3).contains(digits) else { return nil }
        (isGrouped, digits) = (true, 0)
        index += group.count
        continue
      }
      let isDigit = (48...57).contains(self[index])
      // A sign before the first digit belongs to no group. The first character after the digits that is not a digit ends the last group.
      if !isDigit, digits > 0 || isGrouped {
        guard !isGrouped || digits == 3, !self[index...].contains(group) else { return nil }
        return result + self[index...]
      }
      if isDigit { digits += 1 }
      result.append(self[index])
      index += 1
    }
    return !isGrouped || digits == 3 ? result : nil
  }
}
