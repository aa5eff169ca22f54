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
    cells.map { quoted(guardsFormulas ? guarded($0) : $0, separator) }
      .joined(separator: String(separator)) + "\n"
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

  private static func quoted(_ cell: String, _ separator: Character) -> String {
    let special: Set<Character> = [separator, "\"", "\n", "\r", "\r\n"]
    guard cell.contains(where: special.contains) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
