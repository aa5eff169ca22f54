import Foundation

/// What a sample of a file says of one thing: how it is, or that it could be several ways.
public enum Detected<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Nothing in the sample shows it.
  case nothing
  /// The sample shows it.
  case found(Value)
  /// The sample bears all of these out; somebody has to say which it is.
  case ambiguous([Value])

  /// Itself where it is found, otherwise nothing.
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
  /// Whether a day that has a time counts as the day that it is in Europe/Paris.
  public var dropsTimes = false
  /// The columns that are written otherwise than the file, by their labels.
  public private(set) var looks: [String: ColumnLook] = [:]

  /// What the cells of a column are, as far as it matters how they are written.
  public enum ColumnUse: Sendable { case number, integer, day, text }

  /// Looks at a sample.
  ///
  /// - Parameters:
  ///   - bytes: the beginning of the file, at most ``sampleBytes`` of it.
  ///   - isWhole: whether it is all of the file; otherwise its last record is left out.
  ///   - headerRow: the record of the header, from 1; what lies before it says nothing.
  ///   - said: the encoding, where somebody has said it.
  ///   - given: the separator, where somebody has said it.
  ///   - use: what a column is, by its label; nil for a column that nobody knows, which is asked where the others say nothing.
  ///     Without it, every cell says what it looks like.
  public init(
    beginning bytes: [UInt8], isWhole: Bool, headerRow: Int = 1, encoding said: TextEncoding? = nil,
    separator given: Character? = nil, use: ((String) -> ColumnUse?)? = nil
  ) {
    encoding = said ?? TextEncoding(beginning: bytes)
    (separator, decimal, dates) = (.nothing, .nothing, .nothing)
    var transcoder = Transcoder(encoding ?? .utf8)
    let text = transcoder.utf8(bytes)
    let line = Self.separatorLine(text)
    let tables = ((given ?? line).map { [$0] } ?? Self.separators).map { separator in
      let all = Self.rows(text, separator, isWhole: isWhole)
      // Empty lines count as records, and say nothing.
      let rows = all.dropFirst(max(headerRow - 1, line == nil ? 0 : 1)).filter { $0 != [""] }
      return (separator: separator, rows: rows)
    }
    separator = (given ?? line).map { .found($0) } ?? Self.separator(tables)
    // A file of one column has no separator, and its cells say what they say.
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

  /// How a fact file is written: with the separator under which its header has the most fields of its schema.
  ///
  /// - Parameters:
  ///   - schema: the schema.
  ///   - bytes: the beginning of the file, at most ``sampleBytes`` of it.
  ///   - isWhole: whether it is all of the file.
  public init(of schema: TableSchema, beginning bytes: [UInt8], isWhole: Bool) {
    let names = Set(schema.fields.map(\.name))
    var transcoder = Transcoder(TextEncoding(beginning: bytes) ?? .utf8)
    let text = transcoder.utf8(bytes)
    func known(_ separator: Character) -> Int {
      var reader = CSVReader(separator: separator, bytes: text)
      let header = (try? reader.header()) ?? []
      return header.count { names.contains($0.trimmingCharacters(in: .whitespaces)) }
    }
    // Of as many the one that is agreed, which stands first.
    let best = Self.separators.reduce(Self.separators[0]) { known($1) > known($0) ? $1 : $0 }
    self.init(beginning: bytes, isWhole: isWhole, separator: best) { schema.use(of: $0) }
    // Three digits behind a point are a fraction, as agreed.
    if decimal == .ambiguous(["."]) { decimal = .found(".") }
    for label in looks.keys where looks[label]?.decimal == .ambiguous(["."]) {
      looks[label]?.decimal = .found(".")
    }
  }

  /// The fields of a schema whose decimal character stays open.
  public func openColumns(of schema: TableSchema) -> [String] {
    schema.fields.filter { field in
      guard field.type == .number, case .ambiguous = look(of: field.name).decimal else {
        return false
      }
      return true
    }.map(\.name)
  }

  /// What is otherwise than agreed for fact files, such as `windows-1252 ,`; empty for nothing.
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

  /// The style of cells that are texts in a workbook, by their columns.
  ///
  /// - Parameter columns: label, use and cells of each column.
  public init(texts columns: [(label: String, use: ColumnUse, cells: [String])]) {
    self.init(separator: ";", decimal: nil, dates: nil, dateSeparator: "-")
    dateSeparator = nil
    take(
      columns.map { column in
        var evidence = ColumnEvidence()
        for cell in column.cells { evidence.add(cell, as: column.use) }
        return (column.label, evidence)
      })
  }

  /// Tells how the file is, and which of its columns are otherwise.
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
      // What a column leaves open, the others may tell; one that shows nothing need not be told.
      let look = ColumnLook(
        decimal: evidence.hasSureDecimal
          ? evidence.decimal : evidence.decimal == .nothing ? decimal.settled : decimal,
        dates: evidence.hasSureOrder
          ? evidence.dates : evidence.dates == .nothing ? dates.settled : dates)
      if look != ColumnLook(decimal: decimal, dates: dates) { looks[label] = look }
    }
  }

  /// A style that is known; nil where it does not matter.
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

  /// Takes what somebody said of all columns.
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

  /// How the file's columns are written that have no look of their own.
  private var look: ColumnLook { ColumnLook(decimal: decimal, dates: dates) }

  /// How the column of a field is written; `mapping` goes from labels to fields.
  public func look(of field: String, mapping: [String: String] = [:]) -> ColumnLook {
    looks.first { (mapping[$0.key] ?? $0.key) == field }?.value ?? look
  }

  /// The separator that Excel's first line `sep=;` tells; nil where there is no such line.
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

  /// The characters that French numbers are grouped with.
  public static let groups: [Character] = [" ", "\u{A0}", "\u{202F}"]

  /// A schema for a file of this style: numbers with the decimal character of their column, days in its order.
  ///
  /// Fields that say themselves how they are written stay as they are.
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
