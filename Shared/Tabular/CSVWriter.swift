/// Writes delimited text (RFC 4180) with LF.
public enum CSVWriter {
  /// One record, with its line end; cells are quoted where they must be.
  ///
  /// - Parameters:
  ///   - cells: the cells.
  ///   - separator: `;`, `,` or a tab.
  ///   - guardsFormulas: whether a cell that a spreadsheet would take for a formula gets an apostrophe before
  ///     it, ``guarded(_:)``. It changes the text, so it is for files that people open, not for programs.
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

  /// One record of the first cells of a row, with its line end, in UTF-8, as ``record(_:separator:guardsFormulas:)`` writes it.
  public static func record(_ cells: RowCells, first count: Int) -> [UInt8] {
    let mark = UInt8(ascii: ";")
    var record: [UInt8] = []
    record.reserveCapacity(512)
    for place in 0..<count {
      if place > 0 { record.append(mark) }
      cells.withBytes(of: place) { append($0, to: &record, mark) }
    }
    record.append(UInt8(ascii: "\n"))
    return record
  }

  /// A cell that no spreadsheet runs: one that begins with `=`, `+`, `-`, `@`, a tab or a line's end, and is
  /// no plain number, gets an apostrophe before it.
  ///
  /// Source: OWASP, CSV Injection; the full-width forms are taken for formulas too by some versions.
  public static func guarded(_ cell: String) -> String {
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    guard let first = cell.unicodeScalars.first, dangerous.contains(first), !isNumber(cell) else {
      return cell
    }
    return "'" + cell
  }

  /// A sign at most, digits, and a point or a comma between digits at most.
  private static func isNumber(_ cell: String) -> Bool {
    cell.wholeMatch(of: /[+-]?[0-9]+([.,][0-9]+)?/) != nil
  }

  /// Appends a cell, in quotes where it must be.
  ///
  /// Bytes are compared, not characters: readers do too, and a separator under an accent separates all the same.
  private static func append(
    _ cell: UnsafeRawBufferPointer, to record: inout [UInt8], _ separator: UInt8
  ) {
    let quote = UInt8(ascii: "\"")
    let isPlain = !cell.contains { byte in
      byte == separator || byte == quote || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    if isPlain { return record.append(contentsOf: cell) }
    record.append(quote)
    for byte in cell {
      if byte == quote { record.append(quote) }
      record.append(byte)
    }
    record.append(quote)
  }
}
