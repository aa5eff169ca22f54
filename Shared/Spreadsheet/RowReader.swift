import Values

/// The parts of a workbook that are needed to read a sheet's cells; nil for one that it does not have.
struct SheetContext {
  let strings: SharedStrings?
  let formats: CellFormats?
  let dateSystem: DateSystem
}

/// Reads a sheet's rows one after the other.
public struct RowReader {
  private let rows: RowsReader
  private let stream: XMLStream
  private var isOver = false

  init(_ entry: ArchiveEntry, _ context: SheetContext) throws {
    rows = RowsReader(part: entry.name, context)
    stream = try XMLStream(entry, rows)
  }

  /// Reads the next row that has a cell with something in it; nil at the end, and after an error.
  ///
  /// The checksum is compared only at the end: if it fails there, the rows returned before cannot be trusted.
  ///
  /// - Throws: ``SpreadsheetError``: `FILE_TRUNCATED`, `FILE_TOO_LARGE_INSIDE`, `FILE_XML_ENTITIES`,
  ///   `FILE_RECORD_TOO_LONG` and `FILE_DAMAGED`.
  public mutating func next() throws -> Row? {
    guard !isOver else { return nil }
    isOver = true
    guard try stream.advance() else { return nil }
    isOver = false
    return rows.take()
  }
}

/// Makes rows from `sheetData`, and pauses the stream after each row that is not empty.
private final class RowsReader: XMLHandler {
  private let part: String
  private let context: SheetContext
  private var isInData = false
  private var isInRow = false
  private var row = 0
  private var column = -1
  private var cells: [Row.Filled] = []
  private var rowTextBytes = 0
  // The cell that is being read.
  private var isInCell = false
  private var kind = CellKind.number
  private var format = 0
  private var hasValue = false
  private var isFormula = false
  private var isInValue = false
  private var isInInline = false
  private var value: [UInt8] = []
  private var inline = RichText()

  init(part: String, _ context: SheetContext) {
    self.part = part
    self.context = context
  }

  func take() -> Row {
    Row(number: row, filled: cells)
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
    switch name {
    case "sheetData": isInData = true
    case "row" where isInData: try startRow(attributes)
    case "c" where isInRow: try startCell(attributes)
    case "f" where isInCell: isFormula = true
    case "v" where isInCell:
      isInValue = true
      hasValue = true
    case "is" where isInCell:
      isInInline = true
      hasValue = true
    case _ where isInInline: inline.start(name, attributes)
    default: break
    }
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var fits = true
    if isInValue {
      value.append(contentsOf: bytes)
      fits = value.count <= SpreadsheetLimits.textBytes
    } else if isInInline {
      fits = inline.characters(bytes)
    }
    guard fits else {
      throw tooLong("a text of more than \(SpreadsheetLimits.textBytes) bytes")
    }
  }

  func end(_ name: XMLName) throws -> Bool {
    switch name {
    case "sheetData": isInData = false
    case "row" where isInRow:
      isInRow = false
      return !cells.isEmpty
    case "v": isInValue = false
    case "is": isInInline = false
    case "c" where isInCell:
      isInCell = false
      // The result of a formula may be an empty text, but not an empty number.
      if isFormula, value.isEmpty, !isTextual {
        throw SpreadsheetError.formulaWithoutValue(part: part, row: row, column: column + 1)
      }
      if hasValue { try add(cell()) }
    case _ where isInInline: inline.end(name)
    default: break
    }
    return false
  }

  private func startRow(_ attributes: XMLAttributes) throws {
    let number = try attributes.text("r").map { text in
      guard let number = Int(text) else { throw damaged("a row with the number \(text)") }
      return number
    }
    let next = number ?? row + 1
    guard next > row, next <= SpreadsheetLimits.rows, !isInRow else {
      throw damaged("a row \(next) after row \(row)")
    }
    row = next
    column = -1
    cells.removeAll(keepingCapacity: true)
    rowTextBytes = 0
    isInRow = true
  }

  private func startCell(_ attributes: XMLAttributes) throws {
    guard !isInCell else { throw damaged("a cell in a cell") }
    var next = column + 1
    if let bytes = attributes.bytes("r") {
      guard let reference = CellReference(bytes), reference.row == row, reference.column > column
      else {
        throw damaged("a cell \(String(decoding: bytes.prefix(20), as: UTF8.self)) in row \(row)")
      }
      next = reference.column
    }
    guard next < SpreadsheetLimits.columns else {
      throw tooLong("more than \(SpreadsheetLimits.columns) columns")
    }
    guard let kind = CellKind(rawValue: attributes.text("t") ?? "n") else {
      throw damaged("a cell of no known type")
    }
    column = next
    self.kind = kind
    format = attributes.integer("s") ?? 0
    value.removeAll(keepingCapacity: true)
    inline.removeAll()
    (isInCell, isInValue, isInInline, hasValue) = (true, false, false, false)
    isFormula = false
  }

  private var isTextual: Bool {
    switch kind {
    case .string: hasValue
    case .sharedString, .inlineString: true
    default: false
    }
  }

  private func add(_ cell: Cell) throws {
    if case .empty = cell { return }
    switch cell {
    case .text(let text), .error(let text): rowTextBytes += text.utf8.count
    default: break
    }
    guard rowTextBytes <= SpreadsheetLimits.rowTextBytes else {
      throw tooLong("texts of more than \(SpreadsheetLimits.rowTextBytes) bytes")
    }
    cells.append(Row.Filled(column: column, cell: cell))
  }

  private func cell() throws -> Cell {
    switch kind {
    case .sharedString:
      guard let strings = context.strings,
        let index = Int(String(decoding: value, as: UTF8.self)),
        (0..<strings.count).contains(index)
      else { throw damaged("a shared string that is not there") }
      return text(strings[index])
    case .inlineString: return text(EscapedText.decode(inline.bytes))
    case .string: return text(EscapedText.decode(value))
    case .error: return .error(String(decoding: value, as: UTF8.self))
    case .flag:
      switch value {
      case [UInt8(ascii: "1")], Array("true".utf8): return .flag(true)
      case [UInt8(ascii: "0")], Array("false".utf8): return .flag(false)
      default: throw damaged("a truth value that is none")
      }
    case .isoDate:
      let text = String(decoding: value, as: UTF8.self)
      return Cell(isoDate: text) ?? self.text(text)
    case .number: return try number()
    }
  }

  private func text(_ text: String) -> Cell { text.isEmpty ? .empty : .text(text) }

  private func number() throws -> Cell {
    let written = value.trimmingSpace()
    if written.isEmpty { return .empty }
    let text = String(decoding: written, as: UTF8.self)
    // `Double` reads hexadecimal digits, `nan` and `inf` too.
    func isAllowed(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || byte | 32 == UInt8(ascii: "e")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }
    guard written.allSatisfy(isAllowed), written.count <= 64, let number = Double(text),
      number.isFinite
    else { throw damaged("a number that is none") }
    let date = context.formats?[format].flatMap { context.dateSystem.cell(number, $0) }
    return date ?? .number(number, written: text)
  }

  private func damaged(_ what: String) -> SpreadsheetError {
    .damaged(part: part, column < 0 ? what : "\(what), after row \(row), column \(column + 1)")
  }

  private func tooLong(_ what: String) -> SpreadsheetError {
    .recordTooLong(part: part, row: row, what)
  }
}

/// How a cell's value is written. Source: ECMA-376 part 1, 18.18.11, ST_CellType.
private enum CellKind: String {
  case number = "n"
  case sharedString = "s"
  case string = "str"
  case inlineString = "inlineStr"
  case flag = "b"
  case error = "e"
  case isoDate = "d"
}

extension Cell {
  /// Reads a day, or a day and a time, of ISO 8601, as strict files have them; nil for any other text.
  init?(isoDate text: String) {
    if let day = CivilDate(text) {
      self = .date(day)
      return
    }
    // Fractions of a second, and a zone if there is one, are left out.
    guard text.utf8.count <= 30, let day = CivilDate(text.prefix(10)),
      let instant = Instant(text.prefix(19) + "Z")
    else { return nil }
    let second = Int(instant.microseconds / 1_000_000) - day.daysSinceEpoch * 86_400
    self = second == 0 ? .date(day) : .dateTime(day, second: second)
  }
}

extension [UInt8] {
  fileprivate func trimmingSpace() -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    let start = drop(while: isSpace)
    return start[..<((start.lastIndex { !isSpace($0) } ?? start.startIndex - 1) + 1)]
  }
}
