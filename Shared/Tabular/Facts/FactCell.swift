import Foundation
import Values

/// How a fact file writes its numbers. The defaults are the agreed form.
struct FactCellStyle {
  /// The decimal character.
  var decimal: Character = "."
  /// What stands between groups of three digits; nil for nothing.
  var group: Character?
}

/// A cell of a fact file in the form in which it is stored, and its fault where it has one.
struct FactCell {
  /// The cell in the agreed form; as it was read where it cannot be brought to that form.
  let text: String
  /// The fault of its form; nil for none. An empty cell has none.
  let fault: CellFault?
  /// Whether white space was taken away around a code.
  let isTrimmed: Bool

  private init(_ text: String, _ fault: CellFault? = nil, isTrimmed: Bool = false) {
    (self.text, self.fault, self.isTrimmed) = (text, fault, isTrimmed)
  }

  /// The empty cell.
  static let empty = FactCell("")

  /// Reads a cell. Source: acceptance/formats.md, “How files are read”.
  init(_ cell: String, _ kind: Column.Kind, _ style: FactCellStyle) {
    guard !cell.isEmpty else {
      self.init(cell)
      return
    }
    switch kind {
    case .code, .siret, .siren, .list: self = Self.code(cell, isList: kind == .list)
    case .territory:
      let code = Self.code(cell, isList: false)
      let isRight = code.text.isEmpty || TerritoryCode.isOne(code.text)
      self.init(code.text, isRight ? code.fault : .choice, isTrimmed: code.isTrimmed)
    case .text: self.init(cell, cell.utf8.contains(0) ? .character : nil)
    case .freeText:
      self.init(cell, cell.unicodeScalars.contains(where: Self.isControl) ? .character : nil)
    case .email:
      let address = cell.trimmingCharacters(in: .whitespacesAndNewlines)
      self.init(address, address.isEmpty || MailAddress.isOne(address) ? nil : .choice)
    case .date:
      let day = Self.day(cell)
      self.init(day ?? cell, day == nil ? .date : nil)
    case .time:
      let time = Self.time(cell)
      self.init(time ?? cell, time == nil ? .format : nil)
    case .instant:
      self.init(cell, cell.utf8.count == 20 && Instant(cell) != nil ? nil : .date)
    case .flag:
      let flag = Self.flags[cell.trimmingCharacters(in: .whitespaces).lowercased()]
      self.init(flag ?? cell, flag == nil ? .flag : nil)
    case .integer, .year, .decimal, .amount: self = Self.number(cell, kind, style)
    case .choice(let values): self.init(cell, values.contains(cell) ? nil : .choice)
    case .level: self.init(cell, Column.levels.contains(cell) ? nil : .choice)
    }
  }

  private static let flags = [
    "true": "true", "oui": "true", "vrai": "true", "1": "true",
    "false": "false", "non": "false", "faux": "false", "0": "false",
  ]

  // MARK: codes

  private static func code(_ cell: String, isList: Bool) -> FactCell {
    let code =
      cell.isASCIIWord ? cell : cell.withoutSpaceAround.precomposedStringWithCanonicalMapping
    let isTrimmed = code.utf8.count != cell.utf8.count && code != cell
    let isWhole = !isList || !hasGaps(code)
    let isRight = isWhole && !code.unicodeScalars.contains(where: isUnseen)
    return FactCell(code, isRight || code.isEmpty ? nil : .character, isTrimmed: isTrimmed)
  }

  /// Whether more than one space stands between codes.
  private static func hasGaps(_ list: String) -> Bool {
    zip(list.utf8, list.utf8.dropFirst()).contains { $0 == 32 && $1 == 32 }
  }

  /// Whether a character cannot be seen in a code: control and format characters, those without width, and white space other than U+0020.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x7F else { return scalar.value < 0x20 }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether a character is a control character other than line ends and tabs.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10, 13: false
    case 0..<32, 127..<160: true
    default: false
    }
  }

  // MARK: days

  /// `2025-03-15`, or `15/3/2025`; midnight may stand beside it.
  private static func day(_ cell: String) -> String? {
    guard cell.utf8.count <= 40 else { return nil }
    let bytes = Array(cell.utf8)
    // The mark tells the order: a year first with slashes, or a day first with hyphens, is not agreed.
    let isSlashed = bytes.prefix(3).contains(UInt8(ascii: "/"))
    guard isSlashed || bytes.prefix(5).last == UInt8(ascii: "-"),
      let found = bytes.withUnsafeBytes({ Moment.recognised($0, isSlashed ? .dayFirst : nil) }),
      !found.hasTime, Moment.civilDays.contains(found.day)
    else { return nil }
    return CivilDate(
      year: found.day / 10_000, month: found.day / 100 % 100, day: found.day % 100)?.iso
  }

  /// `09:30`, `9:30`, `9h30` or `9h`; seconds may follow where they are 00, as a workbook's cells have them.
  private static func time(_ cell: String) -> String? {
    let text = cell.trimmingCharacters(in: .whitespaces).lowercased()
    let mark: Character = text.contains("h") ? "h" : ":"
    var parts = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    if mark == "h", parts.last == "" { parts[parts.count - 1] = "00" }
    if mark == ":", parts.count == 3, parts[2] == "00" { parts.removeLast() }
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.joined().utf8.allSatisfy({ (48...57).contains($0) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return (hour < 10 ? "0" : "") + "\(hour):" + parts[1]
  }

  // MARK: numbers

  private static func number(
    _ cell: String, _ kind: Column.Kind, _ style: FactCellStyle
  ) -> FactCell {
    let bad = FactCell(cell, .number)
    var bytes = Array(cell.trimmingCharacters(in: .whitespaces).utf8)
    if let group = style.group, bytes.contains(Array(String(group).utf8)) {
      guard let plain = bytes.ungrouped(Array(String(group).utf8)) else { return bad }
      bytes = plain
    }
    func isDigits(_ bytes: some Collection<UInt8>) -> Bool {
      !bytes.isEmpty && bytes.allSatisfy { (48...57).contains($0) }
    }
    switch kind {
    case .decimal, .amount:
      let mark = style.decimal.asciiValue ?? 46
      let parts = bytes.split(separator: mark, omittingEmptySubsequences: false)
      let isShort =
        kind == .amount
        ? parts[0].count <= 12 && parts.dropFirst().allSatisfy({ $0.count <= 2 })
        // A number of more than 30 digits is surely a mistake, and it cannot be computed exactly.
        : parts.joined().count <= 30
      guard parts.count <= 2, parts.allSatisfy(isDigits), isShort,
        let number = bytes.withUnsafeBytes({ DecimalNumber($0, decimal: mark)?.plain })
      else { return bad }
      return FactCell(number)
    default: break
    }
    guard isDigits(bytes) else { return bad }
    let text = String(decoding: bytes, as: UTF8.self)
    // A number too long for `Int` is above any bound, which ``Column/Kind/isExceeded(by:)`` finds later.
    guard let number = Int(text) else { return FactCell(text) }
    if case .integer(let least, _) = kind, number < least { return bad }
    return FactCell(String(number))
  }
}

extension Column.Kind {
  /// The most characters of a text; nil where its kind already limits its length.
  public var mostCharacters: Int? {
    switch self {
    case .code, .siret, .siren: 100
    case .text, .email: 500
    case .freeText, .list: 20_000
    default: nil
    }
  }

  /// Whether a well-formed cell is too long, or its number out of range.
  func isExceeded(by cell: String) -> Bool {
    func isLonger(_ text: some StringProtocol, than most: Int) -> Bool {
      text.utf8.count > most && text.unicodeScalars.count > most
    }
    if let most = mostCharacters, isLonger(cell, than: most) { return true }
    switch self {
    case .list: return cell.split(separator: " ").contains { isLonger($0, than: 100) }
    case .integer(_, let most): return (Int(cell) ?? .max) > most
    case .year: return !(1900...2199).contains(Int(cell) ?? 0)
    case .decimal(let most): return Quantity(cell).map { Quantity(most) < $0 } ?? true
    default: return false
    }
  }
}

extension String {
  /// Whether all characters are visible ASCII, as in most codes.
  fileprivate var isASCIIWord: Bool { utf8.allSatisfy { (33...126).contains($0) } }

  /// Without white space at both ends.
  fileprivate var withoutSpaceAround: String {
    String(Substring(self).unicodeScalars.trimming(\.properties.isWhitespace))
  }
}
