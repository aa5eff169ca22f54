/// Something to tell about one cell of a file, as data: words are made once, in the catalogue.
public struct Finding: Hashable, Sendable, Codable {
  /// The file's name, such as `structures.csv`.
  public var file: String
  /// The record's number, the header being 1.
  public var row: Int
  /// The column's name as the form gives it.
  public var column: String
  /// The cell as it was read.
  public var value: String
  /// What is the matter, such as `BAD_DATE`.
  public var code: String
  /// What it is told beside, where there is something: the codes that are known or looked like, the value before, the day.
  public var beside: [String]?
  /// The key of the record that it is about, where that was known before.
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

  /// The most characters of a value that are told.
  private static let mostShown = 1000

  /// A text as it is told: its beginning, and no NUL, which no store keeps.
  private static func shown(_ text: String) -> String {
    guard text.utf8.count > mostShown || text.utf8.contains(0) else { return text }
    let scalars = text.unicodeScalars.prefix(mostShown).map { $0.value == 0 ? "\u{2400}" : $0 }
    let isCut = text.unicodeScalars.count > mostShown
    return String(String.UnicodeScalarView(scalars)) + (isCut ? "…" : "")
  }
}
