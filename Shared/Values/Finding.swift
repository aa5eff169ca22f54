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

  /// Makes a finding.
  public init(file: String, row: Int, column: String, value: String, code: String) {
    self.file = file
    self.row = row
    self.column = column
    self.value = value
    self.code = code
  }
}
