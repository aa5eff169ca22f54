/// Writes delimited text (RFC 4180) with LF.
public enum CSVWriter {
  /// One record, with its line end; cells are quoted where they must be.
  ///
  /// - Parameters:
  ///   - cells: the cells.
  ///   - separator: `;`, `,` or a tab.
  ///   - guardsFormulas: whether a cell that a spreadsheet would take for a formula gets an apostrophe in front, as by
  ///     ``guarded(_:)``. This changes the text, so it is for files that people open, not for programs.
  /// - Returns: the record.
  public static func record(
    _ cells: [String], separator: Character = ";", guardsFormulas: Bool = false
  ) -> String {
    let mark = separator.asciiValue ?? UInt8(ascii: ";")
    var record: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { record.append(mark) }
      var cell = guardsFormulas ? guarded(cell) : cell
      cell.withUTF8 { append(UnsafeRawBufferPointer($0), to: &record, mark) }
    }
    record.append(UInt8(ascii: "\n"))
    return String(decoding: record, as: UTF8.self)
  }

  /// Writes the first `count` cells of a row as one record in UTF-8, in the form of ``record(_:separator:guardsFormulas:)``.
  public static func record(_ cells: RowCells, first count: Int) -> [UInt8] {
    let mark = UInt8(ascii: ";")
    var record: [UInt8] = []
    record.reserveCapacity(cells.bytes.count + count + 64)
    // Most rows have no cell to be quoted, and one look over the whole row is faster than one over each cell.
    let isPlainRow = cells.bytes.withUnsafeBytes { isPlain($0, mark) }
    for place in 0..<count {
      if place > 0 { record.append(mark) }
      cells.withBytes(of: place) { cell in
        if isPlainRow { record.append(contentsOf: cell) } else { append(cell, to: &record, mark) }
      }
    }
    record.append(UInt8(ascii: "\n"))
    return record
  }

  /// Returns a cell that no spreadsheet runs as a formula. A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end, and is
  /// no plain number, gets an apostrophe in front.
  ///
  /// Source: OWASP, CSV Injection; some spreadsheet versions also run formulas that begin with the full-width forms.
  public static func guarded(_ cell: String) -> String {
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    guard let first = cell.unicodeScalars.first, dangerous.contains(first), !isNumber(cell) else {
      return cell
    }
    return "'" + cell
  }

  /// Whether a cell is digits, with at most one sign before them and at most one point or comma between them.
  private static func isNumber(_ cell: String) -> Bool {
    cell.wholeMatch(of: /[+-]?[0-9]+([.,][0-9]+)?/) != nil
  }

  /// Appends a cell, in quotes where it must be.
  ///
  /// Compares bytes, not characters, because readers do so: a separator under a combining accent still separates.
  private static func append(
    _ cell: UnsafeRawBufferPointer, to record: inout [UInt8], _ separator: UInt8
  ) {
    if isPlain(cell, separator) { return record.append(contentsOf: cell) }
    let quote = UInt8(ascii: "\"")
    record.append(quote)
    for byte in cell {
      if byte == quote { record.append(quote) }
      record.append(byte)
    }
    record.append(quote)
  }

  /// Whether a text has no byte because of which it must be quoted. The loop never ends early, so that the compiler can take many
  /// bytes in a step.
  private static func isPlain(_ text: UnsafeRawBufferPointer, _ separator: UInt8) -> Bool {
    var marks: UInt8 = 0
    for byte in text {
      marks |= byte == separator ? 1 : 0
      marks |= byte == UInt8(ascii: "\"") ? 1 : 0
      marks |= byte == UInt8(ascii: "\n") ? 1 : 0
      marks |= byte == UInt8(ascii: "\r") ? 1 : 0
    }
    return marks == 0
  }
}
