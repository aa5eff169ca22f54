/// What a sample of a file says of one thing: how it is, or that it could be several ways.
public enum Detected<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Nothing in the sample shows it.
  case nothing
  /// The sample shows it.
  case found(Value)
  /// The sample bears all of these out; somebody has to say which it is.
  case ambiguous([Value])

  /// The value, where it is found.
  public var value: Value? {
    if case .found(let value) = self { value } else { nil }
  }
}

/// The order of a date's parts.
public enum DateStyle: String, Sendable, Hashable, CaseIterable {
  /// `2025-03-01`.
  case iso
  /// `01/03/2025`, the first of March.
  case dayFirst = "day-first"
  /// `03/01/2025`, the first of March.
  case monthFirst = "month-first"
}

/// How a delimited file of foreign make is written, from a sample of its beginning.
///
/// Nothing is guessed: what the sample leaves open is ``Detected/ambiguous(_:)``, and who reads the file has to say.
public struct FileStyle: Sendable, Hashable {
  /// How much of a file is looked at, in bytes.
  public static let sampleBytes = 1 << 18
  /// The separators that are looked for.
  public static let separators: [Character] = [";", ",", "\t", "|"]

  /// How the text is coded; nil where a byte means nothing in any of them.
  public var encoding: TextEncoding?
  /// What stands between cells.
  public var separator: Detected<Character>
  /// The decimal character: a point or a comma.
  public var decimal: Detected<Character>
  /// What stands between groups of three digits: a space, U+00A0 or U+202F; nil where nothing does.
  public var group: Character?
  /// The order of dates' parts.
  public var dates: Detected<DateStyle>
  /// What stands between a date's parts; nil where there is none.
  public var dateSeparator: Character?

  /// Looks at a sample.
  ///
  /// - Parameters:
  ///   - bytes: the beginning of the file, at most ``sampleBytes`` of it.
  ///   - isWhole: whether it is all of the file; otherwise its last record is left out.
  ///   - headerRow: the record of the header, from 1; what lies before it says nothing.
  ///   - said: the encoding, where somebody has said it.
  ///   - given: the separator, where somebody has said it.
  public init(
    beginning bytes: [UInt8], isWhole: Bool, headerRow: Int = 1, encoding said: TextEncoding? = nil,
    separator given: Character? = nil
  ) {
    encoding = said ?? TextEncoding(beginning: bytes)
    (separator, decimal, dates) = (.nothing, .nothing, .nothing)
    var transcoder = Transcoder(encoding ?? .utf8)
    let text = transcoder.utf8(bytes)
    let tables = (given.map { [$0] } ?? Self.separators).map { separator in
      let all = Self.rows(text, separator, isWhole: isWhole)
      // Empty lines count as records, and say nothing.
      return (separator: separator, rows: all.dropFirst(headerRow - 1).filter { $0 != [""] })
    }
    separator = given.map { .found($0) } ?? Self.separator(tables)
    guard let rows = tables.first(where: { $0.separator == separator.value })?.rows else { return }
    let cells = rows.dropFirst().joined()
    decimal = Self.decimal(cells)
    group = Self.group(cells)
    (dates, dateSeparator) = Self.dates(cells)
  }

  /// A style that is known; nil where it does not matter.
  public init(
    encoding: TextEncoding = .utf8, separator: Character, decimal: Character?,
    group: Character? = nil, dates: DateStyle?, dateSeparator: Character
  ) {
    self.group = group
    self.encoding = encoding
    self.separator = .found(separator)
    self.decimal = decimal.map { .found($0) } ?? .nothing
    self.dates = dates.map { .found($0) } ?? .nothing
    self.dateSeparator = dateSeparator
  }

  private static func rows(_ text: [UInt8], _ separator: Character, isWhole: Bool) -> [[String]] {
    var reader = CSVReader(separator: separator, keepsEmptyLines: true, bytes: text)
    var rows: [[String]] = []
    while let row = try? reader.next() { rows.append(row) }
    return isWhole || rows.count < 2 ? rows : rows.dropLast()
  }

  /// A separator is borne out when the header has it and each row has as many cells; of several, one that makes three times
  /// as many columns as any other.
  private static func separator(
    _ tables: [(separator: Character, rows: [[String]])]
  ) -> Detected<Character> {
    let borneOut = tables.filter { table in
      guard let width = table.rows.first?.count, width > 1 else { return false }
      return table.rows.allSatisfy { $0.count == width }
    }
    if borneOut.count == 1 { return .found(borneOut[0].separator) }
    if borneOut.count > 1 {
      func width(_ table: (separator: Character, rows: [[String]])) -> Int {
        table.rows.first?.count ?? 0
      }
      let widest = borneOut.max { width($0) < width($1) } ?? borneOut[0]
      let others = borneOut.filter { $0.separator != widest.separator }
      return others.allSatisfy { width(widest) >= 3 * width($0) }
        ? .found(widest.separator) : .ambiguous(borneOut.map(\.separator))
    }
    // Rows are uneven, which is a fault to be told: the header decides, if it can.
    let inHeader = tables.filter { ($0.rows.first?.count ?? 0) > 1 }
    if inHeader.count == 1 { return .found(inHeader[0].separator) }
    return inHeader.isEmpty ? .nothing : .ambiguous(inHeader.map(\.separator))
  }

  /// A comma or a point with digits on both sides is a decimal one, unless three digits follow each time and could be a group.
  private static func decimal(_ cells: some Sequence<String>) -> Detected<Character> {
    var (sure, unsure): (Set<Character>, Set<Character>) = ([], [])
    for cell in cells {
      for character: Character in [",", "."] {
        guard let match = fraction(of: cell, character) else { continue }
        if match.count == 3, !cell.hasPrefix("0"), !cell.hasPrefix("-0") {
          unsure.insert(character)
        } else {
          sure.insert(character)
        }
      }
    }
    if sure.count == 1, let character = sure.first { return .found(character) }
    if sure.count > 1 { return .ambiguous([",", "."]) }
    return unsure.isEmpty ? .nothing : .ambiguous(unsure.sorted())
  }

  /// The characters that French numbers are grouped with.
  public static let groups: [Character] = [" ", "\u{A0}", "\u{202F}"]

  /// A space within a number of groups of three digits, `1 234` or `12 345,6`; of several kinds the one seen first.
  private static func group(_ cells: some Sequence<String>) -> Character? {
    for cell in cells {
      guard let space = cell.first(where: groups.contains), cell.first?.isASCIIDigit == true
      else { continue }
      let whole = cell.prefix { $0 != "," && $0 != "." }
      let parts = whole.split(separator: space, omittingEmptySubsequences: false)
      let fraction = cell.dropFirst(whole.count + 1)
      if parts.count > 1, (1...3).contains(parts[0].count),
        parts.dropFirst().allSatisfy({ $0.count == 3 }),
        (parts + [fraction]).allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
      {
        return space
      }
    }
    return nil
  }

  /// The digits after the only such character of a number; nil when the cell is none.
  private static func fraction(of cell: String, _ character: Character) -> Substring? {
    let parts = cell.split(separator: character, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isASCIIDigit) else {
      return nil
    }
    let whole = parts[0].drop { $0 == "-" || $0 == "+" }
    let digits = whole.filter { !" \u{A0}\u{202F}".contains($0) }
    guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
    return parts[1]
  }

  private static func dates(
    _ cells: some Sequence<String>
  ) -> (Detected<DateStyle>, Character?) {
    var (styles, separator): (Set<DateStyle>, Character?) = ([], nil)
    var (isSeen, isDayFirst, isMonthFirst) = (false, false, false)
    for cell in cells {
      guard let mark = cell.first(where: { "/-.".contains($0) }) else { continue }
      let parts = cell.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
      else { continue }
      let numbers = parts.compactMap { Int($0) }
      guard numbers.count == 3 else { continue }
      if parts[0].count == 4, numbers[1] <= 12, numbers[2] <= 31 {
        styles.insert(.iso)
        separator = separator ?? mark
      } else if parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2,
        max(numbers[0], numbers[1]) <= 31
      {
        isSeen = true
        separator = separator ?? mark
        if numbers[0] > 12 { isDayFirst = true }
        if numbers[1] > 12 { isMonthFirst = true }
      }
    }
    if isSeen {
      if isDayFirst || !isMonthFirst { styles.insert(.dayFirst) }
      if isMonthFirst || !isDayFirst { styles.insert(.monthFirst) }
    }
    let found = DateStyle.allCases.filter(styles.contains)
    switch found.count {
    case 0: return (.nothing, nil)
    case 1: return (.found(found[0]), separator)
    default: return (.ambiguous(found), separator)
    }
  }

  /// A schema for a file of this style: numbers with its decimal character, days in its order.
  ///
  /// Fields that say themselves how they are written stay as they are.
  public func applied(to schema: TableSchema) -> TableSchema {
    var schema = schema
    for index in schema.fields.indices {
      let field = schema.fields[index]
      if field.type == .number, field.decimalChar == nil, let decimal = decimal.value {
        schema.fields[index].decimalChar = String(decimal)
      }
      if field.type == .number || field.type == .integer, field.groupChar == nil, let group {
        schema.fields[index].groupChar = String(group)
      }
      if field.type == .date, field.format == nil, let style = dates.value {
        schema.fields[index].format = Self.pattern(style, dateSeparator ?? "/")
      }
    }
    return schema
  }

  private static func pattern(_ style: DateStyle, _ separator: Character) -> String {
    switch style {
    case .iso: "%Y\(separator)%m\(separator)%d"
    case .dayFirst: "%d\(separator)%m\(separator)%Y"
    case .monthFirst: "%m\(separator)%d\(separator)%Y"
    }
  }
}

extension CSVReader {
  /// Begins to read a file of a style, from its bytes as they are in the file; `;` where the separator is open.
  ///
  /// - Parameters:
  ///   - style: how it is written.
  ///   - keepsEmptyLines: whether an empty line is a record.
  ///   - bytes: gives the next bytes; nil or none at the end.
  public init(
    _ style: FileStyle, keepsEmptyLines: Bool = false, bytes: @escaping () throws -> [UInt8]?
  ) {
    var (transcoder, isAtEnd) = (Transcoder(style.encoding ?? .utf8), false)
    self.init(separator: style.separator.value ?? ";", keepsEmptyLines: keepsEmptyLines) {
      while !isAtEnd {
        let chunk = try bytes() ?? []
        isAtEnd = chunk.isEmpty
        let text = isAtEnd ? transcoder.finish() : transcoder.utf8(chunk)
        if !text.isEmpty { return text }
      }
      return nil
    }
  }
}

extension Character {
  /// Whether it is one of 0 to 9.
  var isASCIIDigit: Bool { isASCII && isNumber }
}
