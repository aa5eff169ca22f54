import Foundation

/// What a sample of a file shows of one property of its format: nothing, one value, or several possible values.
public enum Detected<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Nothing in the sample shows it.
  case nothing
  /// The sample shows it.
  case found(Value)
  /// The sample fits all of these values; the user has to choose.
  case ambiguous([Value])

  /// Itself where a value is found, otherwise `nothing`.
  var settled: Detected { value.map { .found($0) } ?? .nothing }

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

/// The format of a delimited file that other software wrote, detected from a sample of its beginning.
///
/// Nothing is guessed: what the sample leaves open is ``Detected/ambiguous(_:)``, and the user has to choose.
public struct FileStyle: Sendable, Hashable {
  /// The size of the sample that is looked at, in bytes.
  public static let sampleBytes = 1 << 18
  /// The separators that are looked for.
  public static let separators: [Character] = [";", ",", "\t", "|"]

  /// The text encoding; nil where the bytes are valid in none of the known encodings.
  public var encoding: TextEncoding? = .utf8
  /// What stands between cells.
  public var separator = Detected<Character>.nothing
  /// The decimal character: a point or a comma.
  public var decimal = Detected<Character>.nothing
  /// What stands between groups of three digits: a space, U+00A0 or U+202F; nil where nothing does.
  public var group: Character?
  /// The order of dates' parts.
  public var dates = Detected<DateStyle>.nothing
  /// What stands between a date's parts; nil where there is none.
  public var dateSeparator: Character?
  /// Whether a day with a time is read as its day in Europe/Paris; otherwise the time is a fault.
  public var dropsTimes = false
  /// The columns written differently from the rest of the file, by their labels.
  public private(set) var looks: [String: ColumnLook] = [:]

  /// What a column holds, as far as it decides how its cells can be written.
  public enum ColumnUse: Sendable { case number, integer, day, text }

  /// Detects the style from a sample.
  ///
  /// - Parameters:
  ///   - bytes: the beginning of the file, at most ``sampleBytes`` of it.
  ///   - isWhole: whether the sample is the whole file; otherwise its last record is dropped, since it may be cut off.
  ///   - headerRow: the number of the header's record, from 1; the records before it are ignored.
  ///   - said: the encoding, where the user gave it.
  ///   - given: the separator, where the user gave it.
  ///   - use: returns what a column holds, by its label; nil for an unknown column. Unknown columns count only where the known ones
  ///     show nothing. Without `use` all columns count, each cell by what it looks like.
  public init(
    beginning bytes: [UInt8], isWhole: Bool, headerRow: Int = 1, encoding said: TextEncoding? = nil,
    separator given: Character? = nil, use: ((String) -> ColumnUse?)? = nil
  ) {
    encoding = said ?? TextEncoding(beginning: bytes)
    var transcoder = Transcoder(encoding ?? .utf8)
    let text = transcoder.utf8(bytes)
    let line = Self.separatorLine(text)
    let tables = ((given ?? line).map { [$0] } ?? Self.separators).map { separator in
      let all = Self.rows(text, separator, isWhole: isWhole)
      // Empty lines count in `headerRow`, and show nothing of the format.
      let rows = all.dropFirst(max(headerRow - 1, line == nil ? 0 : 1)).filter { $0 != [""] }
      return (separator: separator, rows: rows)
    }
    separator = (given ?? line).map { .found($0) } ?? Self.separator(tables)
    // A file of one column has no separator, so any separator can read its cells.
    let chosen = separator.value ?? (separator == .nothing ? ";" : nil)
    guard let rows = tables.first(where: { $0.separator == chosen })?.rows,
      let header = rows.first
    else { return }
    var samples = header.map { label in
      let label = label.withoutMarks
      return (label: label, use: use?(label), evidence: ColumnEvidence())
    }
    for row in rows.dropFirst() where row != header {
      for (column, cell) in row.enumerated() where column < samples.count {
        samples[column].evidence.add(cell, as: samples[column].use)
      }
    }
    let isKnown = { (sample: (String, use: ColumnUse?, ColumnEvidence)) in
      use == nil || sample.use != nil
    }
    take(
      samples.filter(isKnown).map { ($0.label, $0.evidence) },
      others: samples.filter { !isKnown($0) }.map(\.evidence))
  }

  /// Detects the format of a fact file. The separator is the one by which the header has the most fields of the schema.
  ///
  /// - Parameters:
  ///   - schema: the schema.
  ///   - bytes: the beginning of the file, at most ``sampleBytes`` of it.
  ///   - isWhole: whether the sample is the whole file.
  public init(of schema: TableSchema, beginning bytes: [UInt8], isWhole: Bool) {
    let names = Set(schema.fields.map(\.name))
    var transcoder = Transcoder(TextEncoding(beginning: bytes) ?? .utf8)
    let text = transcoder.utf8(bytes)
    func known(_ separator: Character) -> Int {
      var reader = CSVReader(separator: separator, bytes: text)
      let header = (try? reader.header()) ?? []
      return header.count { names.contains($0.trimmingCharacters(in: .whitespaces)) }
    }
    // On a tie the first one wins, which is `;`, the agreed separator.
    let best = Self.separators.reduce(Self.separators[0]) { known($1) > known($0) ? $1 : $0 }
    self.init(beginning: bytes, isWhole: isWhole, separator: best) { schema.use(of: $0) }
    // In fact files the agreed decimal character is the point, so three digits after a point are a fraction.
    if decimal == .ambiguous(["."]) { decimal = .found(".") }
    for label in looks.keys where looks[label]?.decimal == .ambiguous(["."]) {
      looks[label]?.decimal = .found(".")
    }
  }

  /// The number fields of a schema whose decimal character is ambiguous.
  public func openColumns(of schema: TableSchema) -> [String] {
    schema.fields.filter { field in
      guard field.type == .number, case .ambiguous = look(of: field.name).decimal else {
        return false
      }
      return true
    }.map(\.name)
  }

  /// The properties that differ from those agreed for fact files, as a text such as `windows-1252 ,`; empty where none differs.
  public var otherThanAgreed: String {
    var parts: [String] = []
    if let encoding, encoding != .utf8 { parts.append(encoding.rawValue) }
    if let separator = separator.value, separator != ";" {
      parts.append(separator == "\t" ? "tab" : String(separator))
    }
    if decimal == .found(",") { parts.append("1,5") }
    if let group { parts.append("1\(group)000") }
    return parts.joined(separator: " ")
  }

  /// Detects the style of a workbook's text cells, by their columns.
  ///
  /// - Parameter columns: label, use and cells of each column.
  public init(texts columns: [(label: String, use: ColumnUse, cells: [String])]) {
    separator = .found(";")
    take(
      columns.map { column in
        var evidence = ColumnEvidence()
        for cell in column.cells { evidence.add(cell, as: column.use) }
        return (column.label, evidence)
      })
  }

  /// Sets the style of the file, and the looks of the columns that differ from it.
  private mutating func take(
    _ columns: [(label: String, evidence: ColumnEvidence)], others: [ColumnEvidence] = []
  ) {
    let all = columns.reduce(into: ColumnEvidence()) { $0.add($1.evidence) }
    let unknown = others.reduce(into: ColumnEvidence()) { $0.add($1) }
    decimal = all.decimal == .nothing ? unknown.decimal.settled : all.decimal
    group = all.group ?? unknown.group
    dates = all.dates == .nothing ? unknown.dates.settled : all.dates
    dateSeparator = all.mark ?? unknown.mark
    for (label, evidence) in columns {
      // A column that leaves its look open takes the file's. A column that shows nothing takes no ambiguity, since its cells raise
      // no question.
      let look = ColumnLook(
        decimal: evidence.hasSureDecimal
          ? evidence.decimal : evidence.decimal == .nothing ? decimal.settled : decimal,
        dates: evidence.hasSureOrder
          ? evidence.dates : evidence.dates == .nothing ? dates.settled : dates)
      if look != ColumnLook(decimal: decimal, dates: dates) { looks[label] = look }
    }
  }

  /// Makes a known style; nil stands for a property that does not matter.
  public init(
    encoding: TextEncoding = .utf8, separator: Character, decimal: Character?,
    group: Character? = nil, dates: DateStyle?, dateSeparator: Character,
    dropsTimes: Bool = false, looks: [String: ColumnLook] = [:]
  ) {
    self.group = group
    self.encoding = encoding
    self.separator = .found(separator)
    self.decimal = decimal.map { .found($0) } ?? .nothing
    self.dates = dates.map { .found($0) } ?? .nothing
    self.dateSeparator = dateSeparator
    self.dropsTimes = dropsTimes
    self.looks = looks
  }

  /// Applies the user's choice to all columns.
  public mutating func say(decimal: Character? = nil, dates: DateStyle? = nil) {
    if let decimal { self.decimal = .found(decimal) }
    if let dates { self.dates = .found(dates) }
    for label in looks.keys {
      if decimal != nil { looks[label]?.decimal = self.decimal }
      if dates != nil { looks[label]?.dates = self.dates }
    }
    let own = look
    looks = looks.filter { $0.value != own }
  }

  /// The look of the columns that have no entry in ``looks``.
  private var look: ColumnLook { ColumnLook(decimal: decimal, dates: dates) }

  /// How the column of a field is written; `mapping` goes from labels to fields.
  public func look(of field: String, mapping: [String: String] = [:]) -> ColumnLook {
    looks.first { (mapping[$0.key] ?? $0.key) == field }?.value ?? look
  }

  /// The separator that Excel's first line `sep=;` declares; nil where there is no such line.
  private static func separatorLine(_ text: [UInt8]) -> Character? {
    var line = text[...]
    while line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    let record = String(
      decoding: line.prefix(64).prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    return separators.first { CSVReader.isSeparatorLine(record.split($0)) }
  }

  private static func rows(_ text: [UInt8], _ separator: Character, isWhole: Bool) -> [[String]] {
    var reader = CSVReader(separator: separator, keepsEmptyLines: true, bytes: text)
    var rows: [[String]] = []
    while let row = try? reader.next() { rows.append(row) }
    return isWhole || rows.count < 2 ? rows : rows.dropLast()
  }

  /// Picks the separator that the header has and that splits each row into as many cells as the header. If several do, picks the
  /// one that makes at least three times as many columns as each of the others.
  private static func separator(
    _ tables: [(separator: Character, rows: [[String]])]
  ) -> Detected<Character> {
    func width(_ table: (separator: Character, rows: [[String]])) -> Int {
      table.rows.first?.count ?? 0
    }
    let inHeader = tables.filter { width($0) > 1 }
    let borneOut = inHeader.filter { table in
      table.rows.allSatisfy { $0.count == width(table) }
    }
    if borneOut.count == 1 { return .found(borneOut[0].separator) }
    if borneOut.count > 1 {
      let widest = borneOut.max { width($0) < width($1) } ?? borneOut[0]
      let others = borneOut.filter { $0.separator != widest.separator }
      return others.allSatisfy { width(widest) >= 3 * width($0) }
        ? .found(widest.separator) : .ambiguous(borneOut.map(\.separator))
    }
    // The rows are uneven. A later check reports that fault; here the header alone decides, if it can.
    if inHeader.count == 1 { return .found(inHeader[0].separator) }
    return inHeader.isEmpty ? .nothing : .ambiguous(inHeader.map(\.separator))
  }

  /// The characters that French numbers are grouped with.
  public static let groups: [Character] = [" ", "\u{A0}", "\u{202F}"]

  /// Returns a schema with this style filled in: each field takes the decimal character and the order of days of its column, and
  /// the file's group character.
  ///
  /// Fields that declare their own format keep it.
  public func applied(to schema: TableSchema, mapping: [String: String] = [:]) -> TableSchema {
    var schema = schema
    for index in schema.fields.indices {
      let field = schema.fields[index]
      let look = look(of: field.name, mapping: mapping)
      if field.type == .number, field.decimalChar == nil, let decimal = look.decimal.value {
        schema.fields[index].decimalChar = String(decimal)
      }
      if field.type.isGrouped, field.groupChar == nil, let group {
        schema.fields[index].groupChar = String(group)
      }
      if field.type == .date, field.format == nil || field.format == "default" {
        schema.fields[index].days = .init(order: look.dates.value, dropsTimes: dropsTimes)
      }
    }
    return schema
  }
}

/// How the cells of one column are written.
public struct ColumnLook: Sendable, Hashable {
  /// The decimal character: a point or a comma.
  public var decimal: Detected<Character>
  /// The order of dates' parts.
  public var dates: Detected<DateStyle>

  /// Makes a look.
  public init(decimal: Detected<Character>, dates: Detected<DateStyle>) {
    self.decimal = decimal
    self.dates = dates
  }
}

extension CSVReader {
  /// Reads a file of a style from its raw bytes, which it converts to UTF-8. The separator is `;` where the style has none.
  ///
  /// - Parameters:
  ///   - style: how it is written.
  ///   - keepsEmptyLines: whether an empty line is a record.
  ///   - bytes: returns the next bytes; nil or an empty array at the end.
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

extension String {
  /// Its parts between separators.
  fileprivate func split(_ separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}

extension Character {
  /// Whether it is one of 0 to 9.
  var isASCIIDigit: Bool { isASCII && isNumber }
}
