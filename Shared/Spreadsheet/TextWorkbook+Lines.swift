/// A workbook as lines of UTF-8: `S`, visibility and name of a sheet; `R`, number of a row, then column and text of each of its cells;
/// `E` at the end, or `F` and a code where the workbook could not be read. Tabs stand between them; in a text a backslash, a tab and the
/// ends of lines are `\\`, `\t`, `\n` and `\r`.
extension TextWorkbook {
  /// What lines tell.
  public enum Told: Sendable, Hashable {
    /// The cells of a workbook.
    case workbook(TextWorkbook)
    /// It could not be read, for the reason of this code, such as `FILE_NOT_XLSX`.
    case refused(code: String)
  }

  /// The code of a program that would read a workbook and could not confine itself first.
  public static let notConfined = "READER_NOT_CONFINED"

  /// The most bytes of lines that are told at once.
  private static let pieceBytes = 1 << 16
  /// The longest code of a refusal, in bytes.
  private static let longestCode = 64

  // MARK: Telling

  /// Reads a workbook and tells its lines, the last of which says how it ended.
  ///
  /// - Parameters:
  ///   - bytes: the workbook.
  ///   - put: takes lines.
  public static func tell(_ bytes: [UInt8], put: ([UInt8]) -> Void) {
    do {
      try tell(try WorkbookReader(bytes: bytes, name: "workbook"), put: put)
    } catch {
      let code = (error as? SpreadsheetError)?.code ?? "FILE_UNREADABLE"
      put(refusal(code))
    }
  }

  /// The line that says why a workbook could not be read.
  public static func refusal(_ code: String) -> [UInt8] { Array("F\t\(code)\n".utf8) }

  private static func tell(_ workbook: WorkbookReader, put: ([UInt8]) -> Void) throws {
    var (piece, told, cells): ([UInt8], Int, Int) = ([], 0, 0)
    func add(_ parts: [String]) throws {
      for (index, part) in parts.enumerated() {
        if index > 0 { piece.append(UInt8(ascii: "\t")) }
        escape(part, into: &piece)
      }
      piece.append(UInt8(ascii: "\n"))
      guard told + piece.count <= SpreadsheetLimits.textWorkbookBytes else {
        throw SpreadsheetError.tooLargeInside(
          "more than \(SpreadsheetLimits.textWorkbookBytes) bytes of texts")
      }
      if piece.count >= pieceBytes {
        put(piece)
        told += piece.count
        piece.removeAll(keepingCapacity: true)
      }
    }
    for sheet in workbook.sheets {
      try add(["S", sheet.visibility.rawValue, sheet.name])
      var rows = try workbook.rows(of: sheet)
      while let row = try rows.next() {
        cells += row.filled.count
        guard cells <= SpreadsheetLimits.textCells else {
          throw SpreadsheetError.tooLargeInside("more than \(SpreadsheetLimits.textCells) cells")
        }
        var line = ["R", String(row.number)]
        for filled in row.filled { line += [String(filled.column), filled.cell.text] }
        try add(line)
      }
    }
    try add(["E"])
    put(piece)
  }

  private static func escape(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
      default: bytes.append(byte)
      }
    }
  }

  // MARK: Reading what is told

  /// Reads lines.
  ///
  /// - Parameter lines: all that was told.
  /// - Returns: what they tell; nil where they have another form, are beyond a bound, or end too early.
  public static func told(_ lines: [UInt8]) -> Told? {
    guard lines.count <= SpreadsheetLimits.textWorkbookBytes, lines.last == UInt8(ascii: "\n")
    else { return nil }
    var (workbook, cells, isOver) = (TextWorkbook(), 0, false)
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard !isOver, let parts = parts(line) else { return nil }
      switch parts[0] {
      case "S":
        guard parts.count == 3, let visibility = Spreadsheet.Sheet.Visibility(rawValue: parts[1]),
          workbook.sheets.count < SpreadsheetLimits.sheets
        else { return nil }
        workbook.sheets.append(Sheet(name: parts[2], visibility: visibility))
      case "R":
        guard !workbook.sheets.isEmpty, let row = row(parts) else { return nil }
        cells += row.cells.count
        let last = workbook.sheets[workbook.sheets.count - 1].rows.last?.number ?? 0
        guard cells <= SpreadsheetLimits.textCells, row.number > last else { return nil }
        workbook.sheets[workbook.sheets.count - 1].rows.append(row)
      case "F":
        guard parts.count == 2, parts[1].utf8.count <= longestCode else { return nil }
        return .refused(code: parts[1])
      case "E": isOver = true
      default: return nil
      }
    }
    return isOver ? .workbook(workbook) : nil
  }

  private static func row(_ parts: [String]) -> Row? {
    guard parts.count >= 4, parts.count.isMultiple(of: 2), let number = Int(parts[1]),
      (1...SpreadsheetLimits.rows).contains(number)
    else { return nil }
    var cells: [Int: String] = [:]
    for index in stride(from: 2, to: parts.count, by: 2) {
      guard let column = Int(parts[index]), (0..<SpreadsheetLimits.columns).contains(column),
        parts[index + 1].utf8.count <= SpreadsheetLimits.textBytes
      else { return nil }
      cells[column] = parts[index + 1]
    }
    return Row(number: number, cells: cells)
  }

  /// The parts of a line; nil for bytes that are no UTF-8, and for an escape that is none.
  private static func parts(_ line: ArraySlice<UInt8>) -> [String]? {
    var (parts, part, isEscaped): ([String], [UInt8], Bool) = ([], [], false)
    for byte in line {
      switch (isEscaped, byte) {
      case (true, UInt8(ascii: "\\")): part.append(byte)
      case (true, UInt8(ascii: "t")): part.append(UInt8(ascii: "\t"))
      case (true, UInt8(ascii: "n")): part.append(UInt8(ascii: "\n"))
      case (true, UInt8(ascii: "r")): part.append(UInt8(ascii: "\r"))
      case (true, _): return nil
      case (false, UInt8(ascii: "\\")):
        isEscaped = true
        continue
      case (false, UInt8(ascii: "\t")):
        guard let text = String(validating: part, as: UTF8.self) else { return nil }
        parts.append(text)
        part.removeAll(keepingCapacity: true)
      default: part.append(byte)
      }
      isEscaped = false
    }
    guard !isEscaped, let text = String(validating: part, as: UTF8.self) else { return nil }
    return parts + [text]
  }
}
