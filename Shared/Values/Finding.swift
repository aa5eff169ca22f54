/// A remark about one cell of a file, as data; only the catalogue puts remarks into words.
public struct Finding: Hashable, Sendable, Codable {
  /// The file's name, such as `structures.csv`.
  public var file: String
  /// The record's number, the header being 1.
  public var row: Int
  /// The column's name as the form gives it.
  public var column: String
  /// The cell as it was read.
  public var value: String
  /// The code of the fault or remark, such as `BAD_DATE`.
  public var code: String
  /// What explains the code further, if anything does: the codes that are known or look alike, the value before, the day.
  public var beside: [String]?
  /// The key of the record that the finding is about, if the record was known before.
  public var record: [String]?

  /// Makes a finding.
  public init(
    file: String, row: Int, column: String, value: String, code: String, beside: [String]? = nil,
    record: [String]? = nil
  ) {
    self.beside = beside
    self.record = record
    self.file = file
    self.row = row
    self.column = Self.shown(column)
    self.value = Self.shown(value)
    self.code = code
  }

  /// How many characters of a value are shown at most.
  private static let mostShown = 1000

  /// Returns a text as it is shown: cut to its first 1000 characters, and with U+2400 in place of each NUL, which no store can keep.
  private static func shown(_ text: String) -> String {
    guard text.utf8.count > mostShown || text.utf8.contains(0) else { return text }
    let scalars = text.unicodeScalars.prefix(mostShown).map { $0.value == 0 ? "\u{2400}" : $0 }
    let isCut = text.unicodeScalars.count > mostShown
    return String(String.UnicodeScalarView(scalars)) + (isCut ? "…" : "")
  }
}
