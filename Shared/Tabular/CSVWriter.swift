/// Writes delimited text (RFC 4180) with LF.
public enum CSVWriter {
  /// One record, with its line end; cells are quoted where they must be.
  public static func record(_ cells: [String], separator: Character = ";") -> String {
    cells.map { quoted($0, separator) }.joined(separator: String(separator)) + "\n"
  }

  private static func quoted(_ cell: String, _ separator: Character) -> String {
    let special: Set<Character> = [separator, "\"", "\n", "\r", "\r\n"]
    guard cell.contains(where: special.contains) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
